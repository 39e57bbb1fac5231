// The answers of a column: judged row by row, and counted as they come.

import { counted, many } from "./words.js";

const SURE = 0.9; // a date less probable than this is in doubt,
const RIVAL = 0.05; // and a reading more probable than this stands beside it

export class Answers {
  // `rows` has an answer for each text, or null until it is there.
  constructor(texts) {
    this.rows = texts.map((text) => (text.trim() ? null : { kind: "empty", text }));
    this.counts = { date: 0, doubt: 0, none: 0, empty: this.rows.filter(Boolean).length };
  }

  put(row, answer) {
    this.rows[row] = answer;
    this.counts[answer.kind] += 1;
  }

  get done() {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  // Answers with their rows; those of a kind, or all.
  of(kind) {
    return this.rows.map((answer, row) => [answer, row]).filter(([answer]) => answer && (kind === "all" || answer.kind === kind));
  }

  // What has come of the first rows.
  summary(read) {
    const { date, doubt, none, empty } = this.counts;
    const parts = [`${many(date + doubt, "date")}${doubt ? ` (${counted(doubt)} in doubt)` : ""}`, `${counted(none)} no date`, empty ? `${counted(empty)} empty` : ""];
    return `${many(read, "row")}: ${parts.filter(Boolean).join(", ")}.`;
  }
}

// A translation, and whether a person should look at it.
export function judged({ text, iso, confidence, ambiguous, readings }) {
  const kind = iso === null ? "none" : ambiguous || confidence < SURE ? "doubt" : "date";
  const others = readings.slice(1).filter((reading) => reading.iso !== null && reading.probability >= RIVAL);
  return { text, iso, confidence, ambiguous, kind, also: kind === "doubt" ? others.map((reading) => reading.iso).join(" or ") : "" };
}

// A text that the service does not take is no date.
export function tooLong(text) {
  return { text, iso: null, confidence: 1, ambiguous: false, kind: "none", also: "" };
}
