// Beside the table: marks the figure whose records are open.
document.addEventListener("htmx:beforeRequest", (event) => {
  const cell = event.target.closest("td[data-key]");
  if (!cell) return;
  for (const other of document.querySelectorAll("td.is-open")) other.classList.remove("is-open");
  cell.classList.add("is-open");
});
