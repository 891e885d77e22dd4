// Runs before the first paint: the reader's own theme and type size, and a sign that script is here.
(() => {
  const root = document.documentElement;
  root.dataset.script = "";
  for (const name of ["theme", "type", "keys"]) {
    const kept = localStorage.getItem(`gongkai-${name}`);
    if (kept) root.dataset[name] = kept;
  }

  const shown = (button) => {
    const [name, value] = button.dataset.display.split("=");
    button.setAttribute("aria-pressed", String(root.dataset[name] === value));
  };

  // A toggle says what it sets: <button data-display="type=large">大字版</button>.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-display]");
    if (!button) return;
    const [name, value] = button.dataset.display.split("=");
    const other = { theme: "light", type: "normal", keys: "on" }[name];
    root.dataset[name] = root.dataset[name] === value ? other : value;
    localStorage.setItem(`gongkai-${name}`, root.dataset[name]);
    document.querySelectorAll("[data-display]").forEach(shown);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-display]").forEach(shown);
  });
})();
