// Parts: many texts, cut into questions that the service takes.

const PART = 500; // texts asked for at once,
const CHARACTERS = 100_000; // and characters

// As much of a text as may be sent.
export function cut(text, most) {
  return [...text.slice(0, 2 * most)].slice(0, most).join("");
}

// The positions of the texts that are to be asked for, in parts that are not too large.
export function* partsOf(texts, limits, isKnown = () => false) {
  const most = Math.min(PART, limits.texts);
  let part = [];
  let characters = 0;
  for (const [position, text] of texts.entries()) {
    if (isKnown(position)) continue;
    if (part.length === most || (part.length && characters + text.length > CHARACTERS)) {
      yield part;
      [part, characters] = [[], 0];
    }
    part.push(position);
    characters += text.length;
  }
  if (part.length) yield part;
}
