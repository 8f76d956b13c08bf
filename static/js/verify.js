// The public check of a file: its SHA-256 is computed here and asked for; the file itself goes nowhere. No globals.
(() => {
  const box = document.querySelector("[data-verify]");
  // Browsers compute hashes only where the page came over HTTPS (or from this very computer).
  if (!box || !window.isSecureContext || !crypto.subtle) return;
  const chooser = box.querySelector("input[type=file]");
  const status = box.querySelector("[data-verify-status]");
  box.hidden = false;
  document.querySelector("[data-verify-otherwise]").hidden = true;

  const sha256 = async (file) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  // One file at a time: a slow one that was chosen before must not come after.
  let latest = null;
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    latest = file;
    if (!file) return;
    status.textContent = box.dataset.working;
    try {
      const hex = await sha256(file);
      if (file === latest) location.assign(box.dataset.verify + hex);
    } catch {
      if (file === latest) status.textContent = box.dataset.unreadable;
    }
  });

  // Whoever comes back finds the chooser as it was at first.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    chooser.value = "";
    status.textContent = "";
  });
})();
