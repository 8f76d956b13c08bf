// Keeps what is typed into a form in this browser until it is saved, and offers it back after a crash, a lost
// session or a lost answer. Forms opt in by data-draft="<user>:<unit>:<path>"; sensitive ones never do. No globals.
(() => {
  const PREFIX = "draft:";
  const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
  const WAIT_MS = 400;
  const ROWS_MOST = 100;

  // localStorage throws where it is switched off or full: the page then goes on without drafts.
  const tried = (work, otherwise) => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  const names = () => tried(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)), []);
  const drop = (name) => tried(() => localStorage.removeItem(name));
  const write = (name, draft) => tried(() => localStorage.setItem(name, JSON.stringify(draft)));
  const read = (name) => tried(() => JSON.parse(localStorage.getItem(name)), null);
  const idOf = (name) => name.slice(name.lastIndexOf("#") + 1);
  const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");

  const saved = new Set(document.querySelector("meta[name=drafts-saved]")?.content.split(" "));
  const logOut = document.querySelector("form[data-drafts-of]");
  let over = false;

  // What was saved meanwhile, what is old, and what another person of this computer left behind.
  const sweep = () => {
    for (const name of names()) {
      const draft = read(name);
      const another = logOut && !name.startsWith(`${PREFIX}${logOut.dataset.draftsOf}:`);
      const old = !draft?.values || !(Date.now() - draft.at < KEPT_MS);
      if (another || old || saved.has(idOf(name))) drop(name);
    }
  };

  const isTyped = (field) =>
    field.name &&
    /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) &&
    !/^(hidden|password|file|submit|button|image|reset)$/.test(field.type) &&
    !field.closest("[data-no-draft]");
  const typedFields = (form) => [...form.elements].filter(isTyped);
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";

  // {name: [values]}; an empty list for a group of which nothing is ticked.
  const valuesOf = (form) => {
    const values = {};
    for (const field of typedFields(form)) {
      const own = (values[field.name] ??= []);
      if (isTick(field)) own.push(...(field.checked ? [field.value] : []));
      else if (field.multiple && field.options) own.push(...[...field.selectedOptions].map((option) => option.value));
      else own.push(field.value);
    }
    return values;
  };

  // An empty field and one that is not there (a spare row) are the same.
  const isSame = (one, other) => {
    const filled = (values) =>
      JSON.stringify(
        Object.entries(values)
          .filter(([, own]) => own.some(Boolean))
          .sort(([first], [second]) => (first < second ? -1 : 1)),
      );
    return filled(one) === filled(other);
  };

  // Fills the fields of one name; true where that changed something.
  const fill = (fields, values) => {
    let changed = false;
    const others = [...values];
    for (const field of fields) {
      const before = JSON.stringify([field.value, field.checked, [...(field.selectedOptions ?? [])].map((one) => one.value)]);
      if (isTick(field)) field.checked = values.includes(field.value);
      else if (field.multiple && field.options) {
        for (const option of field.options) option.selected = values.includes(option.value);
      } else field.value = others.shift() ?? "";
      const after = JSON.stringify([field.value, field.checked, [...(field.selectedOptions ?? [])].map((one) => one.value)]);
      if (before === after) continue;
      field.closest("details")?.setAttribute("open", "");
      changed = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return changed;
  };

  // Rows that the person had added are added again, as far as the table takes them.
  const addRows = (form, values) => {
    for (const name of Object.keys(values)) {
      const rows = /^(.+)-\d+-[^-]+$/.exec(name)?.[1];
      const table = rows && form.querySelector(`[data-rows="${CSS.escape(rows)}"]`);
      const button = table?.querySelector("[data-add-row]");
      if (!button || !values[name].some(Boolean)) continue;
      for (let tries = 0; tries < ROWS_MOST && !form.elements.namedItem(name); tries += 1) {
        const before = form.elements.length;
        button.click();
        if (form.elements.length === before) break;
      }
    }
  };

  const two = (number) => String(number).padStart(2, "0");
  const timeOf = (instant) => {
    const at = new Date(instant);
    const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
    const isToday = at.toDateString() === new Date().toDateString();
    return isToday ? clock : `${clock} ${at.getDate()}/${at.getMonth() + 1}/${at.getFullYear()}`;
  };

  const keepDrafts = (form) => {
    const token = form.elements.namedItem("draft");
    // Of a record its version, of other things what the form began with.
    const version = form.elements.namedItem("version") ?? form.elements.namedItem("began");
    const formId = form.elements.namedItem("form_id");
    const slot = () => `${PREFIX}${form.dataset.draft}#${token.value}`;
    // A form that came back with errors goes on with the draft it was sent with.
    const cameBack = /^[a-z0-9]{8,40}$/.test(token.value) && !saved.has(token.value);
    const before = cameBack ? names().filter((name) => idOf(name) === token.value) : [];
    // What the person had read: a form that came back because others saved meanwhile has theirs already.
    let readVersion = (before[0] && read(before[0])?.version) ?? version?.value ?? "";
    const opened = valuesOf(form);
    let wasTyped = cameBack;
    let timer = 0;
    if (!cameBack) token.value = newId();

    const store = () => {
      clearTimeout(timer);
      timer = 0;
      if (over) return;
      const values = valuesOf(form);
      if (!wasTyped && isSame(values, opened)) drop(slot());
      else write(slot(), { at: Date.now(), version: readVersion, formId: formId?.value, values });
    };
    const storeIfTyped = () => {
      if (timer) store();
    };

    const later = (event) => {
      if (!isTyped(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(store, WAIT_MS);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", store);
    window.addEventListener("pagehide", storeIfTyped);
    document.addEventListener("visibilitychange", storeIfTyped);
    // Come back to by the browser's button, the form is typed into anew: what it was sent with may be saved.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) token.value = newId();
    });

    if (cameBack) {
      before.forEach(drop);
      store();
      return;
    }

    const place = document.querySelector("[data-draft-offer]");
    const say = (template, change) => {
      const notice = document.querySelector(`template[data-draft-${template}]`).content.cloneNode(true);
      change(notice);
      place.replaceChildren(notice);
    };

    const putBack = (draft) => {
      addRows(form, draft.values);
      let first = null;
      let lost = 0;
      for (const [name, values] of Object.entries(draft.values)) {
        const fields = typedFields(form).filter((field) => field.name === name);
        if (fields.length === 0) lost += values.some(Boolean) ? 1 : 0;
        else if (fill(fields, values)) first ??= fields.find((field) => field.checked) ?? fields[0];
      }
      // With the version that was read then, saving tells of what others saved since.
      readVersion = draft.version;
      if (version) version.value = draft.version;
      // It may have been saved although the answer got lost: by its id it is not saved twice.
      if (formId && draft.formId) formId.value = draft.formId;
      token.value = idOf(draft.name);
      wasTyped = true;
      store();
      say("back", (notice) => {
        const told = notice.querySelector("[data-draft-lost]");
        told.hidden = lost === 0;
        told.querySelector("[data-draft-number]").textContent = lost;
      });
      first?.focus();
    };

    const offer = ([draft, ...others]) => {
      if (!draft) {
        place.replaceChildren();
        return;
      }
      say("notice", (notice) => {
        notice.querySelector("[data-draft-at]").textContent = timeOf(draft.at);
        notice.querySelector("[data-draft-changed]").hidden = !version || version.value === draft.version;
        notice.querySelector("[data-draft-put]").addEventListener("click", () => putBack(draft));
        notice.querySelector("[data-draft-away]").addEventListener("click", () => {
          drop(draft.name);
          offer(others);
          (place.querySelector("button") ?? typedFields(form)[0])?.focus();
        });
      });
    };

    const drafts = [];
    for (const name of names().filter((one) => one.startsWith(`${PREFIX}${form.dataset.draft}#`))) {
      const draft = { name, ...read(name) };
      if (isSame(draft.values, opened)) drop(name);
      else drafts.push(draft);
    }
    offer(drafts.sort((one, other) => other.at - one.at));
  };

  // Two people changed the record: whoever types into a field again wants to keep what they type.
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name || field.type === "hidden" || field.name.startsWith("keep-")) return;
    for (const mine of field.form?.querySelectorAll("input[type=radio][name^=keep-][value=mine]") ?? []) {
      const name = mine.name.slice("keep-".length);
      if (field.name === name || field.name.startsWith(`${name}-`)) mine.checked = true;
    }
  });

  logOut?.addEventListener("submit", () => {
    over = true;
    names().forEach(drop);
  });
  sweep();
  document.querySelectorAll("form[data-draft]").forEach(keepDrafts);
})();
