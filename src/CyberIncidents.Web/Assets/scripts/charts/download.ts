import { init, type EChartsCoreOption } from './echarts';
import type { FigureTable } from './tables';
import type { Theme } from './theme';

/** What every download says of itself: what is counted, for whom, and when. */
export interface Origin { readonly title: string; readonly lines: readonly string[]; readonly file: string }

const width = 960;
const margin = 24;

function save(content: Blob | string, file: string): void {
  const link = document.createElement('a');
  link.download = file;
  link.href = typeof content === 'string' ? content : URL.createObjectURL(content);
  link.click();
  if (typeof content !== 'string') {
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

/** A cell that a spreadsheet reads as text or number and never as a formula. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function saveCsv({ head, rows }: FigureTable, origin: Origin): void {
  const lines = [
    ...[origin.title, ...origin.lines].map((l) => [l]),
    [],
    ['Key', ...head],
    ...rows.map((r) => [r.key, r.name, ...r.cells.map((c) => c.value)]),
  ];
  save(new Blob(['\ufeff', lines.map((l) => l.map(cell).join(',')).join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' }), `${origin.file}.csv`);
}

/** The chart with its title above and its origin below, in a picture of its own. */
export function saveImage(type: 'png' | 'svg', chartHeight: number, origin: Origin, theme: Theme, draw: (chart: ReturnType<typeof init>) => Iterable<EChartsCoreOption>): void {
  const foot = 14 + origin.lines.length * 16;
  const height = chartHeight + 56 + foot + margin;
  const chart = type === 'svg'
    ? init(null, null, { renderer: 'svg', ssr: true, width, height })
    : init(document.createElement('div'), null, { renderer: 'canvas', width, height, devicePixelRatio: 2 });
  const frame = { left: margin, right: margin, top: 56, bottom: foot + margin };
  chart.setOption({ backgroundColor: theme.surface });
  for (const option of draw(chart)) {
    chart.setOption(within(option, frame));
  }
  chart.setOption({
    title: [
      { text: origin.title, left: margin, top: margin - 4, padding: 0, textStyle: { color: theme.text, fontSize: 16, fontWeight: 600, fontFamily: theme.face } },
      { text: origin.lines.join('\n'), left: margin, bottom: margin - 8, padding: 0, textStyle: { color: theme.label, fontSize: 11, lineHeight: 16, fontWeight: 400, fontFamily: theme.face } },
    ],
  });
  if (type === 'svg') {
    save(new Blob([chart.renderToSVGString()], { type: 'image/svg+xml' }), `${origin.file}.svg`);
  } else {
    save(chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: theme.surface }), `${origin.file}.png`);
  }
  chart.dispose();
}

/** Moves a chart's frame inwards, to leave room for title and origin. */
function within(option: EChartsCoreOption, frame: Record<string, number>): EChartsCoreOption {
  const inset = (part: unknown) => Object.fromEntries(Object.entries(part as Record<string, unknown>)
    .map(([key, value]) => [key, key in frame && typeof value === 'number' ? value + frame[key]! : value]));
  return {
    ...option,
    ...('grid' in option ? { grid: inset(option.grid) } : {}),
    ...('geo' in option ? { geo: inset(option.geo) } : {}),
  };
}
