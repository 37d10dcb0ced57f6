/** Lines of latitude and longitude with their degrees: the scale of a map that has no base map. The step follows the zoom. */
import { drawing, element } from "./elements.js";
import { text } from "./messages.js";

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];

/** Lines stand at least this far apart. */
const APART = 110;

/** Where the scale and the legend lie, no degrees are written. */
const SCALE_WIDTH = 170;
const LEGEND_HEIGHT = 64;

/** No more lines than this in one direction, whatever the view. */
const LINES_AT_MOST = 60;

/** The smallest step whose lines stand far enough apart, given how many pixels a degree takes. */
export function stepFor(pixelsPerDegree) {
  return STEPS.find((step) => step * pixelsPerDegree >= APART) ?? STEPS.at(-1);
}

/** The multiples of the step within a range. */
export function linesBetween(low, high, step) {
  const first = Math.ceil(low / step);
  const count = Math.min(LINES_AT_MOST, Math.floor(high / step) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

function degrees(value, step, positive, negative) {
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step));
  const id = value === 0 ? "map.degrees" : value > 0 ? positive : negative;
  return text(id, { degrees: Math.abs(value).toFixed(decimals) });
}

export class Graticule {
  #map;
  #lines = drawing("svg", { class: "graticule", "aria-hidden": "true" });
  #labels = element("div", { class: "graticule-labels", "aria-hidden": "true" });

  constructor(map) {
    this.#map = map;
    map.getContainer().prepend(this.#lines, this.#labels);
    map.on("move zoomend viewreset resize", () => this.draw());
    map.on("zoomanim", () => this.#fade(true));
    map.on("zoomend", () => this.#fade(false));
  }

  #fade(isFaded) {
    for (const node of [this.#lines, this.#labels]) node.classList.toggle("faded", isFaded);
  }

  draw() {
    const map = this.#map;
    const { x: width, y: height } = map.getSize();
    const bounds = map.getBounds();
    const step = stepFor(width / Math.max(1e-9, bounds.getEast() - bounds.getWest()));
    const lines = [];
    const labels = [];
    for (const lon of linesBetween(bounds.getWest(), bounds.getEast(), step)) {
      const x = map.latLngToContainerPoint([bounds.getCenter().lat, lon]).x;
      lines.push(drawing("line", { x1: x, x2: x, y1: 0, y2: height }));
      if (x < width - SCALE_WIDTH) labels.push(label(degrees(lon, step, "map.east", "map.west"), { left: x + 4, bottom: 4 }));
    }
    for (const lat of linesBetween(bounds.getSouth(), bounds.getNorth(), step)) {
      const y = map.latLngToContainerPoint([lat, bounds.getCenter().lng]).y;
      lines.push(drawing("line", { x1: 0, x2: width, y1: y, y2: y }));
      if (y > LEGEND_HEIGHT) labels.push(label(degrees(lat, step, "map.north", "map.south"), { left: 6, top: y - 17 }));
    }
    this.#lines.replaceChildren(...lines);
    this.#labels.replaceChildren(...labels);
  }
}

function label(words, sides) {
  const node = element("span", {}, words);
  for (const [side, pixels] of Object.entries(sides)) node.style[side] = `${pixels}px`;
  return node;
}
