// The editor of an item's body: takes the place of the text area, which it keeps filled, so that the form is sent as ever.
// The toolbar and the dialogs are in the page; the editor's own library is loaded from the address the page names.
import { ask, wrong } from "./asking.js";
import { keepCopy } from "./copy.js";
import { nodes } from "./nodes.js";
import { fromWord, notices } from "./paste.js";

const place = document.querySelector("[data-editor-for]");
const form = document.getElementById("item-form");
const copy = form && keepCopy(form);
if (place) start().catch((error) => console.error("editor:", error)); // the text area stays

async function start() {
  const area = document.getElementById(place.dataset.editorFor);
  const library = await import(place.dataset.library);
  const bar = place.querySelector("[role=toolbar]");
  const text = document.createElement("div");
  text.className = "editor-text document";
  place.insertBefore(text, area);
  const lib = nodes(library, place.dataset.pictures, { note: (at) => noteDialog(editor, at), picture: (at) => pictureDialog(editor, null, at) });
  const described = area.getAttribute("aria-describedby") || "";
  bar.setAttribute("aria-controls", "editor-text");

  const editor = new library.Editor({
    element: text,
    injectCSS: false,
    extensions: lib,
    content: asHtml(area.value),
    editorProps: {
      attributes: { id: "editor-text", role: "textbox", "aria-multiline": "true", "aria-labelledby": "body-label", "aria-describedby": described, lang: "zh-Hans", ...(area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}) },
      transformPastedHTML: (html) => {
        const made = fromWord(html);
        say(notices(made));
        return made.html;
      },
      handlePaste: (view, event) => dropped(event.clipboardData),
      handleDrop: (view, event) => dropped(event.dataTransfer),
    },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: () => show(bar, editor),
  });
  area.hidden = true;
  area.tabIndex = -1;
  document.querySelector("label[for='" + area.id + "']").addEventListener("click", () => editor.commands.focus());
  for (const link of document.querySelectorAll(`a[href='#${area.id}']`)) {
    link.addEventListener("click", (event) => (event.preventDefault(), editor.commands.focus()));
  }
  bar.hidden = false;
  press(bar, editor);
  show(bar, editor);
  form.addEventListener("item-form:body", (event) => editor.commands.setContent(asHtml(event.detail), { emitUpdate: true }));

  function dropped(data) {
    const files = [...(data?.files || [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length || data.getData("text/html")) return false;
    pictureDialog(editor, files[0]);
    return true;
  }
}

// Lines that were typed without script, as paragraphs; the editor's own text as it is.
function asHtml(text) {
  if (/^\s*<(?:p|h[2-4]|ul|ol|table|figure|blockquote)\b/i.test(text)) return text;
  const line = document.createElement("p");
  const lines = text.split("\n").map((words) => words.trim()).filter(Boolean);
  return lines.map((words) => ((line.textContent = words), line.outerHTML)).join("");
}

function say(sentence) {
  const notice = document.querySelector("[data-editor-notice]");
  notice.hidden = !sentence;
  notice.textContent = sentence;
}

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  underline: (chain) => chain.toggleUnderline(),
  superscript: (chain) => chain.unsetSubscript().toggleSuperscript(),
  subscript: (chain) => chain.unsetSuperscript().toggleSubscript(),
  orderedList: (chain) => chain.toggleOrderedList(),
  bulletList: (chain) => chain.toggleBulletList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  plain: (chain) => chain.unsetAllMarks().clearNodes(),
  mergeOrSplit: (chain) => chain.mergeOrSplit(),
  toggleHeaderRow: (chain) => chain.toggleHeaderRow(),
};

