// Dates as other libraries write them: ICU (through Intl), moment and date-fns, in all their locales.
// Reads {seed, locales, each} as JSON from standard input; writes one JSON object a line: rows, the names of months that
// ICU knows, and the releases of what wrote all this.
import fs from "node:fs";
import { format } from "date-fns";
import * as dateFnsLocales from "date-fns/locale";
import moment from "moment";

const { seed, locales, each } = JSON.parse(fs.readFileSync(0, "utf8"));

// A linear congruential generator (Numerical Recipes): the same rows for the same seed everywhere
let state = seed >>> 0;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const lines = [];
const write = (row) => lines.push(JSON.stringify(row));

const release = (name) => JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const releases = { ICU: process.versions.icu, moment: release("moment"), "date-fns": release("date-fns") };
write({ source: "releases", releases });

const aDate = () => {
  const year = random(5) ? 1950 + random(100) : 1000 + random(1900);
  const date = new Date(2000, 0, 1, 6 + random(17), random(60)); // a time of day that no change of clocks skips
  date.setFullYear(year, random(12), 1 + random(28));
  return date;
};
const two = (number) => String(number).padStart(2, "0");
const isoOf = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

// A text with a two-digit year is kept only where POSIX reads the year back
const plain = (text) => text.normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(decimal(digit)));
const decimal = (digit) => {
  let zero = digit.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0) - zero < 9) zero -= 1;
  return digit.codePointAt(0) - zero;
};
const saysYear = (text, date) => {
  const year = String(date.getFullYear());
  return plain(text).includes(year) || (date.getFullYear() >= 1969 && date.getFullYear() <= 2068);
};

const dated = (source, kind, locale, text, date, rest = {}) => {
  if (saysYear(text, date)) write({ source, kind, locale, text, iso: isoOf(date), ...rest });
};
const part = (parts, type) => parts.find((one) => one.type === type)?.value;
const joined = (parts) => parts.map((one) => one.value).join("");

// ICU

const supported = Intl.DateTimeFormat.supportedLocalesOf(locales);
const calendar = "gregory";
const layouts = {
  full: { dateStyle: "full" },
  long: { dateStyle: "long" },
  medium: { dateStyle: "medium" },
  short: { dateStyle: "short" },
  numeric: { year: "numeric", month: "numeric", day: "numeric" },
  "with weekday": { year: "numeric", month: "short", day: "numeric", weekday: "short" },
  "with era": { year: "numeric", month: "long", day: "numeric", era: "short" },
  "with time": { dateStyle: "long", timeStyle: "short" },
};
const reduced = {
  "month and year": [{ year: "numeric", month: "long" }, (iso) => iso.slice(0, 7)],
  "short month and year": [{ year: "numeric", month: "short" }, (iso) => iso.slice(0, 7)],
  "day and month": [{ month: "long", day: "numeric" }, (iso) => `-${iso.slice(4)}`],
  year: [{ year: "numeric" }, (iso) => iso.slice(0, 4)],
};
for (const locale of supported) {
  const formatter = (options) => new Intl.DateTimeFormat(locale, { calendar, ...options });
  for (let month = 0; month < 12; month += 1) {
    // Wide alone, wide in a date, short alone, short in a date
    const names = ["long", "short"].flatMap((style) =>
      [{ month: style }, { month: style, day: "numeric" }].map((options) =>
        part(formatter(options).formatToParts(new Date(2000, month, 15, 12)), "month"),
      ),
    );
    write({ source: "months", locale, month: month + 1, names });
  }
  for (const [kind, options] of Object.entries(layouts)) {
    const intl = formatter(options);
    for (let i = 0; i < each; i += 1) {
      const date = aDate();
      const rest = {};
      if (kind === "full") {
        // The same date with the weekday of another one
        const other = new Date(date);
        other.setDate(date.getDate() + 1 + random(6));
        const parts = intl.formatToParts(date);
        const wrong = part(intl.formatToParts(other), "weekday");
        rest.contradicting = joined(parts.map((one) => (one.type === "weekday" ? { value: wrong } : one)));
      }
      dated("icu", kind, locale, intl.format(date), date, rest);
    }
  }
  for (const [kind, [options, cut]] of Object.entries(reduced)) {
    const date = aDate();
    write({ source: "icu-reduced", kind, locale, text: formatter(options).format(date), iso: cut(isoOf(date)) });
  }
  // A day that its month does not have, where the day stands in the text as a number
  const [month, day] = [[1, 30], [1, 31], [3, 31], [5, 31], [8, 31], [10, 31], [1, 29]][random(7)];
  const year = 1951 + 2 * random(49); // odd: no leap year
  const parts = formatter({ dateStyle: random(2) ? "long" : "medium" }).formatToParts(new Date(year, month, 28, 12));
  const index = parts.findIndex((one) => one.type === "day" && plain(one.value) === "28");
  if (index >= 0) {
    const zero = parts[index].value.codePointAt(0) - 2;
    const written = String(day).replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
    parts[index] = { value: written };
    write({ source: "icu-impossible", kind: "day of the month", locale, text: joined(parts), iso: null });
  }
  // What is near a date and is none
  const [from, to] = [aDate(), aDate()].sort((a, b) => a - b);
  const near = {
    range: formatter({ dateStyle: "medium" }).formatRange(from, to),
    time: formatter({ timeStyle: random(2) ? "medium" : "short" }).format(from),
    month: formatter({ month: "long" }).format(from),
    weekday: formatter({ weekday: "long" }).format(from),
    relative: new Intl.RelativeTimeFormat(locale).format(random(40) - 20, ["day", "week", "month", "year"][random(4)]),
    money: new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(random(1e6) / 100),
    unit: new Intl.NumberFormat(locale, { style: "unit", unit: "kilometer-per-hour" }).format(random(900) / 4),
    number: new Intl.NumberFormat(locale).format(random(1e7) / 100),
    list: new Intl.ListFormat(locale).format(["a", "b", "c"].map(() => String(40 + random(60)))),
  };
  for (const [kind, text] of Object.entries(near)) {
    if (kind === "range" && from.getTime() === to.getTime()) continue;
    if (/^\d{4}$|^\d{1,2}([./-]\d{1,2}){1,2}$/.test(plain(text))) continue; // a year, or a date after all
    write({ source: "icu-near", kind, locale, text, iso: null });
  }
}

