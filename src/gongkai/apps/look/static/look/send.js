// A form is sent once, and with the key of the present login.
// The key that guards forms changes with each login: a page that was open before somebody logged in again in another
// tab takes the new one from the cookie. A second press while the first is under way sends nothing.
(() => {
  const AGAIN = 8000; // milliseconds after which it may be sent again: the answer may have been a file

  const renew = () => {
    const key = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (!key) return;
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = key;
    if (document.body.dataset.hxHeaders) document.body.dataset.hxHeaders = JSON.stringify({ "X-CSRFToken": key });
  };
  window.addEventListener("focus", renew);
  document.addEventListener("visibilitychange", renew);

  const sent = new Map();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.getAttribute("method") !== "post") return;
    renew();
    if (Date.now() - (sent.get(event.target) ?? -AGAIN) < AGAIN) return event.preventDefault();
    sent.set(event.target, Date.now());
  });
  window.addEventListener("pageshow", () => sent.clear());
})();
