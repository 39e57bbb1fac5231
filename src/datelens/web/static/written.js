// The text as it was written, column by column of its map.

// As many characters as the service counts.
export const lengthOf = (text) => [...text].length;

// A column as it stands in a line of text, which the browser turns round itself.
export function writtenAs(text, { kind, span, label }) {
  return kind === "character" ? text.slice(...unitsOf(text, span)) : kind === "space" ? " " : label;
}

// Positions of the service count characters; those of a string here count halves of the rarer ones.
function unitsOf(text, [start, stop]) {
  const characters = [...text];
  const before = characters.slice(0, start).join("").length;
  return [before, before + characters.slice(start, stop).join("").length];
}
