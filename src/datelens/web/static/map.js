// A map: the characters of a text across, the digits of a reading down, a weight where they meet.

import { svg } from "./elements.js";
import { linesOf } from "./lines.js";
import { Told } from "./told.js";
import { called, percent } from "./words.js";

const ROW = 24;
const LEAST_COLUMN = 15;
const LABELS = 66; // the fields and digits before the cells
const HEAD = 32; // the characters above them
const GAP = 10; // between hints and text
const BELOW = 14; // between lines
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu; // what no XML 1.0 may hold

const canvas = document.createElement("canvas").getContext("2d");

// The style that a picture takes along when it leaves the page.
const STYLE = `svg { font-family: "Noto Sans", system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.paper { fill: #fff; } .ground { fill: #f4f2ee; } .above { fill: #b23a0e; } .below { fill: #17509e; }
text { fill: #1d1b26; font-size: 15px; } .space, .field, .kind { fill: #6a6672; font-size: 12px; } .title { font-size: 13px; }
@media (prefers-color-scheme: dark) { .paper { fill: #121116; } .ground { fill: #1e1c24; } .above { fill: #ffc34d; }
.below { fill: #69b7f0; } text { fill: #eceaf2; } .space, .field, .kind { fill: #a5a1ae; } }`;

// The picture of a record: an SVG element, and the light on its rows and columns.
export class Picture {
  // `room` is the width to stay in, `most` that of a column where there is room to spare.
  constructor(record, room, font, most) {
    this.told = new Told(record);
    this.record = record;
    const { layout } = record;
    canvas.font = `15px ${font}`;
    this.least = Math.max(LEAST_COLUMN, Math.min(most, Math.floor((room - LABELS) / Math.max(layout.columns.length, 1))));
    this.widths = layout.columns.map((column) => this.widthOf(column));
    this.lines = linesOf(layout, Math.max(room - LABELS, 120), (i) => this.widths[i]);
    this.places = new Map(); // column → [x, y of its first cell, width, height of its cells]
    this.height = ROW * record.output.length;
    this.element = svg("svg", { class: "map", role: "img" });
    this.draw();
  }

  widthOf({ label, kind }) {
    if (kind === "hint") return Math.max(...label.split(":").map((part) => canvas.measureText(part).width)) * 0.85 + 12 + GAP;
    return Math.max(this.least, Math.ceil(canvas.measureText(label).width) + 5);
  }

  draw() {
    const { record } = this;
    const iso = called(record.iso);
    const said = record.output.map((character, row) => `${this.told.rowName(row)} from ${this.told.row(row)}.`);
    const cells = svg("g");
    const grounds = svg("g", { class: "ground" });
    const texts = svg("g");
    const acrossOf = (line) => line.reduce((sum, i) => sum + this.widths[i], 0);
    const widest = Math.max(...this.lines.map(acrossOf));
    let y = 0;
    for (const line of this.lines) {
      const left = LABELS + (record.layout.right_to_left ? widest - acrossOf(line) : 0);
      y += HEAD;
      const lit = this.lines.length === 1 || line.some((i) => this.told.leansOn(i));
      this.heads(line, left, y, lit ? this.height : 0, texts);
      if (lit) {
        this.cells(line, y, cells, grounds);
        this.labels(left, y, texts);
        y += this.height;
      }
      y += BELOW;
    }
    const [width, height] = [Math.ceil(LABELS + widest) + 1, Math.max(y - BELOW, HEAD)];
    this.lights = svg("g");
    for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) this.element.setAttribute(name, value);
    this.element.append(
      svg("title", {}, `${record.text} → ${iso}`),
      svg("desc", {}, [`${iso}, ${percent(record.layout.probability)}, ${record.method}.`, ...said].join(" ")),
      svg("rect", { class: "paper", width, height }), grounds, cells, texts, this.lights,
    );
  }

  // The characters of a line.
  heads(line, left, y, height, texts) {
    let x = left;
    for (const i of line) {
      const { label, kind } = this.record.layout.columns[i];
      const across = this.widths[i] - (kind === "hint" ? GAP : 0);
      this.places.set(i, [x, y, across, height]);
      const middle = x + across / 2;
      if (kind === "hint") { // `lang:de` stands in two lines
        const [name, value] = label.split(":");
        texts.append(svg("text", { class: "kind", x: middle, y: y - 20, "text-anchor": "middle" }, name));
        texts.append(svg("text", { class: "value", x: middle, y: y - 6, "text-anchor": "middle" }, value));
      } else {
        texts.append(svg("text", { class: kind, x: middle, y: y - 8, "text-anchor": "middle" }, label));
      }
      x += this.widths[i];
    }
  }

  cells(line, y, cells, grounds) {
    for (const i of line) {
      const [x, , across] = this.places.get(i);
      grounds.append(svg("rect", { x, y, width: across, height: this.height }));
      for (let row = 0; row < this.record.output.length; row += 1) {
        const strength = this.told.strength(row, i);
        if (Math.abs(strength) < 0.01) continue;
        cells.append(svg("rect", { class: strength > 0 ? "above" : "below", x, y: y + ROW * row, width: across, height: ROW, "fill-opacity": Math.abs(strength).toFixed(2) }));
      }
    }
  }

  // The digits before the rows, and beside each run of digits what it says.
  labels(left, y, texts) {
    const { fields } = this.record.layout;
    this.record.output.forEach((character, row) => {
      const baseline = y + ROW * row + 17;
      texts.append(svg("text", { class: "digit", x: left - 10, y: baseline, "text-anchor": "end" }, character));
      if (fields[row] && fields[row] !== fields[row - 1]) texts.append(svg("text", { class: "field", x: left - LABELS, y: baseline }, fields[row]));
    });
  }

  // The row and column under a point, or null.
  at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.element.getScreenCTM().inverse());
    for (const [column, [x, y, across, height]] of this.places) {
      if (point.x < x || point.x >= x + across || point.y < y - HEAD || point.y >= y + height) continue;
      if (point.y < y) return [null, column];
      return [Math.floor((point.y - y) / ROW), column];
    }
    return null;
  }

  light(row, column) {
    const outlines = [];
    const outline = (x, y, width, height) => outlines.push(svg("rect", { class: "light", x, y, width, height }));
    if (row !== null && row < this.record.output.length) {
      for (const line of this.lines) {
        const places = line.map((i) => this.places.get(i));
        const [left, y, , height] = places[0] ?? [0, 0, 0, 0];
        const last = places.at(-1);
        if (height) outline(left, y + ROW * row, last[0] + last[2] - left, ROW);
      }
    }
    if (column !== null && this.places.has(column)) {
      const [x, y, across, height] = this.places.get(column);
      outline(x, y - HEAD + 4, across, height + HEAD - 4);
    }
    this.lights.replaceChildren(...outlines);
  }

  // The picture as a file of its own.
  markup() {
    const copy = this.element.cloneNode(true);
    copy.lastChild.remove();
    copy.prepend(svg("style", {}, STYLE));
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return new XMLSerializer().serializeToString(copy).replace(FORBIDDEN, "\ufffd");
  }
}
