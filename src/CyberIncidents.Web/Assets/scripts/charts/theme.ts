/** The colours of the charts stand in figures.css as variables, so that page, canvas and download agree. */
export interface Theme {
  readonly series: readonly [string, string];
  readonly steps: readonly string[];
  readonly border: string;
  readonly grid: string;
  readonly axis: string;
  readonly label: string;
  readonly text: string;
  readonly band: string;
  readonly surface: string;
  readonly face: string;
}

export function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    series: [read('blue'), read('orange')],
    steps: [0, 1, 2, 3, 4, 5].map((step) => read(`step-${step}`)),
    border: read('border'),
    grid: read('grid'),
    axis: read('axis'),
    label: read('label'),
    text: read('text'),
    band: read('band'),
    surface: read('surface'),
    face: style.getPropertyValue('--face').trim() || 'sans-serif',
  };
}

/** The light colours, whatever the page shows: what is downloaded goes onto paper. */
export function paperTheme(): Theme {
  const paper = document.createElement('div');
  paper.dataset.bsTheme = 'light';
  document.body.append(paper);
  const theme = themeOf(paper);
  paper.remove();
  return theme;
}

/** Calls when the page turns light or dark, by its own choice or the system's. */
export function onThemeChange(act: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', act);
  new MutationObserver(act).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] });
}
