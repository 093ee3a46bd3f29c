import type { ECharts, EChartsCoreOption } from './echarts';
import { project, unproject } from './equalEarth';
import { number, type FigureTable, type Row } from './tables';
import type { Theme } from './theme';
import { tooltipOf } from './months';
import { mapName, type Place } from './world';

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
  const [[left], [right]] = [pixel([0, 0]), pixel([90, 0])];
  const scale = (right - left) / project([90, 0])[0];
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
  const taken = small.map((r) => boxAround(pixel(places.get(r.key)!.at), dot, dot));
  return { series: [dots, targets], graphic: { elements: named.flatMap((n) => labelled(n, taken, theme, chart.getWidth(), chart.getHeight())) } };
}

interface Box { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
interface Named { readonly text: string; readonly at: [number, number]; readonly colour: string; readonly weight: number }

const boxAround = ([x, y]: readonly number[], w: number, h: number): Box => ({ x: x! - w / 2, y: y! - h / 2, w, h });
const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Puts a name beside its place where nothing stands yet, further out with a line to it; leaves it out where there is no room. */
function labelled(named: Named, taken: Box[], theme: Theme, width: number, height: number): object[] {
  const [w, h] = [named.text.length * 6.6 + 8, 16];
  for (const far of [16, 34, 56, 84, 116]) {
    for (const [dx, dy] of [[1, 0.25], [-1, 0.25], [0.7, 1], [-0.7, 1], [0.7, -1], [-0.7, -1]] as const) {
      const end: [number, number] = [named.at[0] + dx * far, named.at[1] + dy * far];
      const box: Box = { x: dx > 0 ? end[0] : end[0] - w, y: end[1] - h / 2, w, h };
      if (box.x < 0 || box.y < 0 || box.x + w > width || box.y + h > height || taken.some((t) => meet(t, box))) {
        continue;
      }
      taken.push(box);
      return [
        { type: 'polyline', silent: true, z: 4, shape: { points: [named.at, end] }, style: { stroke: theme.label, lineWidth: 1 } },
        {
          type: 'text', silent: true, z: 8, x: dx > 0 ? box.x + 3 : box.x + w - 3, y: end[1],
          style: {
            text: named.text, fill: named.colour, font: `${named.weight} 12px ${theme.face}`, align: dx > 0 ? 'left' : 'right', verticalAlign: 'middle',
            stroke: theme.surface, lineWidth: 3,
          },
        },
      ];
    }
  }
  return [];
}
