// A form that the browser keeps no draft of is not sent into the log-in page: where the log-in has ended, the person logs
// in beside it and sends it from the page that is still open. Nothing of it is stored anywhere. No globals.
(() => {
  const dialog = document.querySelector("dialog[data-session]");
  if (!dialog) return;
  const { session, of } = dialog.dataset;
  const send = dialog.querySelector("[data-session-send]");
  // Forms whose log-in was found good a moment ago, and the one that waits for an answer or a log-in.
  const good = new WeakSet();
  let waiting = null;

  const isAsked = (form) =>
    form.method === "post" &&
    !form.dataset.draft &&
    form.closest("main") &&
    form.elements.namedItem("csrfmiddlewaretoken") &&
    new URL(form.action, location.href).origin === location.origin;

  // {of, token}: whose log-in there is, and a token for it; null where the portal does not say.
  const ask = async () => {
    try {
      const response = await fetch(session, { cache: "no-store", redirect: "manual" });
      if (response.type === "opaqueredirect") return { of: "" };
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  };

  const say = (name) => {
    for (const words of dialog.querySelectorAll("[data-session-says]")) words.hidden = words.dataset.sessionSays !== name;
  };

  const go = (token) => {
    const { form, submitter } = waiting;
    waiting = null;
    if (token) {
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    }
    good.add(form);
    form.requestSubmit(submitter);
  };

  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (good.delete(form) || !isAsked(form)) return;
      event.preventDefault();
      event.stopPropagation();
      if (waiting) return;
      waiting = { form, submitter: event.submitter };
      const found = await ask();
      // A portal that does not answer says so itself, to what is sent.
      if (!found || found.of === of) {
        go(found?.token);
        return;
      }
      say(found.of ? "another" : "");
      dialog.showModal();
    },
    true,
  );

  const check = async () => {
    const found = await ask();
    if (found) say(found.of === of ? "again" : found.of ? "another" : "still");
    return found;
  };
  send.addEventListener("click", async () => {
    const found = await check();
    if (!waiting || found?.of !== of) return;
    const { form, submitter } = waiting;
    dialog.close();
    waiting = { form, submitter };
    go(found.token);
  });
  document.addEventListener("visibilitychange", () => {
    if (dialog.open && document.visibilityState === "visible") check();
  });
  dialog.addEventListener("close", () => {
    waiting = null;
  });
})();
