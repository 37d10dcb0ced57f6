/** The way one vehicle has come: settled up to where its marker started its glide, and a last piece that follows the marker. */
import { KINDS, stretches } from "./trail-stretches.js";

const WEIGHTS = { unknown: 1.5, plain: 3.5, late: 4, violated: 4 };

export class Trail {
  #lines;
  #head;
  #drawn = {};

  constructor(map) {
    const line = (kind) => L.polyline([], {
      className: `trail ${kind}`,
      weight: WEIGHTS[kind],
      dashArray: kind === "unknown" ? "2 6" : null,
      interactive: false,
      lineJoin: "round",
      smoothFactor: 0.8,
      pane: kind === "violated" || kind === "late" ? "marked-trails" : "trails",
      opacity: 1,
    }).addTo(map);
    this.#lines = Object.fromEntries(KINDS.map((kind) => [kind, line(kind)]));
    this.#head = line("plain");
  }

  /** Draws the trail up to the glide's start; nothing is drawn again while nothing has changed. */
  show(trail, wrong, glide) {
    const until = glide.origin?.at ?? Infinity;
    const key = JSON.stringify(wrong);
    const drawn = this.#drawn;
    if (drawn.trail === trail && drawn.key === key && drawn.until === until) return;
    this.#drawn = { trail, key, until };
    const found = stretches(trail, wrong, until);
    for (const kind of KINDS) this.#lines[kind].setLatLngs(found[kind]);
  }

  /** The piece between the last settled position and where the marker is now. */
  follow(trail, glide, now) {
    const until = glide.origin?.at ?? Infinity;
    const settled = trail.findLast(({ at }) => at <= until);
    if (settled === undefined || glide.target === null) return;
    const { lat, lon } = glide.at(now);
    const between = trail.filter(({ at }) => at > until && at <= glide.at(now).at);
    this.#head.setLatLngs([settled, ...between, { lat, lon }].map((point) => [point.lat, point.lon]));
  }

  remove() {
    for (const line of [...Object.values(this.#lines), this.#head]) line.remove();
  }
}
