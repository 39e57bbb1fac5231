// The panel: the digits, the text and the maps of a reading, drawn together and lit together.

import { find, html } from "./elements.js";
import { Picture } from "./map.js";
import { fill, follow, paint, staysLit } from "./pair.js";
import { called, percent } from "./words.js";
import { writtenAs } from "./written.js";

const [ALONE, BESIDE] = [30, 22]; // the width of a column at most, of one map and of several

export class Panel {
  constructor() {
    Object.assign(this, { pictures: [], told: null, drawn: null, drawnIn: 0 });
    follow(find("digits"), (row) => this.light(row, null));
    follow(find("written"), (column) => this.light(null, column));
    find("maps").addEventListener("pointermove", (event) => this.point(event));
    find("maps").addEventListener("pointerdown", (event) => this.point(event));
    find("maps").addEventListener("pointerleave", (event) => { if (!staysLit(event)) this.light(null, null); });
    new ResizeObserver(() => { if (this.room() !== this.drawnIn && this.pictures.length) this.draw(...this.drawn); }).observe(find("maps"));
  }

  room() {
    return find("maps").clientWidth;
  }

  // A reading of a text with its map, and the maps of its rivals; without a map of its own, its digits alone.
  draw(text, reading, rivals) {
    const { iso, record } = reading;
    const together = record ? [reading, ...rivals.filter((rival) => rival.record)] : [];
    const font = getComputedStyle(document.body).fontFamily;
    const most = together.length > 1 ? BESIDE : ALONE;
    this.drawn = [text, reading, rivals];
    this.drawnIn = this.room();
    this.pictures = together.map((one) => new Picture(one.record, this.drawnIn, font, most));
    this.told = this.pictures[0]?.told ?? null;
    find("maps").replaceChildren(...this.pictures.map((picture, i) => {
      const caption = html("figcaption", {}, html("strong", {}, called(together[i].iso)), ` ${percent(together[i].probability)}`);
      return html("figure", {}, ...(together.length > 1 ? [caption] : []), picture.element);
    }));
    this.fillDigits(iso);
    this.fillWritten(text, record);
    this.setOld(false);
    this.light(null, null);
  }

  // A reading whose map is still asked for; the maps of what was asked before tell nothing of it.
  expect(reading) {
    this.outdate();
    this.fillDigits(reading.iso);
  }

  // What stands there is of an earlier question: it lights no more, and goes unless there is another soon.
  outdate() {
    this.pictures = [];
    this.told = null;
    find("said").textContent = "";
    this.setOld(true);
  }

  clear() {
    this.outdate();
    this.setOld(false);
    for (const place of ["digits", "written", "maps"]) find(place).replaceChildren();
  }

  setOld(old) {
    for (const place of ["written", "maps"]) find(place).classList.toggle("old", old);
  }

  fillDigits(iso) {
    const { told } = this;
    find("digits").classList.toggle("none", iso === null);
    if (iso === null) fill(find("digits"), [["no date", "", told ? told.row(0) : "no date"]]);
    else {
      fill(find("digits"), [...iso].map((character, row) =>
        [character, "digit", told ? `${told.rowName(row)}: from ${told.row(row)}` : character]));
    }
  }

  fillWritten(text, record) {
    const { columns = [], right_to_left: rightToLeft = false } = record?.layout ?? {};
    find("written").dir = rightToLeft ? "rtl" : "ltr";
    fill(find("written"), columns.map((column, i) =>
      [writtenAs(text, column), column.kind, `${column.spoken}: for ${this.told.column(i)}`]));
  }

  point(event) {
    const element = event.target.closest("svg.map");
    const picture = this.pictures.find((one) => one.element === element);
    const place = picture?.at(event) ?? null;
    this.light(...(place ?? [null, null]), picture);
  }

  // Light a row, a column, or one cell; where nothing is pointed at, all digits together.
  light(row, column, picture = this.pictures[0]) {
    if (!picture) return;
    const { told } = picture;
    const main = picture === this.pictures[0];
    const digits = this.told.record.output.map((_, i) => (main && column !== null && row === null ? told.strength(i, column) : 0));
    const written = this.told.layout.columns.map((_, i) => {
      if (row !== null) return told.strength(row, i);
      return column === null ? this.told.strongest(i) : 0;
    });
    paint(find("digits"), digits, main ? row : null);
    paint(find("written"), written, column);
    this.pictures.forEach((other) => other.light(other === picture ? row : null, column));
    find("said").textContent = told.sentence(row, column);
  }

  // The first map as a file of its own, or null.
  markup() {
    return this.pictures[0]?.markup() ?? null;
  }
}
