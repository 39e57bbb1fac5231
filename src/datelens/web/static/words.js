// What numbers and dates are called.

// A share as a person reads it; never "100 %" for what is less.
export function percent(share) {
  const sign = share < 0 ? "−" : "";
  const size = Math.abs(share);
  if (size > 0 && size < 0.0005) return "<0.1 %";
  if (size >= 0.9995 && size < 1) return `${sign}>99.9 %`;
  return `${sign}${String(Math.round(1000 * size) / 10)} %`;
}

// A weight: a share, or a plain number.
export function weighed(weight, isShare) {
  return isShare ? percent(weight) : String(Number(weight.toPrecision(3))).replace("-", "−");
}

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

// "2018-05-09" as "Wednesday, 9 May 2018"; what is left out of a date is left out here.
export function inWords(iso) {
  const match = /^(?:(\d{4})|--)(?:-?(\d\d))?(?:-(\d\d))?$/.exec(iso);
  if (!match) return iso;
  const [, year, month, day] = match;
  const date = new Date(Date.UTC(2000, Number(month ?? 1) - 1, Number(day ?? 1)));
  if (year) date.setUTCFullYear(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const shown = (parts) => new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(date);
  if (!year) return `${shown({ day: "numeric", month: "long" })}, in no year`;
  if (!month) return `the year ${Number(year)}`;
  return shown(day ? DAY : { month: "long", year: "numeric" });
}

export const called = (iso) => iso ?? "no date";

// The names of languages and regions; codes without a name are their own.
const NAMES = Object.fromEntries(["language", "region"].map((type) => [type, new Intl.DisplayNames("en", { type })]));

export function nameOf(kind, code) {
  try {
    return NAMES[kind].of(code);
  } catch {
    return code;
  }
}

export const counted = (number) => number.toLocaleString("en-GB");

export const many = (number, one, more = `${one}s`) => `${counted(number)} ${number === 1 ? one : more}`;
