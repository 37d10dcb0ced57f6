/** What lies over the map: the legend that says what is drawn, a scale, and the few buttons. */
import { element, setAttribute, setText } from "./elements.js";
import { metresPerPixel } from "./geodesy.js";
import { text } from "./messages.js";

const SCALE_AT_MOST = 110;

export class MapControls {
  #map;
  #legend = element("p", { class: "map-legend" });
  #scale = element("div", { class: "map-scale" });
  #followButton;
  #isFollowing = false;

  /** Actions: `wholeRoute()`. */
  constructor(map, root, actions) {
    this.#map = map;
    const button = (id, words, press) => element("button", { type: "button", title: text(id), "aria-label": text(id), on: { click: press } }, words);
    this.#followButton = button("map.follow", text("map.follow"), () => this.#setFollowing(!this.#isFollowing));
    setAttribute(this.#followButton, "aria-pressed", "false");
    const whole = button("map.whole-route", text("map.whole-route"), () => {
      this.#setFollowing(false);
      actions.wholeRoute();
    });
    const buttons = element("div", { class: "map-buttons" }, whole, this.#followButton,
      button("map.zoom-out", "−", () => map.zoomOut(0.5)), button("map.zoom-in", "+", () => map.zoomIn(0.5)));
    root.append(this.#legend, buttons, this.#scale);
    map.on("dragstart", () => this.#setFollowing(false));
  }

  #setFollowing(isFollowing) {
    this.#isFollowing = isFollowing;
    setAttribute(this.#followButton, "aria-pressed", String(isFollowing));
  }

  /** Keeps the followed place in the middle; moves only when it has left it noticeably. */
  follow(place) {
    if (!this.#isFollowing || place === null) return;
    const point = this.#map.latLngToContainerPoint([place.lat, place.lon]);
    if (point.distanceTo(this.#map.getSize().divideBy(2)) > 4) this.#map.panTo([place.lat, place.lon], { animate: false });
  }

  describe(transport, isBandShown) {
    const metres = transport?.corridor ?? null;
    const id = transport === undefined ? "map.no-selection" : metres === null ? "map.legend-plain" : isBandShown ? "map.legend-widened" : "map.legend";
    setText(this.#legend, text(id, { metres }));
    this.#drawScale();
  }

  #drawScale() {
    const perPixel = metresPerPixel(this.#map.getCenter().lat, this.#map.getZoom());
    const longest = perPixel * SCALE_AT_MOST;
    const power = 10 ** Math.floor(Math.log10(longest));
    const metres = [5, 2, 1].map((factor) => factor * power).find((length) => length <= longest) ?? power;
    setText(this.#scale, metres >= 1000 ? text("map.scale-kilometres", { kilometres: metres / 1000 }) : text("map.scale-metres", { metres }));
    this.#scale.style.width = `${Math.round(metres / perPixel)}px`;
  }
}
