/**
 * Whether someone is pointing inside an element right now: then nothing in it should move, or a tap lands on what was not meant. A pointer
 * that merely lies there lets go after a moment, so that nothing urgent waits for it.
 */
const STILL_AFTER = 1_500;

export class PointerHold {
  #until = 0;
  #timer = null;
  #letGo;

  constructor(node, letGo) {
    this.#letGo = letGo;
    for (const kind of ["pointermove", "pointerdown", "wheel"]) node.addEventListener(kind, () => this.#hold(), { passive: true });
    node.addEventListener("pointerleave", () => this.#release());
  }

  get isHeld() {
    return performance.now() < this.#until;
  }

  #hold() {
    this.#until = performance.now() + STILL_AFTER;
    this.#timer ??= setTimeout(() => this.#check(), STILL_AFTER);
  }

  #check() {
    this.#timer = null;
    if (this.isHeld) this.#timer = setTimeout(() => this.#check(), this.#until - performance.now());
    else this.#letGo();
  }

  #release() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#until = 0;
    this.#letGo();
  }
}
