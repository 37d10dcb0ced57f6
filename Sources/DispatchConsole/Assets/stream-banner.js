/** Says plainly that the desk is behind, since when, and that it is trying. What stands below is then how things were. */
import { element, setHidden, setText } from "./elements.js";
import { text } from "./messages.js";
import { duration, timeWithSeconds } from "./time-format.js";

export class StreamBanner {
  #root;
  #desk;
  #lastLive = null;
  #since = null;
  #words = element("span");
  #length = element("span", { class: "length", "aria-hidden": "true" });

  constructor(root, desk) {
    this.#root = root;
    this.#desk = desk;
    root.append(this.#words, this.#length);
  }

  show(isBehind) {
    if (isBehind && this.#since === null) {
      this.#since = this.#lastLive ?? this.#desk.clocks.service();
      setText(this.#words, this.#since === null ? text("stream.unreachable") : text("stream.behind", { at: timeWithSeconds(this.#since, this.#since) }));
    }
    if (!isBehind) this.#since = null;
    setHidden(this.#root, !isBehind);
    this.tick();
  }

  /** Notes that the service was heard just now. */
  hear(at) {
    this.#lastLive = at;
  }

  tick() {
    const now = this.#desk.clocks.service();
    setText(this.#length, this.#since === null || now === null ? "" : text("stream.behind-for", { duration: duration((now - this.#since) / 1000) }));
  }
}
