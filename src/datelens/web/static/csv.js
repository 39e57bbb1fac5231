// CSV (RFC 4180): rows of cells from a text, and a text from rows.

const DELIMITERS = [",", ";", "\t", "|"];
const LOOKED_AT = 20; // lines that tell the delimiter
const ODD = 1 / 3; // the share of them that may be cut otherwise

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

// The delimiter that cuts the first lines into as many cells each, the more the better; null where none does. A few lines
// may have another number, such as a title or a total, but a delimiter that needs no such leave comes before.
export function delimiterOf(text, delimiters = DELIMITERS) {
  let best = { delimiter: null, alike: false, count: 1 };
  for (const delimiter of delimiters) {
    const counts = parse(firstLines(text), delimiter).filter((row) => row.length > 1 || row[0]).map((row) => row.length);
    const [count, agreeing] = mostCommon(counts);
    const odd = counts.length - agreeing;
    const alike = odd === 0;
    if (count < 2 || odd > counts.length * ODD) continue;
    if (alike === best.alike ? count > best.count : alike) best = { delimiter, alike, count };
  }
  return best.delimiter;
}

// The number that stands most often in a list, and how often.
function mostCommon(numbers) {
  const times = new Map();
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1);
  return [...times].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0]);
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
