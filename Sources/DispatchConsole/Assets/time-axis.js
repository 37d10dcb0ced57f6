/** The lanes' axis of time: what stretch of time it spans, where an instant lies on it, and where its marks stand. Pure. */
const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10_080].map((minutes) => minutes * MINUTE);
const SHANGHAI_OFFSET = 8 * 60 * MINUTE;

/** Room kept right of "now", as a share of the axis. */
const ROOM_AFTER_NOW = 0.06;

const MARKS_AT_MOST = 200;

export class TimeAxis {
  constructor(from, to, now) {
    this.from = from;
    const end = Math.max(to ?? now, now, from + MINUTE);
    this.to = Math.max(end, now + (now - from) * ROOM_AFTER_NOW);
  }

  /** Where an instant lies, in hundredths of the axis, kept on it. */
  percent(at) {
    return Math.min(100, Math.max(0, ((at - this.from) / (this.to - this.from)) * 100));
  }

  at(percent) {
    return this.from + ((this.to - this.from) * percent) / 100;
  }

  /** Round instants (of the day in Asia/Shanghai) that stand at least `apart` pixels from each other on an axis of `width` pixels. */
  marks(width, apart) {
    const perPixel = (this.to - this.from) / Math.max(1, width);
    const step = STEPS.find((each) => each / perPixel >= apart) ?? STEPS.at(-1);
    const first = Math.ceil((this.from + SHANGHAI_OFFSET) / step) * step - SHANGHAI_OFFSET;
    const count = Math.min(MARKS_AT_MOST, Math.floor((this.to - first) / step) + 1);
    return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
  }
}