// Other calendars: those that are read, and those that must not be read as Gregorian (in layouts that name the calendar
// or its months; numbers alone could be of any)
const calendars = {
  read: [["buddhist", ["th"]], ["japanese", ["ja"]], ["roc", ["zh-Hant-TW"]]],
  refused: [
    ["persian", ["fa", "en", "de", "ckb", "az"]],
    ["islamic-umalqura", ["ar-SA", "en", "fr", "ur", "tr", "id"]],
    ["islamic-civil", ["ar", "en", "es"]],
    ["hebrew", ["he", "en", "de", "ru"]],
    ["ethiopic", ["am", "en", "fr"]],
    ["coptic", ["ar-EG", "en", "it"]],
    ["indian", ["hi", "en", "pt"]],
    ["chinese", ["zh", "en"]],
  ],
};
for (const [fate, pairs] of Object.entries(calendars)) {
  for (const [name, names] of pairs) {
    for (const locale of names) {
      for (const dateStyle of fate === "read" ? ["full", "long", "medium"] : ["full", "long"]) {
        const intl = new Intl.DateTimeFormat(locale, { calendar: name, dateStyle });
        for (let i = 0; i < 4 * each; i += 1) {
          const date = aDate();
          date.setFullYear(1930 + random(110));
          const iso = fate === "read" ? isoOf(date) : null;
          write({ source: `calendars-${fate}`, kind: name, locale, text: intl.format(date), iso });
        }
      }
    }
  }
}

// moment

const momentLocales = fs.readdirSync("node_modules/moment/locale").map((name) => name.replace(".js", ""));
for (const locale of momentLocales) {
  if (locale.startsWith("x-")) continue;
  await import(`moment/locale/${locale}.js`);
  for (const kind of ["L", "l", "LL", "ll", "LLL", "LLLL", "D MMMM YYYY", "Do MMMM YYYY", "MMMM D, YYYY", "ddd D MMM YYYY"]) {
    for (let i = 0; i < 2 * each; i += 1) {
      const date = aDate();
      dated("moment", kind, locale, moment(date).locale(locale).format(kind), date);
    }
  }
  const date = aDate();
  const own = moment(date).locale(locale);
  write({ source: "moment-reduced", kind: "MMMM YYYY", locale, text: own.format("MMMM YYYY"), iso: isoOf(date).slice(0, 7) });
  write({ source: "moment-reduced", kind: "D MMMM", locale, text: own.format("D MMMM"), iso: `-${isoOf(date).slice(4)}` });
  write({ source: "moment-near", kind: "fromNow", locale, text: own.from(aDate()), iso: null });
}

// date-fns

for (const locale of new Set(Object.values(dateFnsLocales))) {
  for (const kind of ["P", "PP", "PPP", "PPPP", "PPp", "do MMMM yyyy", "d MMM yyyy", "EEEE, MMMM d, yyyy"]) {
    for (let i = 0; i < 2 * each; i += 1) {
      const date = aDate();
      dated("date-fns", kind, locale.code, format(date, kind, { locale }), date);
    }
  }
  const date = aDate();
  const reducedTo = { "LLLL yyyy": isoOf(date).slice(0, 7), "d MMMM": `-${isoOf(date).slice(4)}` };
  for (const [kind, iso] of Object.entries(reducedTo)) {
    write({ source: "date-fns-reduced", kind, locale: locale.code, text: format(date, kind, { locale }), iso });
  }
}

process.stdout.write(lines.join("\n") + "\n");
