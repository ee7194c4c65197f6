export type Place = { lat: number; lon: number };

/** The earth's mean radius (IUGG). */
const EARTH_KM = 6_371.009;

/** As the crow flies, by the haversine formula: roads are longer, and nobody is told otherwise. */
export function kmBetween(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const share = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  // Rounding may leave a hair more than 1 between opposite ends of the earth.
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(share)));
}
