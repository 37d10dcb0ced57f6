/** Distances on the sphere, for drawing and for saying where something is; verdicts are the service's. */
const EARTH_RADIUS = 6_371_008.8;
const MERCATOR_METRES_PER_PIXEL = 156_543.033_928;
const RADIANS = Math.PI / 180;

/** Metres a pixel of the map at this latitude and zoom (Web Mercator, 256-pixel world at zoom 0). */
export function metresPerPixel(lat, zoom) {
  return (MERCATOR_METRES_PER_PIXEL * Math.cos(lat * RADIANS)) / 2 ** zoom;
}

export function distanceMetres(a, b) {
  const [latA, latB] = [a.lat * RADIANS, b.lat * RADIANS];
  const half = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(((b.lon - a.lon) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Degrees clockwise from north, from one point to another. */
export function bearingDegrees(a, b) {
  const dLon = (b.lon - a.lon) * RADIANS;
  const [latA, latB] = [a.lat * RADIANS, b.lat * RADIANS];
  const y = Math.sin(dLon) * Math.cos(latB);
  const x = Math.cos(latA) * Math.sin(latB) - Math.sin(latA) * Math.cos(latB) * Math.cos(dLon);
  return (Math.atan2(y, x) / RADIANS + 360) % 360;
}

/** Where a point lies by a route: how far beside it and how far along it, in metres; null without a route. Planar about the point. */
export function alongRoute(route, point) {
  let best = null;
  let travelled = 0;
  for (let index = 1; index < route.length; index += 1) {
    const [from, to] = [planar(route[index - 1], point), planar(route[index], point)];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy);
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(from.x * dx + from.y * dy) / length ** 2));
    const beside = Math.hypot(from.x + share * dx, from.y + share * dy);
    if (best === null || beside < best.beside) best = { beside, along: travelled + share * length };
    travelled += distanceMetres({ lat: route[index - 1][0], lon: route[index - 1][1] }, { lat: route[index][0], lon: route[index][1] });
  }
  return best;
}

function planar([lat, lon], about) {
  return { x: EARTH_RADIUS * Math.cos(about.lat * RADIANS) * (lon - about.lon) * RADIANS, y: EARTH_RADIUS * (lat - about.lat) * RADIANS };
}
