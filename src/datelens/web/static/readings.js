// Readings: which of a translation are worth showing, how they stand in a list, and how two of them differ.

import { html } from "./elements.js";
import { Told } from "./told.js";
import { called, inWords, percent } from "./words.js";

const LEAST = 0.01; // a reading less probable than this is not shown
const SURE = 0.9; // an answer less probable than this is shown with its rivals

const MARKS = { answer: "", reading: "", asked: "asked for" };

// The first, and those that are probable enough; each may get its map as `record`.
export function readingsOf(translation) {
  return translation.readings.filter(({ probability }, i) => i === 0 || probability >= LEAST)
    .map((reading, i) => ({ ...reading, kind: i === 0 ? "answer" : "reading", record: null }));
}

// How a reading is named where it is asked for; no date is a reading, too.
export const askedAs = (reading) => reading.iso ?? "∅";

// Whether there is more than one reading to speak of.
export function areDoubtful(readings, translation) {
  const inDoubt = translation.ambiguous || translation.confidence < SURE || readings.some(({ kind }) => kind === "asked");
  return inDoubt && readings.length > 1;
}

// A line of the list for each reading.
export function listed(readings, chosen, choose) {
  return readings.map((reading, i) => {
    const input = html("input", { type: "radio", name: "reading", value: String(i) });
    input.checked = i === chosen;
    input.addEventListener("change", () => choose(i));
    const bar = html("span", { class: "share", "aria-hidden": "true" });
    bar.style.setProperty("--share", `${100 * reading.probability}%`);
    const said = [percent(reading.probability), MARKS[reading.kind]].filter(Boolean).join(" · ");
    return html("label", {}, input, html("span", { class: "iso" }, called(reading.iso)), bar, html("span", { class: "quiet" }, said));
  });
}

// Whether the answer is given by a rule of ISO 8601 and not by the network, which is never wholly sure.
export const isByRule = ({ iso, confidence, readings }) => iso !== null && confidence === 1 && readings.length === 1;

export function wordsOf(translation, { iso, probability, kind }) {
  if (kind === "answer" && isByRule(translation)) return `${inWords(iso)} · by a rule of ISO 8601, whatever the network makes of it below`;
  const sure = `${percent(probability)} sure`;
  if (iso === null) return `No date, or one that does not exist · ${sure}`;
  if (translation.iso === null) return `${inWords(iso)} · only ${sure}: too little to answer`;
  return `${inWords(iso)} · ${sure}`;
}

// Why the first reading and not the one that was asked for.
export function comparisonOf(best, asked, translation) {
  if (asked === best) return `${called(asked.iso)} is the first reading.`;
  if (isByRule(translation)) return `${called(best.iso)} is given by a rule of ISO 8601; to the network alone ${called(asked.iso)} has a probability of ${percent(asked.probability)}.`;
  const ratio = best.probability / Math.max(asked.probability, 1e-12);
  const times = ratio >= 1e6 ? "more than a million" : ratio.toLocaleString("en-GB", { maximumSignificantDigits: 2 });
  return `${called(asked.iso)} has a probability of ${percent(asked.probability)}; ${called(best.iso)} is ${times} times as probable. ${parting(best, asked)}`;
}

// Where two readings part, and what each leans on there, as their maps show it.
function parting(best, asked) {
  if (!best.record || !asked.record) return "";
  const place = best.record.output.findIndex((character, i) => character !== asked.record.output[i]);
  if (place < 0 || place >= asked.record.output.length) return "";
  const [one, other] = [best, asked].map(({ record }) => new Told(record).row(place));
  const leaning = one === other ? `both lean on ${one} there` : `the first leans on ${one}, the other on ${other}`;
  return `They part at ${best.record.output[place]} against ${asked.record.output[place]}: ${leaning}.`;
}
