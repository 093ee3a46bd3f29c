// Makes the world of the dashboard: world-atlas at 1:50 million (Natural Earth, public domain), without Antarctica, with
// ISO 3166-1 alpha-2 codes for names, cut where the map ends and simplified to what a screen shows. Each country carries a point on its largest part,
// taken before simplifying, so that a state too small to draw can still be shown as a dot.
import { readFileSync } from 'node:fs';
import { feature, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { filter, filterWeight, presimplify, simplify } from 'topojson-simplify';

/** Planar area in square degrees: what is smaller makes no difference at twice the width of the page. */
const leastArea = 0.02;
const grid = 12000;
const antarctica = '010';

/** Countries of ISO 3166-1 that the atlas draws as a part of another, or not at all: longitude and latitude of their main place. */
const points = {
  BQ: [-68.3, 12.2], BV: [3.4, -54.4], CC: [96.8, -12.2], CX: [105.6, -10.5], GF: [-53.1, 4], GI: [-5.4, 36.1], GP: [-61.6, 16.3],
  MQ: [-61, 14.7], RE: [55.5, -21.1], SJ: [16, 78.5], TK: [-171.8, -9.2], TV: [179.2, -8.5], UM: [166.6, 19.3], YT: [45.2, -12.8],
};

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** Twice the signed area of a ring, and its centre of area; the mean of its points where it has no area. */
function centre(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  const mean = (at) => ring.reduce((sum, p) => sum + p[at], 0) / ring.length;
  return { area: Math.abs(area), at: area === 0 ? [mean(0), mean(1)] : [x / (3 * area), y / (3 * area)] };
}

function pointOf(polygons) {
  const largest = polygons.map(([outer]) => centre(outer)).sort((a, b) => b.area - a.area)[0];
  return largest.at.map((n) => Math.round(n * 10) / 10);
}

/** The part of a ring on one side of a meridian; sign 1 for what lies east of it. */
function clip(ring, meridian, sign) {
  const inside = ([x]) => sign * (x - meridian) >= 0;
  const out = [];
  ring.forEach((to, i) => {
    const from = ring[(i + ring.length - 1) % ring.length];
    if (inside(from) !== inside(to)) {
      out.push([meridian, from[1] + ((to[1] - from[1]) * (meridian - from[0])) / (to[0] - from[0])]);
    }
    if (inside(to)) {
      out.push(to);
    }
  });
  return out;
}

/** A ring that runs over the edge of the map, as the rings that it makes on both sides. */
function cut(ring) {
  let turn = 0;
  const unwound = ring.slice(0, -1).map(([x, y], i, all) => {
    const step = i === 0 ? 0 : x - all[i - 1][0];
    turn += step > 180 ? -360 : step < -180 ? 360 : 0;
    return [x + turn, y];
  });
  const parts = [
    clip(clip(unwound, -180, 1), 180, -1),
    clip(unwound, 180, 1).map(([x, y]) => [x - 360, y]),
    clip(unwound, -180, -1).map(([x, y]) => [x + 360, y]),
  ];
  return parts.filter((part) => part.length > 2).map((part) => [...part, part[0]]);
}

const crosses = (ring) => ring.some(([x], i) => i > 0 && Math.abs(x - ring[i - 1][0]) > 180);

/** The polygons of a shape; none of those that run over the edge of the map has holes. */
function polygonsOf({ type, coordinates }) {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons.flatMap((rings) => (crosses(rings[0]) ? cut(rings[0]).map((ring) => [ring]) : [rings]));
}

/** The world as TopoJSON text: one object, countries, and the points of those that are too small to be drawn in it. */
export function world() {
  const codes = new Map(read('../../../../seeds/reference/countries.json').items.map((c) => [c.numeric, c.code]));
  const atlas = read('../node_modules/world-atlas/countries-50m.json');
  const drawn = new Map();
  for (const shape of feature(atlas, atlas.objects.countries).features.filter((f) => f.id !== antarctica)) {
    const key = shape.id ?? shape.properties.name;
    drawn.set(key, { name: codes.get(shape.id) ?? '', polygons: [...(drawn.get(key)?.polygons ?? []), ...polygonsOf(shape.geometry)] });
  }

  const features = [...drawn.values()].map(({ name, polygons }) => ({
    type: 'Feature', properties: { name, at: pointOf(polygons) }, geometry: { type: 'MultiPolygon', coordinates: polygons },
  }));
  const weighted = presimplify(topology({ countries: { type: 'FeatureCollection', features } }));
  const simple = simplify(weighted, leastArea);
  const kept = filter(simple, filterWeight(simple, leastArea));
  const left = new Set(kept.objects.countries.geometries.map((g) => g.properties.name));
  const dropped = features.map((f) => f.properties).filter((p) => !left.has(p.name)).map((p) => [p.name, p.at]);
  return JSON.stringify({ ...quantize(kept, grid), points: { ...points, ...Object.fromEntries(dropped) } });
}
