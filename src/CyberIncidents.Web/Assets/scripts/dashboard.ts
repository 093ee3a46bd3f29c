// The charts and the map of the dashboard; loaded there only. The tables of the page are their one source.
import { FigureCard } from './charts/card';
import { onThemeChange } from './charts/theme';

const page = document.querySelector<HTMLElement>('[data-dashboard]');
if (page) {
  const cards = [...page.querySelectorAll<HTMLElement>('[data-figure]')]
    // A card that has nothing to show says so in words and has no table.
    .filter((card) => card.querySelector('table'))
    .map((card) => new FigureCard(card, page));
  cards.forEach((card) => card.start());
  onThemeChange(() => cards.forEach((card) => card.redraw()));
  document.querySelector('[data-print]')?.addEventListener('click', () => print());
}
