// The communes' checklist: tick all with one day, and let tick and cells say the same at once. No globals.
(() => {
  const form = document.querySelector("form[data-checklist]");
  if (!form) return;
  const allDay = form.elements.namedItem("all_day");
  const tickAll = form.querySelector("[data-tick-all]");
  const rows = [...form.querySelectorAll("[data-tick-row]")];
  const tickOf = (row) => row.querySelector("input[type=checkbox]");
  const cellsOf = (row) => [...row.querySelectorAll("td input[name]")];
  const dayOf = (row) => row.querySelector("input[data-date]");
  // What stood in a row before its tick was taken away, should it be ticked again.
  const taken = new WeakMap();

  const ticked = (row) => {
    const before = taken.get(row) ?? [];
    cellsOf(row).forEach((cell, at) => {
      cell.value ||= before[at] ?? "";
    });
    dayOf(row).value ||= allDay.value;
  };

  const unticked = (row) => {
    taken.set(row, cellsOf(row).map((cell) => cell.value));
    for (const cell of cellsOf(row)) cell.value = "";
  };

  for (const row of rows) {
    const tick = tickOf(row);
    tick.addEventListener("change", () => (tick.checked ? ticked : unticked)(row));
    row.addEventListener("input", (event) => {
      if (event.target !== tick && event.target.value.trim()) tick.checked = true;
    });
    // A day that was picked, not typed.
    row.addEventListener("change", (event) => {
      if (event.target === dayOf(row) && event.target.value.trim()) tick.checked = true;
    });
  }

  tickAll.hidden = false;
  tickAll.addEventListener("click", () => {
    for (const row of rows) {
      if (!tickOf(row).checked) ticked(row);
      tickOf(row).checked = true;
      dayOf(row).value ||= allDay.value;
    }
  });
})();
