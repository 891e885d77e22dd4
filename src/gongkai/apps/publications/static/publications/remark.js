// Remarks on a page under review: what is selected in the paper goes into the form of the remark, with what stands
// around it; the words of the remarks that stand are coloured, and the list leads to them.
import { colour, locate, read } from "./words.js";

const AROUND = 32;
const paper = document.querySelector(".item-paper");
const form = document.querySelector("[data-remark]");
const bar = document.querySelector("[data-remark-bar]");
const list = document.querySelectorAll("[data-remark-words]");
const rootOf = (field) => paper.querySelector(field === "title" ? ".document-head h2" : ".document");

const rangeOf = (remark) => {
  const root = rootOf(remark.dataset.field);
  return root && locate(root, remark.dataset.remarkWords, Number(remark.dataset.nth));
};

if (paper) {
  colour("check-remark", [...list].map(rangeOf).filter(Boolean));
  for (const remark of list) {
    remark.querySelector("[data-go]")?.addEventListener("click", () => {
      const range = rangeOf(remark);
      if (!range) return;
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    });
  }
}

if (paper && form) {
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) {
      bar.hidden = true;
      return;
    }
    const range = selection.getRangeAt(0);
    const field = ["title", "body"].find((name) => rootOf(name)?.contains(range.commonAncestorContainer));
    const quote = selection.toString().trim();
    bar.hidden = !field || !quote || quote.length > 300;
    if (bar.hidden) return;
    const { text, places } = read(rootOf(field));
    const at = places.findIndex(([node, offset]) => node === range.startContainer && offset >= range.startOffset);
    const start = Math.max(at, 0);
    form.elements.quote.value = quote;
    form.elements.field.value = field;
    form.elements.before.value = text.slice(Math.max(0, start - AROUND), start);
    form.elements.after.value = text.slice(start + quote.length, start + quote.length + AROUND);
  });
  // The words are copied while they are selected; pressing the button may drop the selection.
  bar.querySelector("button").addEventListener("pointerdown", (event) => event.preventDefault());
  bar.querySelector("button").addEventListener("click", () => {
    bar.hidden = true;
    form.closest("details").open = true;
    form.elements.text.scrollIntoView({ block: "center" });
    form.elements.text.focus();
  });
}
