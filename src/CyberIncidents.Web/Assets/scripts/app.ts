import 'htmx.org';
import '../styles/app.css';
import { watchCase } from './case';
import { watchClocks } from './clocks';
import { watchKeys } from './keys';
import { watchMenus } from './menus';

document.documentElement.classList.add('scripted');
watchMenus();
watchKeys();
watchClocks();
watchCase();
