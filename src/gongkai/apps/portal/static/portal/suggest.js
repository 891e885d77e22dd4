// Suggestions below a search box while somebody types: a combobox with a list box (ARIA 1.2).
(() => {
  const WAIT = 120; // ms without a key
  let boxes = 0;
  for (const input of document.querySelectorAll("[data-suggest]")) {
    const list = document.createElement("ul");
    list.id = `suggestions-${++boxes}`;
    list.className = "suggested";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "检索建议");
    list.hidden = true;
    input.parentNode.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    let timer, asked, chosen = -1;

    const options = () => [...list.children];
    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) mark(-1);
    };
    const mark = (at) => {
      chosen = at;
      options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
      if (at >= 0) {
        input.setAttribute("aria-activedescendant", options()[at].id);
        options()[at].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const take = (option) => {
      if (option.dataset.url) location.assign(option.dataset.url);
      else {
        input.value = option.dataset.text;
        show(false);
        input.form.requestSubmit();
      }
    };
    const fill = (suggestions) => {
      list.replaceChildren(...suggestions.map((one, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.dataset.text = one.text;
        if (one.url) option.dataset.url = one.url;
        option.append(one.text);
        if (one.about) {
          const about = document.createElement("span");
          about.textContent = one.about;
          option.append(" ", about);
        }
        return option;
      }));
      mark(-1);
      show(suggestions.length > 0);
    };
    const ask = async () => {
      const typed = input.value.trim();
      asked = typed;
      if (!typed) return fill([]);
      try {
        const answer = await fetch(`${input.dataset.suggest}?suggest=${encodeURIComponent(typed)}`);
        const told = answer.ok ? (await answer.json()).suggestions : [];
        if (asked === typed && document.activeElement === input) fill(told);
      } catch {
        fill([]); // without an answer the box is a plain box
      }
    };

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      const last = options().length - 1;
      if (event.key === "ArrowDown") mark(chosen < last ? chosen + 1 : 0);
      else if (event.key === "ArrowUp") mark(chosen > 0 ? chosen - 1 : last);
      else if (event.key === "Escape") show(false);
      else if (event.key === "Enter" && chosen >= 0) take(options()[chosen]);
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", () => show(false));
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the box keeps the focus
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
  }
})();
