// CSV (RFC 4180): rows of cells from a text, and a text from rows.

const DELIMITERS = [",", ";", "\t", "|"];
const LOOKED_AT = 20; // lines that tell the delimiter

// The cells of a text, row by row; a quoted cell may hold delimiters, line ends and doubled quotes.
export function parse(text, delimiter) {
  const rows = [];
  let row = [];
  let place = 0;
  const end = (cell) => { row.push(cell); };
  const endRow = () => { rows.push(row); row = []; };
  while (place < text.length) {
    let cell = "";
    if (text[place] === '"') {
      place += 1;
      for (;;) {
        const quote = text.indexOf('"', place);
        const stop = quote < 0 ? text.length : quote;
        cell += text.slice(place, stop);
        place = stop + 1;
        if (text[place] !== '"' || quote < 0) break;
        cell += '"';
        place += 1;
      }
    }
    let stop = place;
    while (stop < text.length && text[stop] !== delimiter && text[stop] !== "\n" && text[stop] !== "\r") stop += 1;
    end(cell + text.slice(place, stop));
    place = stop;
    if (place >= text.length) break;
    if (text[place] === delimiter) {
      place += 1;
      if (place === text.length) end("");
      continue;
    }
    place += text.startsWith("\r\n", place) ? 2 : 1;
    endRow();
  }
  if (row.length) endRow();
  return rows;
}

// The delimiter that cuts the first lines into as many cells each, the more the better; null where none does.
export function delimiterOf(text) {
  let best = [1, null];
  for (const delimiter of DELIMITERS) {
    const rows = parse(firstLines(text), delimiter).filter((row) => row.length > 1 || row[0]);
    const counts = new Set(rows.map((row) => row.length));
    const [count] = counts;
    if (counts.size === 1 && count > best[0]) best = [count, delimiter];
  }
  return best[1];
}

function firstLines(text) {
  let stop = 0;
  let quoted = false;
  for (let lines = 0; stop < text.length && lines < LOOKED_AT; stop += 1) {
    if (text[stop] === '"') quoted = !quoted;
    else if (text[stop] === "\n" && !quoted) lines += 1;
  }
  return text.slice(0, stop);
}

export function write(rows, delimiter = ",") {
  return rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join("\r\n") + "\r\n";
}

function quoted(cell, delimiter) {
  const text = String(cell);
  const plain = !/["\r\n]/.test(text) && !text.includes(delimiter) && text === text.trim();
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
