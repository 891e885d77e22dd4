// A form with data-keep="name" loses nothing: leaving with unsent changes asks first, and its long texts are kept
// in this tab until it is sent. Short fields are never kept, because they may hold personal data.
(() => {
  const forms = [...document.querySelectorAll("form[data-keep]")];
  const keyOf = (form) => `gongkai-keep:${location.pathname}:${form.dataset.keep}`;

  // Sent and answered with another page: it is saved. A refusal brings the same form back, and the texts stay.
  const sent = sessionStorage.getItem("gongkai-sent");
  sessionStorage.removeItem("gongkai-sent");
  const unsent = document.querySelector("[data-unsent]"); // the login had run out
  if (sent && !unsent && !forms.some((form) => keyOf(form) === sent)) sessionStorage.removeItem(sent);

  for (const form of forms) {
    const key = keyOf(form);
    const texts = [...form.querySelectorAll("textarea[name]")];
    const offer = form.querySelector("[data-kept]");
    let changed = false;

    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    const differs = kept && texts.some((text) => kept.texts[text.name] && kept.texts[text.name] !== text.value);
    if (offer && differs) {
      offer.querySelector("[data-kept-at]").textContent = kept.at;
      offer.hidden = false;
      offer.querySelector("[data-restore]").addEventListener("click", () => {
        for (const text of texts) text.value = kept.texts[text.name] ?? text.value;
        changed = true;
        offer.hidden = true;
      });
      offer.querySelector("[data-discard]").addEventListener("click", () => {
        sessionStorage.removeItem(key);
        offer.hidden = true;
      });
    }

    form.addEventListener("input", () => {
      changed = true;
      const at = new Date().toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" });
      const now = Object.fromEntries(texts.map((text) => [text.name, text.value]));
      sessionStorage.setItem(key, JSON.stringify({ at, texts: now }));
    });
    form.addEventListener("submit", () => {
      changed = false;
      sessionStorage.setItem("gongkai-sent", key);
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  }
})();
