import 'htmx.org';
import '../styles/app.css';
import { watchCase } from './case';
import { watchClocks } from './clocks';
import { ageDrafts, forgetDrafts, settleDrafts } from './drafts';
import { watchCopies } from './copies';
import { watchKeys } from './keys';
import { watchLists } from './lists';
import { watchMenus } from './menus';
import { watchSheets } from './sheets';
import { watchUploads } from './uploads';

document.documentElement.classList.add('scripted');
watchMenus();
watchKeys();
watchClocks();
watchLists();
ageDrafts();
forgetDrafts();
settleDrafts();
if (document.querySelector('[data-log-form]')) {
  void import('./log').then((log) => log.start());
}
watchCase();
watchSheets();
watchCopies();
watchUploads();
