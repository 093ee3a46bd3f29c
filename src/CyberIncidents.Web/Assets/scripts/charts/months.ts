import type { EChartsCoreOption } from './echarts';
import { number, type FigureTable } from './tables';
import type { Theme } from './theme';

const symbols = ['circle', 'rect'];

/** What is opened by a click on a mark; each mark that can be clicked carries it. */
export interface Mark { readonly value: unknown; readonly href: string; readonly tip: string }

/** Two series by month; the running month is dashed, on a grey band. */
export function monthsOption({ head, rows }: FigureTable, theme: Theme, opens: string): EChartsCoreOption {
  const last = rows.length - 1;
  const running = rows[last]?.note ?? '';
  const tip = (at: number) => [rows[at]!.name, ...rows[at]!.cells.map((c) => `${c.series} ${number(c.value)}`), opens].join('\n');
  const lines = head.slice(1).flatMap((name, s) => {
    const values = rows.map((r) => r.cells[s]!.value);
    const colour = theme.series[s]!;
    const line = {
      type: 'line', silent: true, symbol: symbols[s], symbolSize: 7, showAllSymbol: true, color: colour,
      itemStyle: { color: colour }, lineStyle: { color: colour, width: 2 },
    };
    const label = {
      endLabel: { show: true, formatter: `${name} ${number(values[last]!)}`, color: colour, fontSize: 12, fontWeight: 600, fontFamily: theme.face, distance: 8 },
      labelLayout: { moveOverlap: 'shiftY' },
    };
    return running === '' ? [{ ...line, ...label, name, data: values }] : [
      { ...line, name, data: values.slice(0, last) },
      { ...line, ...label, name, data: values.map((v, i) => (i < last - 1 ? null : v)), lineStyle: { ...line.lineStyle, type: [5, 4] }, symbolSize: 7 },
    ];
  });
  const marks = rows.flatMap((row, at) => row.cells.map((c): Mark => ({ value: [at, c.value], href: c.href, tip: tip(at) })));
  return {
    animation: false,
    textStyle: { fontFamily: theme.face },
    tooltip: tooltipOf(theme),
    grid: { left: 4, right: 96, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category', boundaryGap: false, data: rows.map((r) => r.short), axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.axis } }, axisLabel: { color: theme.label, fontSize: 12, hideOverlap: true },
    },
    yAxis: {
      type: 'value', min: 0, minInterval: 1, splitNumber: 4, axisLabel: { color: theme.label, fontSize: 12 },
      splitLine: { lineStyle: { color: theme.grid } },
    },
    series: [
      ...(running === '' || last < 1 ? [] : [{
        type: 'line', silent: true, data: [], markArea: {
          silent: true, itemStyle: { color: theme.band }, label: { position: 'top', color: theme.label, fontSize: 12 },
          data: [[{ name: running, xAxis: last - 1 }, { xAxis: last }]],
        },
      }]),
      ...lines,
      { type: 'scatter', symbolSize: 24, itemStyle: { color: 'transparent' }, emphasis: { disabled: true }, cursor: 'pointer', data: marks, z: 10 },
    ],
  };
}

/** A box of text drawn on the canvas: nothing is written into the page. */
export function tooltipOf(theme: Theme): object {
  return {
    renderMode: 'richText', confine: true, backgroundColor: theme.surface, borderColor: theme.axis, borderWidth: 1, padding: [8, 10],
    textStyle: { color: theme.text, fontSize: 12, lineHeight: 17, fontFamily: theme.face },
    formatter: (p: { data?: { tip?: string } }) => p.data?.tip ?? '',
  };
}
