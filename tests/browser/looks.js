// Answers selectors of what must be asked about its contrast: elements whose look nobody has been asked about yet.
//
// A look is all that the contrast of a text hangs on: its own colours and size, and what lies under it, that is the
// backgrounds of what it stands in. What is placed over or beside its own surroundings, and what stands on a picture,
// has no look: it is asked about each time. `asked` holds the looks that were found good before.
(asked) => {
  const LARGE_PX = 24;
  const LARGE_BOLD_PX = 18.66;
  const ground = new Map();
  // What lies under the text of an element: null where a picture, or another element, may do.
  const groundOf = (element) => {
    if (!element) return "";
    if (!ground.has(element)) {
      const style = getComputedStyle(element);
      const below = groundOf(element.parentElement);
      const isPlain =
        below !== null &&
        ["static", "relative"].includes(style.position) &&
        style.backgroundImage === "none" && style.float === "none" && style.transform === "none" &&
        [style.marginTop, style.marginLeft].every((margin) => !margin.startsWith("-"));
      const own = `${style.backgroundColor} ${style.opacity} ${style.mixBlendMode} ${style.filter}`;
      ground.set(element, isPlain ? `${below}/${own}` : null);
    }
    return ground.get(element);
  };
  const lookOf = (element) => {
    const below = groundOf(element);
    // Of a single letter axe says nothing.
    if (below === null || textOf(element).length < 2) return null;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= LARGE_PX || (size >= LARGE_BOLD_PX && Number(style.fontWeight) >= 700);
    // What is out of use may be pale.
    const isOff = Boolean(element.closest(":disabled, [aria-disabled=true]") ?? element.closest("label")?.control?.disabled);
    return [below, style.color, style.textShadow, isLarge, isOff].join();
  };
  // Buttons and points of a list have a `value` too, which nobody reads.
  const isTyped = (element) => element.matches("input, select, textarea");
  const textOf = (element) =>
    isTyped(element) ? element.value : [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data.trim() : "")).join("");
  const isSeen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest("[aria-hidden=true]");
  const known = new Set(asked);
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    delete element.dataset.askContrast;
    if (!textOf(element) || !isSeen(element)) continue;
    const look = lookOf(element);
    if (look !== null && known.has(look)) continue;
    if (look !== null) known.add(look);
    element.dataset.askContrast = found.length;
    found.push([`[data-ask-contrast="${found.length}"]`]);
  }
  return { ask: found, looks: [...known] };
}
