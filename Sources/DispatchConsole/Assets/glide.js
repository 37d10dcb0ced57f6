/**
 * Where a marker stands between two reports: it glides from where it is to the newest place in about the time that reports take to come, so that
 * it arrives when the next one does. Pure but for what it remembers; times are the browser's monotonic milliseconds.
 */
import { bearingDegrees, distanceMetres } from "./geodesy.js";

const SHORTEST = 200;
const LONGEST = 12_000;

/** Farther than this a glide would draw a way nobody drove: the marker is put there at once. */
const FARTHEST_METRES = 5_000;

/** Nearer than this the direction between two reports is noise. */
const DIRECTION_FROM_METRES = 15;

export class Glide {
  #from = null;
  #to = null;
  #startedAt = 0;
  #lasts = SHORTEST;
  #heardAt = null;

  get target() {
    return this.#to;
  }

  /** The report the glide starts from; the trail is settled up to there. */
  get origin() {
    return this.#from;
  }

  /** Takes the newest report. Without `isSmooth` (reduced motion) the marker is put there at once. */
  goTo(position, now, isSmooth) {
    const interval = this.#heardAt === null ? 0 : now - this.#heardAt;
    this.#heardAt = now;
    const here = this.#to === null ? null : this.at(now);
    const course = position.course ?? courseBetween(here, position);
    const isJump = here === null || !isSmooth || distanceMetres(here, position) > FARTHEST_METRES;
    this.#to = { ...position, course };
    this.#from = isJump ? this.#to : { ...here, at: Math.min(here.at, position.at) };
    this.#startedAt = now;
    this.#lasts = Math.min(LONGEST, Math.max(SHORTEST, interval));
  }

  at(now) {
    const share = this.isResting(now) ? 1 : (now - this.#startedAt) / this.#lasts;
    const [from, to] = [this.#from, this.#to];
    const between = (a, b) => a + (b - a) * share;
    return { lat: between(from.lat, to.lat), lon: between(from.lon, to.lon), at: between(from.at, to.at), course: turned(from.course, to.course, share) };
  }

  isResting(now) {
    return this.#from === this.#to || now - this.#startedAt >= this.#lasts;
  }
}

function courseBetween(from, to) {
  if (from === null) return null;
  return distanceMetres(from, to) < DIRECTION_FROM_METRES ? from.course : bearingDegrees(from, to);
}

/** The direction in between, the short way round. */
function turned(from, to, share) {
  if (from === null || to === null) return to ?? from;
  const turn = ((to - from + 540) % 360) - 180;
  return from + turn * Math.min(1, share * 3);
}
