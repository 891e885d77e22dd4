// What cannot be undone asks first: data-confirm="说明后果的一句话" on a form or on its button.
// The words of the button that does it are repeated in the dialog. Without script the form is sent at once.
(() => {
  const dialog = document.getElementById("confirm");
  if (!dialog) return;
  let asked = null;

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const sentence = button?.dataset.confirm || event.target.dataset.confirm;
    if (!sentence || asked === event.target) {
      asked = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    dialog.querySelector("p").textContent = sentence;
    dialog.querySelector("[value=yes]").textContent = button?.textContent.trim() || "确定";
    dialog.onclose = () => {
      if (dialog.returnValue !== "yes") return;
      asked = event.target;
      event.target.requestSubmit(button);
    };
    dialog.returnValue = "";
    dialog.showModal();
  }, true);
})();
