// The paper beside the form of a body follows what is typed. Without this it shows what was saved. No globals.
(() => {
  const form = document.querySelector("[data-letterhead]");
  const sheet = document.querySelector(".sheet");
  if (!form || !sheet) return;

  const show = (place, text) => {
    const lines = text.split("\n").filter((line) => line.trim());
    place.replaceChildren(
      ...lines.map((line) => {
        const span = document.createElement("span");
        span.textContent = line;
        return span;
      }),
    );
  };

  // 14/4/2020 → 20200414; 0 for anything else.
  const dayOf = (text) => {
    const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text ?? "");
    return found ? Number(found[3]) * 10000 + Number(found[2]) * 100 + Number(found[1]) : 0;
  };

  const signing = () => {
    const today = Number(sheet.dataset.today);
    const rows = [...form.querySelectorAll("[data-signers] .form-row")].map((row) => {
      const value = (name) => row.querySelector(`[name$="-${name}"]`)?.value ?? "";
      return {
        lines: value("lines"), name: value("name"), since: dayOf(value("valid_from")), until: dayOf(value("valid_to")),
      };
    });
    return rows
      .filter((row) => row.since && row.since <= today && (!row.until || row.until >= today))
      .sort((one, other) => other.since - one.since)[0];
  };

  form.addEventListener("input", (event) => {
    const name = event.target.dataset.shows;
    if (name) sheet.querySelectorAll(`[data-of="${name}"]`).forEach((place) => show(place, event.target.value));
    if (event.target.closest("[data-signers]")) {
      const signer = signing() ?? { lines: "", name: "" };
      show(sheet.querySelector('[data-signer="lines"]'), signer.lines);
      show(sheet.querySelector('[data-signer="name"]'), signer.name);
    }
  });
})();
