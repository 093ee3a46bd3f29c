/** The Equal Earth projection (Šavrič, Patterson and Jenny, 2018): equal areas, so that no state looks larger than it is. */
const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
const m = Math.sqrt(3) / 2;
const radians = Math.PI / 180;

const yOf = (t: number): number => t * (a1 + a2 * t ** 2 + t ** 6 * (a3 + a4 * t ** 2));
const slope = (t: number): number => a1 + 3 * a2 * t ** 2 + t ** 6 * (7 * a3 + 9 * a4 * t ** 2);

/** Longitude and latitude in degrees to the plane, y downward as on a screen. */
export function project([longitude, latitude]: readonly number[]): [number, number] {
  const t = Math.asin(m * Math.sin(latitude! * radians));
  return [(longitude! * radians * Math.cos(t)) / (m * slope(t)), -yOf(t)];
}

/** The way back, by Newton's method. */
export function unproject([x, y]: readonly number[]): [number, number] {
  let t = -y!;
  for (let i = 0; i < 12; i++) {
    t -= (yOf(t) + y!) / slope(t);
  }
  return [(m * x! * slope(t)) / Math.cos(t) / radians, Math.asin(Math.sin(t) / m) / radians];
}
