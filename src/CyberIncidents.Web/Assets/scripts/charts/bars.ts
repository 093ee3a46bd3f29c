import type { EChartsCoreOption } from './echarts';
import { number, type FigureTable } from './tables';
import type { Theme } from './theme';

/** Horizontal bars for a download; in the page they stand in the table itself. */
export function barsOption({ rows }: FigureTable, theme: Theme): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: theme.face },
    grid: { left: 4, right: 56, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: {
      type: 'category', inverse: true, data: rows.map((r) => r.name), axisTick: { show: false },
      axisLine: { lineStyle: { color: theme.axis } }, axisLabel: { color: theme.text, fontSize: 12 },
    },
    series: [{
      type: 'bar', barWidth: '55%',
      data: rows.map((r) => ({ value: r.cells[0]!.value, itemStyle: { color: r.step > 0 ? theme.steps[r.step] : theme.series[0] } })),
      label: { show: true, position: 'right', color: theme.text, fontWeight: 600, formatter: (p: { value: number }) => number(p.value) },
    }],
  };
}
