import type { ECharts, EChartsCoreOption } from './echarts';
import { project, unproject } from './equalEarth';
import { number, type FigureTable, type Row } from './tables';
import type { Theme } from './theme';
import { tooltipOf } from './months';
import { boxAround, nameBeside } from './names';
import { mapName, onLand, type Place } from './world';

const dot = 14;
const target = 24;
const labels = 5;

export interface MapTexts { readonly home: string; readonly homeLabel: string; readonly opens: string }

const tipOf = (row: Row, opens: string) => [row.name, ...row.cells.map((c) => `${c.series} ${number(c.value)}`), opens].join('\n');

/** Countries in the colours of their classes; home as an outline only. */
export function mapOption({ rows }: FigureTable, theme: Theme, texts: MapTexts): EChartsCoreOption {
  const tips = new Map(rows.map((r) => [r.key, tipOf(r, texts.opens)]));
  return {
    animation: false,
    textStyle: { fontFamily: theme.face },
    tooltip: tooltipOf(theme),
    geo: {
      map: mapName, roam: false, projection: { project, unproject }, left: 2, right: 2, top: 2, bottom: 2, silent: true,
      itemStyle: { areaColor: theme.steps[0], borderColor: theme.border, borderWidth: 0.5 },
      label: { show: false }, select: { disabled: true },
      emphasis: { label: { show: false }, itemStyle: { areaColor: 'inherit', borderColor: theme.text, borderWidth: 1.2 } },
      tooltip: { show: true, formatter: (p: { name: string }) => tips.get(p.name) ?? '' },
      regions: [
        { name: texts.home, silent: true, itemStyle: { areaColor: theme.surface, borderColor: theme.label, borderWidth: 1 } },
        ...rows.filter((r) => r.key !== texts.home && r.step > 0).map((r) => ({ name: r.key, silent: false, itemStyle: { areaColor: theme.steps[r.step] } })),
      ],
    },
    series: [],
  };
}

/** What depends on the size of the map: dots for states too small to hit, and the names of those with most cases. */
export function sizedOption(chart: ECharts, { rows }: FigureTable, theme: Theme, texts: MapTexts, places: ReadonlyMap<string, Place>): EChartsCoreOption {
  const pixel = (at: readonly [number, number]) => chart.convertToPixel('geo', [...at]) as [number, number];
  const [x0, y0] = pixel([0, 0]);
  const scale = (pixel([90, 0])[0] - x0) / project([90, 0])[0];
  const counted = rows.filter((r) => r.step > 0 && r.key !== texts.home && places.has(r.key));
  const small = counted.filter((r) => places.get(r.key)!.width * scale < dot);
  const marks = small.map((r) => ({
    value: [...places.get(r.key)!.at], href: r.cells[0]!.href, tip: tipOf(r, texts.opens), itemStyle: { color: theme.steps[r.step] },
  }));
  const dots = {
    type: 'scatter', coordinateSystem: 'geo', silent: true, symbol: 'circle', symbolSize: dot, data: marks,
    itemStyle: { borderColor: theme.surface, borderWidth: 1.5, shadowColor: theme.label, shadowBlur: 1 }, z: 5,
  };
  const targets = { type: 'scatter', coordinateSystem: 'geo', symbolSize: target, itemStyle: { color: 'transparent' }, emphasis: { disabled: true }, data: marks.map(({ itemStyle, ...m }) => m), z: 6 };
  const named = counted.slice(0, labels).map((r) => ({ text: `${r.name} ${number(r.cells[0]!.value)}`, at: pixel(places.get(r.key)!.at), colour: theme.text, weight: 600 }));
  const home = places.get(texts.home);
  if (home) {
    named.push({ text: texts.homeLabel, at: pixel(home.at), colour: theme.label, weight: 400 });
  }
  const taken = small.map((r) => boxAround(pixel(places.get(r.key)!.at), dot + 4, dot + 4));
  const water = ([x, y]: [number, number]) => !onLand(unproject([(x - x0) / scale, (y - y0) / scale]));
  const frame = { width: chart.getWidth(), height: chart.getHeight(), water };
  return { series: [dots, targets], graphic: { elements: named.flatMap((n) => nameBeside(n, taken, theme, frame)) } };
}

