/**
 * What time it is for the service and for each transport. A tick once a second sets them, the browser's monotonic clock carries them on between
 * ticks (simulated ones at their own speed), so that every age on the desk keeps growing even when the stream has fallen silent.
 */

/** A clock shown never steps back for less than this (its own seconds at speed 1): ticks jitter, time does not. */
const JITTER = 3_000;

class CarriedClock {
  #anchor;
  #heardAt;
  #shown;

  constructor(at, heardAt, speed) {
    this.speed = speed;
    this.set(at, heardAt);
    this.#shown = at;
  }

  set(at, heardAt) {
    this.#anchor = at;
    this.#heardAt = heardAt;
  }

  read(monotonic) {
    const now = this.#anchor + (monotonic - this.#heardAt) * this.speed;
    const stepsBackALittle = now < this.#shown && this.#shown - now < JITTER * this.speed;
    if (!stepsBackALittle) this.#shown = now;
    return this.#shown;
  }
}

export class Clocks {
  #service = null;
  #transports = new Map();
  #monotonic;

  constructor(monotonic = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  hearService(at) {
    if (at === null) return;
    if (this.#service === null) this.#service = new CarriedClock(at, this.#monotonic(), 1);
    else this.#service.set(at, this.#monotonic());
  }

  hearTransport(id, at, speed) {
    if (at === null) return;
    const clock = this.#transports.get(id);
    if (clock === undefined) {
      this.#transports.set(id, new CarriedClock(at, this.#monotonic(), speed ?? 1));
      return;
    }
    if (speed !== undefined) clock.speed = speed;
    clock.set(at, this.#monotonic());
  }

  /** The service's time, or null before it was ever heard. */
  service() {
    return this.#service === null ? null : this.#service.read(this.#monotonic());
  }

  /** A transport's own time; the service's where the transport has not told its own. */
  transport(id) {
    const clock = this.#transports.get(id);
    return clock === undefined ? this.service() : clock.read(this.#monotonic());
  }
}
