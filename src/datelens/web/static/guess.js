// A guess: which column of a table holds the dates, or whether its lines are dates as they stand.

import { cut } from "./parts.js";

const SAMPLE = 20; // rows that tell,
const LEAST = 5; // fewer where there are many columns,
const MOST = 1000; // so that there are no more cells than these
const LONGEST = 100; // characters of a cell
const BETTER = 0.01; // dates that a later column must have more of
const LOST = 0.1; // the share of dates that cutting may lose

// What is read to tell: rows of cells, and of each row the line that it was cut from, last.
export function sampleOf(table, limits) {
  const rows = Math.max(LEAST, Math.min(SAMPLE, Math.floor(MOST / table.width)));
  const most = Math.min(LONGEST, limits.characters);
  return table.sample(rows).map((row) => {
    const cells = Array.from({ length: table.width }, (_, i) => row[i] ?? "");
    return [...cells, row.join(table.delimiter)].map((cell) => cut(cell, most));
  });
}

// How much of a whole date there is in a text.
export function dateIn({ iso, confidence }) {
  return iso?.length === 10 ? confidence : 0;
}

// The column with the most dates; null where lines hold dates that no cell of them does, as cutting went through them.
export function columnOf(dates) {
  const columns = dates[0].slice(0, -1).map((_, i) => sum(dates.map((row) => row[i])));
  const lost = dates.map((row) => row.at(-1) - row.slice(0, -1).reduce((most, date) => Math.max(most, date), 0));
  if (sum(lost) > LOST * dates.length) return null;
  return columns.reduce((best, count, i) => (count > columns[best] + BETTER ? i : best), 0);
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