function press(bar, editor) {
  const dialogs = { link: linkDialog, table: tableDialog, picture: pictureDialog, note: noteDialog, caption: captionDialog };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.ask) return dialogs[button.dataset.ask](editor);
    const name = button.dataset.do;
    const chain = editor.chain().focus();
    (COMMANDS[name] ? COMMANDS[name](chain) : chain[name]()).run();
  });
  bar.querySelector("[data-block]").addEventListener("change", (event) => {
    const level = Number(event.target.value);
    const chain = editor.chain().focus();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
}

function show(bar, editor) {
  for (const button of bar.querySelectorAll("[data-do][aria-pressed]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.do)));
  }
  bar.querySelector("[data-block]").value = editor.isActive("heading") ? String(editor.getAttributes("heading").level) : "p";
  bar.querySelector("[data-in-table]").hidden = !editor.isActive("table");
}

async function linkDialog(editor) {
  const now = editor.getAttributes("link").href || "";
  const { empty } = editor.state.selection;
  const answer = await ask("link", { href: now }, { removable: Boolean(now) }, (typed) => {
    if (!/^(https?:\/\/|mailto:|\/(?!\/))/i.test(typed.href.trim())) return "网址请以 https:// 开头，本站页面以 / 开头，邮箱以 mailto: 开头";
    return "";
  });
  if (!answer) return editor.commands.focus();
  const chain = editor.chain().focus().extendMarkRange("link");
  if (answer.removed) return chain.unsetLink().run();
  const href = answer.href.trim();
  if (empty && !now) return editor.chain().focus().insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
  chain.setLink({ href }).run();
}

async function tableDialog(editor) {
  const count = (text) => Number.parseInt(text, 10);
  const answer = await ask("table", { rows: "3", cols: "3" }, {}, (typed) =>
    [typed.rows, typed.cols].every((text) => count(text) >= 1 && count(text) <= 100) ? "" : "行数和列数请填1至100之间的整数");
  if (!answer) return editor.commands.focus();
  editor.chain().focus().insertTable({ rows: count(answer.rows), cols: count(answer.cols), withHeaderRow: true }).run();
}

async function captionDialog(editor) {
  const answer = await ask("caption", { caption: editor.getAttributes("table").caption || "" });
  if (answer) editor.chain().focus().updateAttributes("table", { caption: answer.caption.trim() }).run();
}

async function noteDialog(editor, at = null) {
  const now = at === null ? "" : editor.state.doc.nodeAt(at)?.attrs.text || "";
  const answer = await ask("note", { note: now }, { removable: Boolean(now) }, (typed) => (typed.note.trim() ? "" : "请填写脚注文字"));
  if (!answer) return editor.commands.focus();
  const chain = editor.chain().focus();
  if (at === null) chain.insertContent({ type: "footnote", attrs: { text: answer.note.trim() } }).run();
  else if (answer.removed) chain.deleteRange({ from: at, to: at + 1 }).run();
  else chain.setNodeSelection(at).updateAttributes("footnote", { text: answer.note.trim() }).run();
}

async function pictureDialog(editor, file = null, at = null) {
  const now = at === null ? {} : editor.state.doc.nodeAt(at)?.attrs || {};
  let sent = now.name ? { name: now.name } : null;
  const answer = await ask("picture", { alt: now.alt || "", caption: now.caption || "" }, { file: now.name ? null : file || true }, async (typed, input) => {
    if (!typed.alt.trim()) return "请填写替代文字，说明图中内容";
    const chosen = file || input?.files[0];
    if (!sent && !chosen) return "请选择一幅图片";
    if (!sent) {
      const reply = await upload(chosen);
      if (reply.error) return reply.error;
      sent = reply;
    }
    return "";
  });
  if (!answer) return editor.commands.focus();
  const attrs = { name: sent.name, alt: answer.alt.trim(), caption: answer.caption.trim() };
  const chain = editor.chain().focus();
  if (at === null) chain.insertContent({ type: "picture", attrs }).run();
  else chain.setNodeSelection(at).updateAttributes("picture", attrs).run();
}

async function upload(file) {
  const body = new FormData();
  body.append("picture", file, file.name || "图片.png");
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const reply = await fetch(place.dataset.pictures, { method: "POST", body, headers: { Accept: "application/json" } });
    return reply.ok || reply.status === 422 ? await reply.json() : { error: wrong(reply.status) };
  } catch {
    return { error: wrong(0) };
  }
}
