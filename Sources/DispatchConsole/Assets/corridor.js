/**
 * The route with its corridor. The corridor is as wide as it really is, in metres, at every zoom; where that is too thin to see, a fainter band
 * shows the way, and the map's legend says that it is drawn wider.
 */
import { metresPerPixel } from "./geodesy.js";

/** Below this many pixels the true corridor gets its faint band. */
const VISIBLE_PIXELS = 10;
const BAND_PIXELS = 22;

export class Corridor {
  #map;
  #band;
  #corridor;
  #route;
  #halfWidthMetres = null;
  #latitude = 0;

  constructor(map) {
    this.#map = map;
    const shared = { interactive: false, lineJoin: "round", smoothFactor: 0.5, pane: "route" };
    const line = (className, more = {}) => L.polyline([], { ...shared, className, ...more }).addTo(map);
    this.#band = line("corridor-band", { weight: BAND_PIXELS, opacity: 1 });
    this.#corridor = line("corridor", { opacity: 1 });
    this.#route = line("route-line", { weight: 1.5, dashArray: "5 5", opacity: 1 });
    map.on("zoomend viewreset", () => this.#fit());
  }

  show(route, halfWidthMetres) {
    this.#halfWidthMetres = halfWidthMetres;
    for (const line of [this.#band, this.#corridor, this.#route]) line.setLatLngs(route);
    if (route.length > 0) this.#latitude = route.reduce((sum, [lat]) => sum + lat, 0) / route.length;
    this.#fit();
  }

  get isBandShown() {
    return this.#halfWidthMetres !== null && this.#pixels() < VISIBLE_PIXELS;
  }

  #pixels() {
    return (2 * (this.#halfWidthMetres ?? 0)) / metresPerPixel(this.#latitude, this.#map.getZoom());
  }

  #fit() {
    const isKnown = this.#halfWidthMetres !== null;
    this.#corridor.setStyle({ weight: Math.max(1, this.#pixels()), opacity: isKnown ? 1 : 0 });
    this.#band.setStyle({ opacity: this.isBandShown ? 1 : 0 });
  }
}
