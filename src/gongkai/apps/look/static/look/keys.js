// Keys on lists: j and k move, Enter opens (the row's own link has the focus), a does the row's action,
// x marks the row, / goes to the search. Off while somebody types, and off where the reader turned them off.
(() => {
  const off = () => document.documentElement.dataset.keys === "off";
  const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const opener = (row) => row.querySelector("[data-open]") || row.querySelector("a");

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    opener(all[to])?.focus();
  };

  const within = (selector) => {
    const row = rows().find((one) => one.contains(document.activeElement));
    row?.querySelector(selector)?.click();
  };

  const verbs = {
    j: () => move(1),
    k: () => move(-1),
    a: () => within("[data-act]"),
    x: () => within("input[type=checkbox]"),
    "/": () => document.querySelector("[data-search]")?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off() || typing(event.target)) return;
    const verb = verbs[event.key];
    if (!verb) return;
    event.preventDefault();
    verb();
  });
})();
