// Where words stand in a text area or in a page: the n-th time they occur, as the server counted them.
// Signs without width are left out and every blank is one kind, as the server reads them.
const HIDDEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/;
const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION DIV DL DT DD FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 LI OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL BR".split(" "));

// {text, places}: places[i] is where the i-th character stands: an index, or [text node, offset].
export function read(root) {
  const found = { text: "", places: [] };
  const take = (char, place) => {
    if (HIDDEN.test(char)) return;
    found.text += char === "\u00a0" ? " " : char;
    found.places.push(place);
  };
  if ("value" in root && !root.isContentEditable) {
    for (let at = 0; at < root.value.length; at += 1) take(root.value[at], at);
    return found;
  }
  const end = (part, child) => {
    // One line end between two blocks, however many begin and end there: as the server reads them.
    if (part !== "\n" || !found.text.endsWith("\n")) take(part, [child, 0]);
  };
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        for (let at = 0; at < child.data.length; at += 1) take(child.data[at], [child, at]);
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const part = BLOCKS.has(child.tagName) ? "\n" : /^T[DH]$/.test(child.tagName) ? "\t" : "";
        if (part) end(part, child);
        walk(child);
        if (part === "\n") end(part, child);
      }
    }
  };
  walk(root);
  return found;
}

// The place of the words: [start, end] for a text area, a Range for a page, null when they are not there.
export function locate(root, words, nth) {
  const { text, places } = read(root);
  let at = text.indexOf(words);
  for (let count = 0; count < nth && at >= 0; count += 1) at = text.indexOf(words, at + 1);
  if (at < 0) at = text.indexOf(words);
  if (at < 0) return null;
  const [first, last] = [places[at], places[at + words.length - 1]];
  if (typeof first === "number") return [first, last + 1];
  if (first[0].nodeType !== Node.TEXT_NODE || last[0].nodeType !== Node.TEXT_NODE) return null;
  const range = document.createRange();
  range.setStart(...first);
  range.setEnd(last[0], last[1] + 1);
  return range;
}

// Colours ranges of the page without touching its elements; browsers that cannot do so show the list alone.
export function colour(name, ranges) {
  if (!("highlights" in CSS)) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}
