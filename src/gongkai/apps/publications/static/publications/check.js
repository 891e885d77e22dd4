// The text check beside the editor: asks the server while somebody types, goes to the words, puts suggestions in.
import { colour, locate } from "./words.js";

const WAIT = 700; // milliseconds after the last key
const LEVELS = ["block", "must_explain", "hint", "remark"];
const panel = document.querySelector("[data-check]");
const form = document.getElementById("item-form");

if (panel && form) {
  const result = panel.querySelector("[data-check-result]");
  const state = panel.querySelector("[data-check-state]");
  let timer, asking;

  // The rich editor of a text area where there is one, else the field itself.
  const fieldOf = (name) => {
    const field = form.elements[name === "body" && form.elements.body_html ? "body_html" : name];
    if (!field || !("value" in field)) return null;
    return field.closest(".editor")?.querySelector("[contenteditable=true]") || field;
  };

  const placeOf = (finding) => {
    const field = finding.dataset.words ? fieldOf(finding.dataset.field) : null;
    const place = field && locate(field, finding.dataset.words, Number(finding.dataset.nth));
    return place ? { field, place } : null;
  };

  const draw = () => {
    const ranges = Object.fromEntries(LEVELS.map((level) => [level, []]));
    for (const finding of result.querySelectorAll("[data-words]")) {
      const found = placeOf(finding);
      if (found?.place instanceof Range) ranges[finding.dataset.level]?.push(found.place);
    }
    for (const level of LEVELS) colour(`check-${level.replace("_", "-")}`, ranges[level]);
  };

  const go = (finding) => {
    const found = placeOf(finding);
    if (!found) return false;
    const { field, place } = found;
    field.focus({ preventScroll: true });
    if (place instanceof Range) {
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(place);
      place.startContainer.parentElement.scrollIntoView({ block: "center" });
    } else {
      field.setSelectionRange?.(...place);
      field.scrollIntoView({ block: "center" });
    }
    for (const one of result.querySelectorAll(".is-current")) one.classList.remove("is-current");
    finding.classList.add("is-current");
    return true;
  };

  // As if typed, so that the editor keeps its own record and the step can be undone.
  const put = (finding, words) => {
    if (!go(finding)) return;
    document.execCommand(words ? "insertText" : "delete", false, words);
    ask();
  };

  const fill = (name, value) => {
    const field = form.elements[name];
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.scrollIntoView({ block: "center" });
    ask();
  };

  const ask = async () => {
    clearTimeout(timer);
    asking?.abort();
    asking = new AbortController();
    state.textContent = "正在校核";
    try {
      const answer = await fetch(panel.dataset.check, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        signal: asking.signal,
      });
      if (answer.status === 401) return (state.textContent = "登录已过期，请在新窗口登录后再校核");
      if (!answer.ok) throw new Error(String(answer.status));
      result.innerHTML = await answer.text();
      state.textContent = "";
      panel.classList.remove("is-old");
      draw();
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = "暂时不能校核，送审时仍会校核";
    }
  };

  const send = async (sent) => {
    const answer = await fetch(sent.action, {
      method: "POST",
      body: new FormData(sent),
      headers: { "X-Requested-With": "fetch" },
    });
    const error = sent.querySelector("[data-check-error]");
    if (answer.ok) ask();
    else if (error) error.textContent = answer.status === 422 ? await answer.text() : "没有登记，请稍后再试";
  };

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const finding = event.target.closest(".finding");
    if (!button) return;
    if (button.matches("[data-check-now]")) {
      event.preventDefault();
      ask();
    } else if (button.matches("[data-go]")) go(finding);
    else if ("put" in button.dataset) put(finding, button.dataset.put);
    else if ("fill" in button.dataset) fill(button.dataset.fill, button.dataset.value);
  });
  panel.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-check-send]")) return;
    event.preventDefault();
    send(event.target);
  });
  form.addEventListener("input", () => {
    panel.classList.add("is-old");
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  // An empty form is not scolded before a word of it is written.
  const begun = ["title", "body_html"].some((name) => form.elements[name].value.trim());
  if (begun || panel.dataset.check.includes("typed")) ask();
}
