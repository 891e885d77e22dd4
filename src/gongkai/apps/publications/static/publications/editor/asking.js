// Asks in a dialog of the page. ask(name, values, {removable, file}, check) → what was typed, with removed: true where the
// thing is not wanted any more; null when nothing is wanted. check: typed → the sentence that is shown instead of closing.
export function ask(name, values, { removable = false, file = null } = {}, check = () => "") {
  const dialog = document.getElementById(`ask-${name}`);
  const form = dialog.querySelector("form");
  const error = dialog.querySelector("[role=alert]");
  const input = form.elements.file;
  form.reset();
  for (const [key, value] of Object.entries(values)) form.elements[key].value = value;
  for (const button of dialog.querySelectorAll("[data-remove]")) button.hidden = !removable;
  for (const part of dialog.querySelectorAll("[data-file]")) part.hidden = file !== true;
  if (error) error.hidden = true;

  return new Promise((resolve) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const choice = event.submitter?.value || "yes";
      const typed = Object.fromEntries(new FormData(form));
      if (choice === "no") return dialog.close("no");
      if (choice === "remove") return done({ ...typed, removed: true });
      const sentence = await check(typed, input);
      if (!sentence) return done(typed);
      error.textContent = sentence;
      error.hidden = false;
    };
    dialog.onclose = () => resolve(null);
    dialog.showModal();

    function done(answer) {
      resolve(answer);
      dialog.close("yes");
    }
  });
}

// What is said when the server does not take something, by the status of its answer; 0: it did not answer.
export function wrong(status) {
  if (status === 413) return "文件太大，服务器没有收下，请缩小后再试";
  if (status === 401 || status === 403) return "登录已过期，请在新窗口登录后再试，本页的内容还在";
  return "没有传到服务器，请检查网络后再试";
}
