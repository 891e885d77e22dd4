// The reading view: 1 确认, 2 误报, 3 已改正 on the finding in hand; [ and ] turn to the report before and after.
// Off while somebody types, and off where the reader turned single keys off.
(() => {
  const off = () => document.documentElement.dataset.keys === "off";
  const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");
  const inHand = () =>
    document.activeElement.closest("[data-finding]") || document.querySelector("[data-finding].is-current");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off() || typing(event.target)) return;
    const turn = { "[": "[data-before]", "]": "[data-after]" }[event.key];
    const target = turn
      ? document.querySelector(turn)
      : "123".includes(event.key) && inHand()?.querySelector(`[data-key="${event.key}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (event.key === "2") target.parentElement.querySelector("input[name=reason]")?.focus();
  });

  // A pin in the text puts its finding in hand.
  const take = () => {
    const finding = location.hash.startsWith("#finding-") && document.querySelector(location.hash);
    if (!finding) return;
    document.querySelector("[data-finding].is-current")?.classList.remove("is-current");
    finding.classList.add("is-current");
  };
  window.addEventListener("hashchange", take);

  // The finding in hand and its words are brought into sight together.
  const current = document.querySelector("[data-finding].is-current");
  const wide = window.matchMedia("(min-width: 1100px)").matches;
  if (current && wide) {
    current.scrollIntoView({ block: "nearest" });
    const number = current.id.replace("finding-", "");
    document.getElementById(`mark-${number}`)?.closest("mark").scrollIntoView({ block: "center" });
  }
})();
