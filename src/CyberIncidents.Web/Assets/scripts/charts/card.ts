import { barsOption } from './bars';
import { saveCsv, saveImage, type Origin } from './download';
import { init, type ECharts, type EChartsCoreOption } from './echarts';
import { mapOption, sizedOption } from './map';
import { monthsOption } from './months';
import { readTable, type FigureTable } from './tables';
import { paperTheme, themeOf, type Theme } from './theme';
import { loadWorld, type Place } from './world';

const phone = matchMedia('(max-width: 575px)');

/** One card of the dashboard: its table, its chart and its downloads. */
export class FigureCard {
  private readonly table: FigureTable;
  private readonly kind: string;
  private readonly box: HTMLElement | null;
  private places: ReadonlyMap<string, Place> = new Map();
  private chart: ECharts | null = null;

  constructor(private readonly card: HTMLElement, private readonly page: HTMLElement) {
    this.table = readTable(card);
    this.kind = card.dataset.figure!;
    this.box = card.querySelector<HTMLElement>('[data-chart]');
  }

  start(): void {
    this.card.querySelectorAll<HTMLButtonElement>('[data-show]').forEach((b) => b.addEventListener('click', () => this.show(b.dataset.show!)));
    this.card.querySelectorAll<HTMLButtonElement>('[data-download]').forEach((b) => b.addEventListener('click', () => {
      b.closest('details')!.open = false;
      void this.download(b.dataset.download!);
    }));
    if (!this.box) {
      return;
    }
    this.show('chart');
    new ResizeObserver(() => void this.onResize()).observe(this.box);
  }

  show(view: string): void {
    this.card.classList.toggle('as-chart', view === 'chart');
    this.card.querySelectorAll('.switch [data-show]').forEach((b) => b.setAttribute('aria-pressed', String((b as HTMLElement).dataset.show === view)));
  }

  /** Draws again with the colours of the page as they are now. */
  redraw(): void {
    if (this.chart && this.box) {
      for (const option of this.options(this.chart, themeOf(this.box))) {
        this.chart.setOption(option);
      }
    }
  }

  private async onResize(): Promise<void> {
    if (!this.box || this.box.clientWidth < 80 || this.box.clientHeight < 80 || (this.kind === 'map' && phone.matches)) {
      return;
    }
    if (this.chart) {
      this.chart.resize();
      this.redraw();
      return;
    }
    await this.prepare();
    if (this.chart) {
      return;
    }
    this.chart = init(this.box, null, { renderer: 'canvas' });
    this.chart.on('click', (event) => this.open(event as { name?: string; data?: { href?: string } }));
    this.redraw();
  }

  private open({ name, data }: { name?: string; data?: { href?: string } }): void {
    const href = data?.href ?? this.table.rows.find((r) => r.key === name)?.cells[0]?.href;
    if (href) {
      location.assign(href);
    }
  }

  private async prepare(): Promise<void> {
    if (this.kind === 'map') {
      this.places = await loadWorld(this.box!.dataset.world!);
    }
  }

  private *options(chart: ECharts, theme: Theme): Generator<EChartsCoreOption> {
    const opens = this.page.dataset.opens ?? '';
    if (this.kind === 'map') {
      const texts = { home: this.box!.dataset.home!, homeLabel: this.box!.dataset.homeLabel!, opens };
      yield mapOption(this.table, theme, texts);
      // Where a point stands is known only after the map is drawn.
      yield sizedOption(chart, this.table, theme, texts, this.places);
    } else {
      yield this.kind === 'months' ? monthsOption(this.table, theme, opens) : barsOption(this.table, theme);
    }
  }

  private async download(type: string): Promise<void> {
    const { file, origin } = this.page.dataset;
    const about: Origin = {
      title: this.card.querySelector('h2')!.textContent!.trim(),
      lines: [this.card.dataset.note ?? '', ...(origin ?? '').split('\n')].filter((l) => l !== ''),
      file: `${file}-${this.card.id}`,
    };
    if (type === 'csv') {
      saveCsv(this.table, about);
    } else {
      await this.prepare();
      const theme = paperTheme();
      const height = this.kind === 'map' ? 460 : this.kind === 'months' ? 320 : 24 + this.table.rows.length * 30;
      saveImage(type === 'svg' ? 'svg' : 'png', height, about, theme, (chart) => this.options(chart, theme));
    }
  }
}
