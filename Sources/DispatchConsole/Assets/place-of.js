/** Where a vehicle was at an instant, in words: a place of the plan, or how far along the route. Null when no position near that instant says. */
import { alongRoute, distanceMetres } from "./geodesy.js";
import { text } from "./messages.js";

/** A position speaks for an instant at most this far from it. */
const SPEAKS_FOR = 120_000;

/** Farther than this from the route, a distance along it would mislead. */
const BESIDE_AT_MOST = 2_000;

export function placeOf(transport, vehicleId, at) {
  const trail = transport?.vehicles.find(({ id }) => id === vehicleId)?.trail ?? [];
  const point = nearest(trail, at);
  if (point === null) return null;
  return placeName(transport, point) ?? routeWords(transport, point);
}

function nearest(trail, at) {
  if (at === null) return null;
  let best = null;
  for (const point of trail) {
    if (best === null || Math.abs(point.at - at) < Math.abs(best.at - at)) best = point;
  }
  return best !== null && Math.abs(best.at - at) <= SPEAKS_FOR ? best : null;
}

const isInside = (circle, point) => circle !== null && distanceMetres(circle, point) <= circle.radius;

function placeName(transport, point) {
  for (const { org, circle } of [transport.origin, transport.destination]) if (isInside(circle, point)) return org;
  const stop = transport.plan.stops.find((each) => isInside(each, point));
  return stop === undefined ? null : stop.name ?? text("map.stop");
}

function routeWords(transport, point) {
  const where = alongRoute(transport.plan.route, point);
  if (where === null || where.beside > BESIDE_AT_MOST || transport.origin.org === null) return null;
  return text("where.route", { org: transport.origin.org, kilometres: Math.round(where.along / 1000) });
}

/** Whether every position of the vehicle in `[from, to]` lies in the corridor, and there is at least one. */
export function wasOnRoute(transport, vehicleId, from, to) {
  const trail = transport?.vehicles.find(({ id }) => id === vehicleId)?.trail ?? [];
  const points = trail.filter(({ at }) => from !== null && to !== null && at >= from && at <= to);
  if (points.length === 0 || transport.corridor === null) return false;
  return points.every((point) => (alongRoute(transport.plan.route, point)?.beside ?? Infinity) <= transport.corridor);
}
