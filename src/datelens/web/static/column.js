// A column: pasted or dropped, translated in parts, shown with its doubts, and taken away as CSV.

import { write } from "./csv.js";
import { find, html, save, tell } from "./elements.js";
import { ask, Fault } from "./service.js";
import { decoded, Table } from "./table.js";
import { many, percent } from "./words.js";

const PART = 500; // rows asked for at once,
const PART_CHARACTERS = 100_000; // and characters
const READINGS = 3;
const SAMPLE = 20; // cells that tell which column holds dates
const PAGE = 200; // rows shown at first, and more each time
const LARGEST = 30 << 20; // bytes of a file
const SURE = 0.9; // a date less probable than this is in doubt,
const RIVAL = 0.05; // and a reading more probable than this stands beside it

const MARKS = { date: "", doubt: "in doubt", none: "no date", empty: "" };

export class ColumnTab {
  constructor(hints, view, explain) {
    Object.assign(this, { hints, view, explain, table: null, answers: [], shown: PAGE });
    find("column-form").addEventListener("submit", (event) => { event.preventDefault(); this.read(find("paste").value, false); });
    find("file").addEventListener("change", () => { if (find("file").files[0]) this.readFile(find("file").files[0]); });
    find("paste").addEventListener("input", () => { find("file-name").textContent = ""; });
    for (const type of ["dragover", "drop"]) {
      find("column").addEventListener(type, (event) => {
        event.preventDefault();
        if (type === "drop" && event.dataTransfer.files[0]) this.readFile(event.dataTransfer.files[0]);
      });
    }
    find("which-column").addEventListener("change", () => { this.table.column = Number(find("which-column").value); this.translate(); });
    find("first-is-heading").addEventListener("change", () => { this.table.heading = find("first-is-heading").checked; this.offer(); this.translate(); });
    find("stop").addEventListener("click", () => this.asking?.abort());
    find("download").addEventListener("click", () => this.download());
    find("more").addEventListener("click", () => { this.shown += PAGE; this.show(); });
    for (const radio of document.querySelectorAll('input[name="shown"]')) radio.addEventListener("change", () => { this.shown = PAGE; this.show(); });
  }

  hintsChanged() {
    if (this.table) this.translate();
  }

  async readFile(file) {
    if (file.size > LARGEST) {
      tell(find("column-trouble"), `A file may have ${LARGEST >> 20} MB here; ${file.name} has more. “datelens convert” takes any.`);
      return;
    }
    const [text, assumed] = decoded(new Uint8Array(await file.arrayBuffer()));
    find("file-name").textContent = [file.name, assumed].filter(Boolean).join(", ");
    find("file").value = "";
    this.name = file.name.replace(/\.[^.]*$/, "");
    await this.read(text, true);
  }

  async read(text, isFile) {
    tell(find("column-trouble"), "");
    if (!isFile) this.name = "dates";
    const table = new Table(text, isFile);
    if (table.body().length === 0) {
      tell(find("column-trouble"), "There is nothing to read: paste some dates, one a line, or choose a file.");
      return;
    }
    this.asking?.abort();
    this.table = table;
    if (table.width > 1) table.column = await this.mostDates(table).catch(() => 0);
    this.offer();
    await this.translate();
  }

  // The column with the most dates among some cells.
  async mostDates(table) {
    const samples = table.samples(SAMPLE).map((cells) => cells.slice(0, this.hints.limits.texts).map((cell) => this.cut(cell).slice(0, 100)));
    let best = [0, 0];
    for (const [i, texts] of samples.entries()) {
      const { translations } = await ask("translate", { texts, ...this.question() });
      const sure = translations.reduce((sum, { iso, confidence }) => sum + (iso?.length === 10 ? confidence : 0), 0);
      if (sure > best[0] + 0.01) best = [sure, i];
    }
    return best[1];
  }

  offer() {
    const { table } = this;
    find("which").hidden = table.width < 2;
    find("which-column").replaceChildren(...table.names().map((name, i) => html("option", { value: String(i) }, name)));
    find("which-column").value = String(table.column);
    find("first-is-heading").checked = table.heading;
    find("result").hidden = false;
  }

  // As much of a cell as the service takes.
  cut(cell) {
    return [...cell.slice(0, 2 * this.hints.limits.characters)].slice(0, this.hints.limits.characters).join("");
  }

  question() {
    return { locale: this.hints.locale(), order: this.view.order || null };
  }

