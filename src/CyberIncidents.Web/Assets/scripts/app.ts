import 'htmx.org';
import '../styles/app.css';
import { watchClocks } from './clocks';
import { watchKeys } from './keys';
import { watchMenus } from './menus';

document.documentElement.classList.add('scripted');
watchMenus();
watchKeys();
watchClocks();
