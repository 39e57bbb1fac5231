// A record told: what its weights say, in words.

import { weighed } from "./words.js";

const VISIBLE = 0.05; // the strength from which a weight is spoken of

export class Told {
  constructor(record) {
    this.record = record;
    this.layout = record.layout;
    this.scale = this.layout.share ? 1 : Math.max(...this.layout.weights.flat().map(Math.abs), 0) || 1;
  }

  strength(row, column) {
    return Math.max(-1, Math.min(1, (this.layout.weights[row]?.[column] ?? 0) / this.scale));
  }

  weight(row, column) {
    return weighed(this.layout.weights[row][column], this.layout.share);
  }

  rowName(row) {
    const field = this.layout.fields[row];
    return field ? `${this.record.output[row]} of the ${field}` : this.record.output[row];
  }

  // The most that any digit leans on a column; hyphens say nothing of a date.
  strongest(column) {
    return this.record.output.reduce((most, _, row) => {
      const strength = this.layout.fields[row] || this.record.iso === null ? this.strength(row, column) : 0;
      return Math.abs(strength) > Math.abs(most) ? strength : most;
    }, 0);
  }

  row(row) {
    return this.leading(this.layout.columns.map((column, i) => [this.strength(row, i), `${column.spoken} ${this.weight(row, i)}`]));
  }

  column(column) {
    return this.leading(this.record.output.map((_, row) => [this.strength(row, column), `${this.rowName(row)} ${this.weight(row, column)}`]));
  }

  // Whether any digit leans on a column so much that it shows.
  leansOn(column) {
    return this.record.output.some((_, row) => Math.abs(this.strength(row, column)) >= VISIBLE);
  }

  leading(pairs) {
    const seen = pairs.filter(([strength]) => Math.abs(strength) >= VISIBLE).sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
    return seen.slice(0, 4).map(([, name]) => name).join(", ") || "nothing in particular";
  }

  sentence(row, column) {
    if (row !== null && column !== null) return `${this.rowName(row)} from ${this.layout.columns[column].spoken}: ${this.weight(row, column)}`;
    if (row !== null) return `${this.rowName(row)} from ${this.row(row)}`;
    return column === null ? "" : `${this.layout.columns[column].spoken} for ${this.column(column)}`;
  }
}
