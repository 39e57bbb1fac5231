// What chrono-node makes of texts. Reads {texts, doors, base} as JSON from standard input and writes one JSON array: for
// each text the year, month and day of the first date that chrono finds in it, null where it is not certain of them. A
// door is the way to the parser of a language (["en", "GB"]); relative dates are counted from `base`.
import fs from "node:fs";
import * as chrono from "chrono-node";

const { texts, doors, base } = JSON.parse(fs.readFileSync(0, "utf8"));
const reference = new Date(...base);
const found = texts.map((text, i) => {
  const [first] = doors[i].reduce((door, name) => door[name], chrono).parse(text, reference);
  return ["year", "month", "day"].map((part) => (first?.start.isCertain(part) ? first.start.get(part) : null));
});
console.log(JSON.stringify(found));
