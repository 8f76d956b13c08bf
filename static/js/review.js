// The review of a report: a pin opens its form on the page, j and k go to the next report and the one before.
(() => {
  const dialog = document.getElementById("pin");
  const form = dialog.querySelector("form");
  const field = dialog.querySelector("textarea");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-pin]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain && dialog.showModal) {
      event.preventDefault();
      form.action = link.href;
      dialog.querySelector("[data-pin-on]").textContent = link.dataset.pinTitle;
      field.value = link.dataset.pinText;
      dialog.showModal();
      field.focus();
    }
    if (event.target.closest("[data-pin-cancel]")) dialog.close();
  });

  // As in portal.js: single letters are off in fields and dialogs, and where a person has switched them off.
  const isField = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);
  const leads = { j: "a[data-key-next]", k: "a[data-key-previous]" };
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!plain || localStorage.getItem("portal.keys.off") !== null) return;
    if (isField(event.target) || document.querySelector("dialog[open]") || !Object.hasOwn(leads, event.key)) return;
    event.preventDefault();
    document.querySelector(leads[event.key])?.click();
  });
})();