  async translate() {
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    const cells = this.table.cells();
    this.answers = cells.map((text) => (text.trim() ? null : { kind: "empty", text }));
    this.shown = PAGE;
    find("stop").hidden = false;
    find("download").disabled = true;
    tell(find("column-trouble"), "");
    try {
      const { limits } = this.hints;
      const readings = Math.min(READINGS, limits.readings);
      for (const rows of partsOf(cells, this.answers, Math.min(PART, limits.texts))) {
        const texts = rows.map((row) => this.cut(cells[row]));
        const { translations } = await ask("translate", { texts, readings, ...this.question() }, asking.signal);
        rows.forEach((row, i) => { this.answers[row] = texts[i] === cells[row] ? judged(translations[i]) : tooLong(cells[row]); });
        this.tally(rows.at(-1) + 1);
      }
      this.tally(cells.length);
    } catch (error) {
      if (asking !== this.asking) return;
      if (error.name !== "AbortError" && !(error instanceof Fault)) throw error;
      const done = this.answers.filter(Boolean).length;
      tell(find("column-trouble"), `${error.name === "AbortError" ? "Stopped" : error.message} ${many(done, "row")} of ${cells.length} read.`);
    } finally {
      if (asking === this.asking) {
        find("stop").hidden = true;
        find("download").disabled = false;
        this.show();
      }
    }
  }

  // How far it is, and what has come of it.
  tally(done) {
    const count = (kind) => this.answers.filter((answer) => answer?.kind === kind).length;
    const empty = count("empty");
    find("progress").max = this.answers.length || 1;
    find("progress").value = done;
    find("progress").hidden = done >= this.answers.length;
    const parts = [many(count("date") + count("doubt"), "date"), `${count("doubt")} in doubt`, `${count("none")} no date`, empty ? `${empty} empty` : ""];
    find("summary").textContent = `${many(done, "row")}: ${parts.filter(Boolean).join(", ")}.`;
    if (done <= PART) this.show();
  }

  show() {
    const wanted = document.querySelector('input[name="shown"]:checked').value;
    const rows = this.answers.map((answer, i) => [answer, i]).filter(([answer]) => answer && (wanted === "all" || answer.kind === wanted));
    const first = this.table.heading ? 2 : 1;
    find("rows").replaceChildren(...rows.slice(0, this.shown).map(([answer, i]) => this.row(answer, i + first)));
    find("more").hidden = rows.length <= this.shown;
  }

  row({ text, iso, confidence, kind, also }, line) {
    const button = html("button", { type: "button", title: "See why" }, html("bdi", {}, text.slice(0, 120)));
    button.addEventListener("click", () => this.explain(text));
    return html("tr", { class: kind },
      html("th", { scope: "row" }, String(line)),
      html("td", {}, ...(kind === "empty" ? [] : [button])),
      html("td", { class: "iso" }, iso ?? ""),
      html("td", { class: "number" }, confidence === undefined ? "" : percent(confidence)),
      html("td", {}, [MARKS[kind], also].filter(Boolean).join(": ")));
  }

  // The table as it came, with the dates and their doubts behind.
  download() {
    const { table } = this;
    const added = ["iso", "confidence", "ambiguous", "also"];
    const lines = table.body().map((row, i) => {
      const answer = this.answers[i] ?? {};
      const padded = Array.from({ length: table.width }, (_, k) => row[k] ?? "");
      return [...padded, answer.iso ?? "", answer.confidence?.toFixed(6) ?? "", answer.ambiguous ?? "", answer.also ?? ""];
    });
    const names = table.width === 1 && !table.heading ? ["text"] : table.names();
    save(`${this.name}-iso.csv`, "text/csv", write([[...names, ...added], ...lines], table.delimiter ?? ","));
  }
}

// The rows that are to be asked for, in parts that are not too large.
function* partsOf(cells, answers, most) {
  let part = [];
  let characters = 0;
  for (const [row, text] of cells.entries()) {
    if (answers[row]) continue;
    if (part.length === most || (part.length && characters + text.length > PART_CHARACTERS)) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(row);
    characters += text.length;
  }
  if (part.length) yield part;
}

function judged({ text, iso, confidence, ambiguous, readings }) {
  const kind = iso === null ? "none" : ambiguous || confidence < SURE ? "doubt" : "date";
  const others = readings.slice(1).filter((reading) => reading.iso !== null && reading.probability >= RIVAL);
  return { text, iso, confidence, ambiguous, kind, also: kind === "doubt" ? others.map((reading) => reading.iso).join(" or ") : "" };
}

function tooLong(text) {
  return { text, iso: null, confidence: 1, ambiguous: false, kind: "none", also: "" };
}
