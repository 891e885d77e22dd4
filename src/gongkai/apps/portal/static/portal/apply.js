// How much of a long text is used, while it is typed. The server counts again.
(() => {
  for (const place of document.querySelectorAll("[data-counted]")) {
    const text = document.getElementById(place.dataset.counted);
    const most = Number(text.dataset.most);
    const say = () => {
      const typed = [...text.value].length;
      place.hidden = typed === 0;
      place.textContent = typed > most ? `已写${typed}字，超过${typed - most}字` : `已写${typed}字，最多${most}字`;
      place.classList.toggle("over", typed > most);
    };
    text.addEventListener("input", say);
    say();
  }
})();
