/** Instants (milliseconds since 1970) and lengths of time in words. */
import { text } from "./messages.js";

/** Asia/Shanghai has had no summer time since 1991, so the offset is a constant and no formatter is needed thousands of times a second. */
const SHANGHAI_OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;

const two = (number) => String(number).padStart(2, "0");

function parts(instant) {
  const local = new Date(instant + SHANGHAI_OFFSET);
  return {
    date: `${local.getUTCFullYear()}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`,
    shortDate: `${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`,
    hourMinute: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
    second: two(local.getUTCSeconds()),
  };
}

/** The instant of an RFC 3339 text, or null for anything else. */
export function instant(rfc3339) {
  if (typeof rfc3339 !== "string") return null;
  const milliseconds = Date.parse(rfc3339);
  return Number.isFinite(milliseconds) ? milliseconds : null;
}

/** The day's number in Asia/Shanghai: equal for two instants of the same day. */
export function dayOf(at) {
  return Math.floor((at + SHANGHAI_OFFSET) / DAY);
}

export function dateAndTime(at) {
  if (at === null) return "—";
  const { date, hourMinute, second } = parts(at);
  return `${date} ${hourMinute}:${second}`;
}

/** The same without the year, where the year stands elsewhere or goes without saying. */
export function shortDateAndTime(at) {
  return dateAndTime(at).slice(at === null ? 0 : 5);
}

/** 09:12:12, with the date before it when it is not the day of `now`. */
export function timeWithSeconds(at, now) {
  if (at === null) return "—";
  return `${hourMinute(at, now)}:${parts(at).second}`;
}

/** 09:12, with the date before it when it is not the day of `now`. */
export function hourMinute(at, now = at) {
  if (at === null) return "—";
  const { shortDate, hourMinute } = parts(at);
  return now !== null && dayOf(at) !== dayOf(now) ? `${shortDate} ${hourMinute}` : hourMinute;
}

/** A length of time to the second below an hour: what ticks. Never negative. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [d, h, m, s] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  if (d > 0) return text("duration.days-hours", { d, h });
  if (h > 0) return text("duration.hours-minutes", { h, m });
  if (m > 0) return text("duration.minutes-seconds", { m, s });
  return text("duration.seconds", { s });
}

/** A length of time as short as a proof's figure wants it: 45 秒, 5 分, 2 小时. */
export function shortDuration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return text("duration.seconds", { s: whole });
  if (whole < 5400) return text("duration.minutes", { m: Math.floor(whole / 60) });
  if (whole < 172_800) return text("duration.hours", { h: Math.floor(whole / 3600) });
  return text("duration.days", { d: Math.floor(whole / 86_400) });
}
