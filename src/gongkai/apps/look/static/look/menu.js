// The phone's 全部工作 opens the navigation; an open menu closes on Escape or a click elsewhere.
(() => {
  const toggle = document.querySelector("[data-opens]");
  const opened = toggle && document.getElementById(toggle.dataset.opens);
  toggle?.addEventListener("click", (event) => {
    event.preventDefault();
    const open = opened.classList.toggle("is-open");
    toggle.setAttribute("aria-expanded", String(open));
    if (open) {
      opened.scrollIntoView();
      opened.querySelector("a")?.focus();
    }
  });

  const close = (but) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== but) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    close();
    menu?.querySelector("summary").focus();
  });
})();
