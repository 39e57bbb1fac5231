// A table of rows of text: what was pasted or dropped, and which column of it holds the dates.

import { delimiterOf, parse } from "./csv.js";

export class Table {
  // Lines as they are, one date each; or, from a file or where every line is cut alike, the cells of a CSV.
  constructor(text, isFile) {
    const content = text.replace(/^\ufeff/, "");
    const guessed = delimiterOf(content);
    this.delimiter = isFile || ["\t", ";", "|"].includes(guessed) ? guessed : null;
    this.rows = this.delimiter || (isFile && content.includes('"')) ? parse(content, this.delimiter ?? ",") : linesOf(content).map((line) => [line]);
    while (this.rows.length && this.rows.at(-1).every((cell) => !cell.trim())) this.rows.pop();
    this.width = Math.max(0, ...this.rows.map((row) => row.length));
    this.heading = isFile && this.looksLikeHeading();
    this.column = 0;
  }

  looksLikeHeading() {
    const [first, second] = this.rows;
    return Boolean(second) && first.every((cell) => !/\d/.test(cell)) && second.some((cell) => /\d/.test(cell));
  }

  names() {
    return Array.from({ length: this.width }, (_, i) => (this.heading && this.rows[0][i]?.trim()) || `column ${i + 1}`);
  }

  // The rows below the heading.
  body() {
    return this.heading ? this.rows.slice(1) : this.rows;
  }

  cells(column = this.column) {
    return this.body().map((row) => row[column] ?? "");
  }

  // Some cells of each column, spread over the rows, to tell which column holds dates.
  samples(most) {
    const body = this.body();
    const step = Math.max(1, Math.floor(body.length / most));
    const rows = body.filter((_, i) => i % step === 0).slice(0, most);
    return Array.from({ length: this.width }, (_, i) => rows.map((row) => row[i] ?? ""));
  }
}

function linesOf(text) {
  return text.split(/\r\n|\n|\r/);
}

// The text of a file: UTF-8, UTF-16 where it says so, else what Windows wrote in the west; and what was assumed.
export function decoded(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return [new TextDecoder("utf-16le").decode(bytes), ""];
  if (first === 0xfe && second === 0xff) return [new TextDecoder("utf-16be").decode(bytes), ""];
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes), ""];
  } catch {
    return [new TextDecoder("windows-1252").decode(bytes), "read as Windows-1252, as it is no UTF-8"];
  }
}
