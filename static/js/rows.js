// Tables of inputs within a form: a row more, or a row emptied. Without this the spare rows are what there is. No globals.
(() => {
  const rowsOf = (table) => [...table.querySelectorAll("tbody tr")];
  const fieldsOf = (row) => [...row.querySelectorAll("input[name], select, textarea")];

  const empty = (row) => {
    row.querySelectorAll(".readings").forEach((readings) => readings.remove());
    for (const field of fieldsOf(row)) {
      if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
      field.classList.remove("is-invalid");
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    row.querySelectorAll(".invalid-feedback").forEach((fault) => fault.remove());
  };

  const numberOf = (field, prefix) => Number(/^-(\d+)-/.exec(field.name.slice(prefix.length))?.[1] ?? -1);

  // "activities-3-day" with 4 → "activities-4-day", in names, ids and what points to ids.
  const renumber = (row, prefix, number) => {
    for (const field of fieldsOf(row)) {
      const label = row.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      const rest = field.name.slice(prefix.length).replace(/^-\d+/, "");
      field.name = `${prefix}-${number}${rest}`;
      field.id = `id_${field.name}`;
      label?.setAttribute("for", field.id);
    }
  };

  const addRow = (table) => {
    const { rows: prefix, most } = table.dataset;
    const rows = rowsOf(table);
    if (rows.length >= Number(most)) return;
    const row = rows.at(-1).cloneNode(true);
    // portal.js gave the copied fields a picker, but its listeners are not copied: they are made anew below.
    for (const box of row.querySelectorAll(".date-field")) {
      const field = box.querySelector("input[name]");
      delete field.dataset.picker;
      box.replaceWith(field);
    }
    empty(row);
    renumber(row, prefix, Math.max(...rows.flatMap(fieldsOf).map((field) => numberOf(field, prefix))) + 1);
    for (const words of row.querySelectorAll("[data-row-number]")) {
      words.textContent = words.textContent.replace(/\d+/, rows.length + 1);
    }
    rows.at(-1).after(row);
    row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    show(table);
    fieldsOf(row)[0].focus();
  };

  const show = (table) => {
    table.querySelector("[data-add-row]").hidden = rowsOf(table).length >= Number(table.dataset.most);
    for (const button of table.querySelectorAll("[data-clear-row]")) button.hidden = false;
  };

  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-row]");
    if (add) addRow(add.closest("[data-rows]"));
    const clear = event.target.closest("[data-clear-row]");
    if (clear) {
      const row = clear.closest("tr");
      empty(row);
      const [first] = fieldsOf(row);
      first.dispatchEvent(new Event("input", { bubbles: true }));
      first.focus();
    }
  });

  const enhance = (root) => root.querySelectorAll("[data-rows]").forEach(show);
  document.addEventListener("htmx:load", (event) => enhance(event.target));
  enhance(document);
})();
