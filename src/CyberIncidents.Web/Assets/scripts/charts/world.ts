import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { getMap, registerMap } from './echarts';
import { project } from './equalEarth';

interface Country { readonly name: string; readonly at: [number, number] }
type WorldFile = Topology<{ countries: GeometryCollection<Country> }> & { points: Record<string, [number, number]> };

/** Where a country's mark stands, and how wide its largest part is on the plane of the projection; 0 where it is not drawn. */
export interface Place { readonly at: readonly [number, number]; readonly width: number }

export const mapName = 'world';
const places = new Map<string, Place>();
const coasts: { readonly ring: Position[]; readonly west: number; readonly east: number }[] = [];

function widthOf(shape: Polygon | MultiPolygon): number {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return Math.max(...polygons.map(([outer]) => {
    const plane = (outer as Position[]).map(project);
    const extent = (axis: 0 | 1) => Math.max(...plane.map((p) => p[axis])) - Math.min(...plane.map((p) => p[axis]));
    return Math.sqrt(extent(0) * extent(1));
  }));
}

/** Whether a point lies on land, for names that look for open water. */
export function onLand([x, y]: readonly number[]): boolean {
  return coasts.some(({ ring, west, east }) => {
    if (x! < west || x! > east) {
      return false;
    }
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i] as [number, number], ring[j] as [number, number]];
      inside = (yi > y!) !== (yj > y!) && x! < ((xj - xi) * (y! - yi)) / (yj - yi) + xi ? !inside : inside;
    }
    return inside;
  });
}

/** Reads the simplified atlas once and registers it as GeoJSON. */
export async function loadWorld(address: string): Promise<ReadonlyMap<string, Place>> {
  if (getMap(mapName)) {
    return places;
  }
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`The map did not come: ${answer.status}.`);
  }
  const file = (await answer.json()) as WorldFile;
  const world = feature(file, file.objects.countries) as FeatureCollection<Polygon | MultiPolygon, Country>;
  for (const { geometry, properties } of world.features) {
    places.set(properties.name, { at: properties.at, width: widthOf(geometry) });
    for (const [ring] of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) {
      const longitudes = ring!.map((p) => p[0]!);
      coasts.push({ ring: ring!, west: Math.min(...longitudes), east: Math.max(...longitudes) });
    }
  }
  for (const [name, at] of Object.entries(file.points)) {
    places.set(name, { at, width: 0 });
  }
  registerMap(mapName, world as Parameters<typeof registerMap>[1] as never);
  return places;
}
