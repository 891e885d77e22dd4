// Keeps what is typed on the server while it is typed, as the author's own working copy. It is not a saved draft: the
// words beside the button say so, and leaving with something that is neither saved nor kept asks first.
import { wrong } from "./asking.js";

const QUIET = 1500; // after the last key
const LONGEST = 10000; // while keys keep coming

export function keepCopy(form) {
  const status = form.querySelector("[data-kept-at]");
  const offered = document.querySelector("[data-copy]");
  let first = 0;
  let timer = 0;
  let waiting = false;
  let sending = false;
  let leaving = false;

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if (waiting && !leaving) event.preventDefault();
  });
  for (const link of document.querySelectorAll("[data-preview]")) link.addEventListener("click", preview);

  function changed() {
    waiting = true;
    if (offered) {
      status.textContent = "有一份没有保存的内容等您选择，暂不自动保存";
      return;
    }
    first ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(QUIET, first + LONGEST - Date.now())));
  }

  async function send() {
    if (sending) return changed();
    sending = true;
    waiting = false;
    first = 0;
    try {
      const reply = await fetch(form.dataset.keepUrl, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const told = reply.ok || reply.status === 422 ? await reply.json() : { error: wrong(reply.status) };
      if (told.error) throw new Error(told.error);
      status.textContent = told.behind ? `已自动保存 ${told.at}。${told.behind}` : `已自动保存 ${told.at}，尚未存为草稿`;
      status.classList.toggle("editor-behind", Boolean(told.behind));
    } catch (error) {
      waiting = true;
      status.textContent = `没有自动保存：${error instanceof TypeError ? wrong(0) : error.message}`;
    } finally {
      sending = false;
    }
  }

  // What is typed is kept first, so that the preview shows it.
  async function preview(event) {
    event.preventDefault();
    const tab = window.open("about:blank", "gongkai-preview");
    clearTimeout(timer);
    if (waiting && !offered) await send();
    tab.location = event.target.closest("a").href;
  }

  return { send };
}
