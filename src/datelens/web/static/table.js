// A table of rows of text: what was pasted or dropped, and which column of it holds the dates.

import { delimiterOf, parse } from "./csv.js";

const BEGINNING = 4096; // bytes, of which texts have none that is zero
const NO_COMMA = ["\t", ";", "|"]; // in lines of text, commas belong to dates

// The ways to take a text: cut into cells, where something cuts its lines alike, and line by line; `kind` is "pasted", or
// how the name of a file ends.
export function tablesOf(text, kind) {
  const content = text.replace(/^\ufeff/, "");
  const isFile = kind !== "pasted";
  const delimiter = delimiterOf(content, ["pasted", "txt", "tsv"].includes(kind) ? NO_COMMA : undefined);
  if (delimiter) return [new Table(parse(content, delimiter), delimiter, true), new Table(cellsOf(content), null, true)];
  const quoted = isFile && content.includes('"') ? parse(content, ",") : [];
  const isColumn = quoted.length > 0 && quoted.every((row) => row.length === 1);
  return [new Table(isColumn ? quoted : cellsOf(content), null, isFile)];
}

export class Table {
  // Without a delimiter the rows have a cell each; that the first is a heading is guessed where it may be one.
  constructor(rows, delimiter, mayHaveHeading) {
    const filled = rows.findLastIndex((row) => row.some((cell) => cell.trim()));
    this.rows = rows.slice(0, filled + 1);
    this.delimiter = delimiter;
    this.width = this.rows.reduce((width, row) => Math.max(width, row.length), 0);
    this.heading = mayHaveHeading && this.looksLikeHeading();
    this.column = 0;
  }

  looksLikeHeading() {
    const [first, second] = this.rows;
    const hasDigit = (cell) => /\p{Nd}/u.test(cell);
    return Boolean(second) && !first.some(hasDigit) && second.some(hasDigit);
  }

  names() {
    return Array.from({ length: this.width }, (_, i) => (this.heading && this.rows[0][i]?.trim()) || `column ${i + 1}`);
  }

  // The rows below the heading.
  body() {
    return this.heading ? this.rows.slice(1) : this.rows;
  }

  cells() {
    return this.body().map((row) => row[this.column] ?? "");
  }

  // Some rows, spread over all.
  sample(most) {
    const body = this.body();
    const step = Math.max(1, Math.floor(body.length / most));
    return body.filter((_, i) => i % step === 0).slice(0, most);
  }
}

function cellsOf(text) {
  return text.split(/\r\n|\n|\r/).map((line) => [line]);
}

// The text of a file: UTF-8, UTF-16 where it says so, else what Windows wrote in the west; and what was assumed.
export function decoded(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return [new TextDecoder("utf-16le").decode(bytes), ""];
  if (first === 0xfe && second === 0xff) return [new TextDecoder("utf-16be").decode(bytes), ""];
  if (bytes.subarray(0, BEGINNING).includes(0)) throw new Error("it is no text. “datelens convert” takes Parquet; a spreadsheet can save its table as CSV");
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes), ""];
  } catch {
    return [new TextDecoder("windows-1252").decode(bytes), "read as Windows-1252, as it is no UTF-8"];
  }
}
