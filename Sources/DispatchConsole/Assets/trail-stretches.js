/** A trail cut into stretches of one kind: driven, driven while something was wrong, sent later, and what nobody reported. Pure. */

/** Between two positions farther apart in time than this, the way is not known. */
const UNKNOWN_AFTER = 120_000;

export const KINDS = ["unknown", "plain", "late", "violated"];

/**
 * The stretches of the trail up to `until`, by kind: each a list of lines, each line a list of [lat, lon]. `wrong` are the intervals
 * {from, to} (to null while open) of the vehicle's alerts that stand.
 */
export function stretches(trail, wrong, until = Infinity) {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  let line = null;
  let lineKind = null;
  for (let index = 1; index < trail.length && trail[index].at <= until; index += 1) {
    const [from, to] = [trail[index - 1], trail[index]];
    const kind = kindOf(from, to, wrong);
    if (kind !== lineKind) {
      line = [[from.lat, from.lon]];
      lineKind = kind;
      found[kind].push(line);
    }
    line.push([to.lat, to.lon]);
  }
  return found;
}

function kindOf(from, to, wrong) {
  if (to.at - from.at > UNKNOWN_AFTER) return "unknown";
  const isWrong = wrong.some((interval) => to.at > interval.from && (interval.to === null || from.at < interval.to));
  if (isWrong) return "violated";
  return to.late ? "late" : "plain";
}
