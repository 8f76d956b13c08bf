// Leaves the page at once: by its link, or by Shift pressed alone three times. The way it behaves is that of the GOV.UK
// design system's "Exit this page". Old phones read this file, so its syntax is old; nothing is stored, no globals.
(function () {
  "use strict";
  var SHIFT = 16;
  var PRESSES = 3;
  var WITHIN = 5000;
  var root = document.documentElement;
  var presses = 0;
  var alone = false;
  var timer = 0;
  var blank = null;
  var title = "";

  // The words about the key stand on the page only where the key works.
  root.className = "scripted";

  // Looked for when needed: this runs while the page is still coming.
  function way() {
    return document.querySelector("[data-exit]");
  }

  function say(name) {
    var place = document.querySelector("[data-exit-status]");
    if (place) place.textContent = name ? way().getAttribute("data-" + name) : "";
  }

  // Looks are set here, not in the style sheet, which a slow line may not have brought yet.
  function cover(exit) {
    var look;
    blank = document.createElement("div");
    look = blank.style;
    look.position = "fixed";
    look.top = look.right = look.bottom = look.left = "0";
    look.zIndex = "2147483647";
    look.background = "#fff";
    // For those who hear the page; the letters can't be seen.
    look.color = "transparent";
    blank.setAttribute("role", "alert");
    blank.setAttribute("data-blank", "");
    title = document.title;
    document.title = exit.getAttribute("data-title");
    document.body.style.display = "none";
    root.appendChild(blank);
    blank.textContent = exit.getAttribute("data-leaving");
  }

  function leave() {
    var exit = way();
    if (!exit) return;
    forget();
    if (!blank) cover(exit);
    window.location.replace(exit.href);
  }

  function forget() {
    clearTimeout(timer);
    alone = false;
    if (presses) say("");
    presses = 0;
  }

  function press() {
    presses += 1;
    if (presses === PRESSES) return leave();
    if (presses === 1) {
      timer = setTimeout(function () {
        forget();
        say("late");
      }, WITHIN);
    }
    say("left-" + (PRESSES - presses));
  }

  // Any other key, a click, or an input method at work means that Shift is used for something else. (The keys that an
  // input method takes for itself all come as 229.)
  document.addEventListener("keydown", function (event) {
    if (event.keyCode !== SHIFT || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) forget();
    else if (!event.repeat) alone = true;
  }, true);

  document.addEventListener("keyup", function (event) {
    if (event.keyCode !== SHIFT || !alone) return;
    alone = false;
    press();
  }, true);

  document.addEventListener("mousedown", forget, true);
  document.addEventListener("compositionstart", forget, true);
  window.addEventListener("blur", forget);

  document.addEventListener("click", function (event) {
    var node = event.target;
    while (node && node.nodeName !== "A") node = node.parentNode;
    if (!node) return;
    if (node.hasAttribute("data-exit")) {
      event.preventDefault();
      leave();
    } else if (node.hasAttribute("data-instead") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      // The other language takes this page's place, so that "back" finds one page, not two.
      event.preventDefault();
      window.location.replace(node.href);
    }
  }, true);

  // Brought back from the browser's memory: as it was. At a first showing nothing may uncover what somebody just hid.
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted || !blank) return;
    root.removeChild(blank);
    blank = null;
    document.body.style.display = "";
    document.title = title;
  });
})();
