// What pages do beyond plain HTML: menus that close, dates and files picked, errors found, forms sent once, keys. No globals.
(() => {
  const KEYS_OFF = "portal.keys.off";
  const keysOn = () => localStorage.getItem(KEYS_OFF) === null;
  const isField = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS(svg.namespaceURI, "use")).setAttribute("href", `#i-${name}`);
    return svg;
  };

  // 14/4/2020, 14-04-2020 or 14.4.2020 → 2020-04-14, as a native date field wants it; anything else → "".
  const isoDate = (text) => {
    const parts = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
    return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
  };

  const addPicker = (field) => {
    if (field.dataset.picker || !("showPicker" in HTMLInputElement.prototype)) return;
    field.dataset.picker = "on";
    const native = Object.assign(document.createElement("input"), { type: "date", className: "date-native", tabIndex: -1 });
    native.setAttribute("aria-hidden", "true");
    const button = Object.assign(document.createElement("button"), { type: "button", disabled: field.disabled });
    const label = field.labels[0]?.firstChild.textContent.trim() ?? "";
    button.setAttribute("aria-label", `${field.dataset.pickerLabel}: ${label}`);
    button.append(icon("calendar"));
    const box = Object.assign(document.createElement("div"), { className: "date-field" });
    field.replaceWith(box);
    box.append(field, button, native);
    button.addEventListener("click", () => {
      native.value = isoDate(field.value);
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (!native.value) return;
      const [year, month, day] = native.value.split("-").map(Number);
      field.value = `${day}/${month}/${year}`;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  };

  // A browser words its file field in its own language: the page's words lie over it, and it takes the clicks as before.
  const addFace = (field) => {
    if (field.dataset.face) return;
    field.dataset.face = "on";
    const box = Object.assign(document.createElement("div"), { className: "file-field" });
    const face = document.getElementById("file-face").content.firstElementChild.cloneNode(true);
    const names = face.lastElementChild;
    const none = names.textContent;
    const show = () => {
      names.textContent = [...field.files].map((file) => file.name).join(", ") || none;
    };
    field.replaceWith(box);
    box.append(field, face);
    field.addEventListener("change", show);
    window.addEventListener("pageshow", show);
  };

  const enhance = (root) => {
    root.querySelectorAll("input[data-date]").forEach(addPicker);
    root.querySelectorAll("input[type=file]").forEach(addFace);
    root.querySelector("[data-error-summary]")?.focus();
  };

  // The summary's link leads to the field itself, or to the first choice of a group.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    if (link) {
      const target = document.getElementById(link.hash.slice(1));
      const field = target && (isField(target) ? target : target.querySelector("input, select, textarea"));
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (event.target.closest("[data-open-keys]")) openKeys();
    if (event.target.closest("[data-print]")) print();
  });

  // A second press within ten seconds sends nothing; coming back to the page wakes the form again.
  const TWICE_MS = 10_000;
  let sentAt = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.timeStamp - sentAt.get(form) < TWICE_MS) event.preventDefault();
    else sentAt.set(form, event.timeStamp);
  });
  window.addEventListener("pageshow", () => {
    sentAt = new WeakMap();
  });

  const openKeys = () => {
    const sheet = document.getElementById("keys");
    sheet.querySelector("[data-keys-switch]").checked = keysOn();
    sheet.showModal();
  };
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-switch]")) return;
    if (event.target.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "yes");
  });

  // The bar comes once a row is ticked, and tells how many; one tick in the head ticks the page.
  const bar = document.querySelector("form[data-selection]");
  if (bar) {
    const all = document.querySelector("[data-pick-all]");
    const rows = [...document.querySelectorAll(`input[form="${bar.id}"]`)];
    const show = () => {
      const ticked = rows.filter((row) => row.checked).length;
      bar.hidden = !ticked;
      bar.querySelector("p strong").textContent = ticked;
      bar.querySelector("p span").hidden = false;
      all.checked = ticked > 0 && ticked === rows.length;
      all.indeterminate = ticked > 0 && ticked < rows.length;
      for (const row of rows) row.closest("tr").classList.toggle("selected", row.checked);
    };
    all.hidden = !rows.length;
    all.addEventListener("change", () => {
      for (const row of rows) row.checked = all.checked;
      show();
    });
    for (const row of rows) row.addEventListener("change", show);
    // Ticks that the browser remembers from before count too.
    window.addEventListener("pageshow", show);
  }

  const letters = {
    "/": () => {
      const field = document.querySelector("main input[type=search]");
      if (field) field.focus();
      else document.querySelector("a[data-search]")?.click();
    },
    n: () => document.querySelector("a[data-key-new]")?.click(),
    "?": openKeys,
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = event.target.closest("details[data-menu][open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      const form = document.querySelector("form[data-save]");
      if (!form) return;
      event.preventDefault();
      form.requestSubmit();
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!plain || !keysOn() || isField(event.target) || document.querySelector("dialog[open]")) return;
    if (Object.hasOwn(letters, event.key)) {
      event.preventDefault();
      letters[event.key]();
    }
  });

  document.addEventListener("htmx:load", (event) => enhance(event.target));
  enhance(document);
})();
