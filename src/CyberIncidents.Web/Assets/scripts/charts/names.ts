import type { Theme } from './theme';

export interface Box { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export interface Name { readonly text: string; readonly at: readonly [number, number]; readonly colour: string; readonly weight: number }
export interface Frame { readonly width: number; readonly height: number; readonly water: (at: [number, number]) => boolean }

const height = 18;
const pen = document.createElement('canvas').getContext('2d')!;
const distances = [18, 30, 44, 60, 80, 104];
const directions = [[1, 0], [-1, 0], [0.8, 0.7], [-0.8, 0.7], [0.8, -0.7], [-0.8, -0.7], [0, 1], [0, -1]] as const;

export const boxAround = ([x, y]: readonly number[], w: number, h: number): Box => ({ x: x! - w / 2, y: y! - h / 2, w, h });

const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** How much of a box lies on land, 0 to 1. */
function land(box: Box, frame: Frame): number {
  const points = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) => [0.15, 0.85].map((y): [number, number] => [box.x + box.w * x, box.y + box.h * y]));
  return points.filter((p) => !frame.water(p)).length / points.length;
}

/** Puts a name near its place, over water where it can, with a line to it; leaves it out where there is no room. */
export function nameBeside(name: Name, taken: Box[], theme: Theme, frame: Frame): object[] {
  const font = `${name.weight} 12px ${theme.face}`;
  pen.font = font;
  const w = pen.measureText(name.text).width + 8;
  const places = distances.flatMap((far) => directions.map(([dx, dy]) => {
    const end = [name.at[0] + dx * far, name.at[1] + dy * far] as const;
    const box: Box = { x: end[0] - (dx > 0 ? 0 : dx < 0 ? w : w / 2), y: end[1] - (dy > 0 && dx === 0 ? 0 : dy < 0 && dx === 0 ? height : height / 2), w, h: height };
    return { end, box, far };
  }));
  const best = places
    .filter(({ box }) => box.x >= 0 && box.y >= 0 && box.x + w <= frame.width && box.y + height <= frame.height && !taken.some((t) => meet(t, box)))
    .map((place) => ({ ...place, cost: place.far + land(place.box, frame) * 150 }))
    .sort((a, b) => a.cost - b.cost)[0];
  if (!best) {
    return [];
  }
  taken.push(best.box);
  return [
    { type: 'polyline', silent: true, z: 4, shape: { points: [name.at, best.end] }, style: { stroke: theme.label, lineWidth: 1, fill: 'none' } },
    {
      type: 'text', silent: true, z: 8, x: best.box.x + w / 2, y: best.box.y + height / 2,
      style: { text: name.text, fill: name.colour, font, align: 'center', verticalAlign: 'middle', stroke: theme.surface, lineWidth: 3 },
    },
  ];
}
