// Answers selectors of what must be good about its contrast: elements whose look nobody has been good about yet.
//
// A look is all that the contrast of a text hangs on: its own colours and size, and what lies under it, that is the
// backgrounds of what it stands in. What is moved beside its own surroundings looks alike where the same thing is moved
// alike; what is placed over others has no look: it is good about each time. `good` holds the looks that were found
// good before.
() => {
  const LARGE_PX = 24;
  const LARGE_BOLD_PX = 18.66;
  const ground = new Map();
  // What lies under the text of an element: null where another element may.
  const groundOf = (element) => {
    if (!element) return "";
    if (!ground.has(element)) {
      const style = getComputedStyle(element);
      const below = groundOf(element.parentElement);
      const isOver = !["static", "relative", "sticky"].includes(style.position);
      const moves = [style.position, style.float, style.transform, style.marginTop, style.marginLeft];
      const isMoved = moves.some((move) => /^(sticky|left|right|matrix|-)/.test(move));
      const own = [
        ...[style.backgroundColor, style.backgroundImage, style.opacity, style.mixBlendMode, style.filter],
        ...(isMoved ? [element.localName, element.className, ...moves] : []),
      ];
      ground.set(element, below === null || isOver ? null : `${below}/${own.join(" ")}`);
    }
    return ground.get(element);
  };
  const lookOf = (element) => {
    const below = groundOf(element);
    if (below === null) return null;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= LARGE_PX || (size >= LARGE_BOLD_PX && Number(style.fontWeight) >= 700);
    // What is out of use may be pale.
    const disabled = element.closest(":disabled, [aria-disabled=true]") ?? element.closest("label")?.control?.disabled;
    return [below, style.color, style.textShadow, isLarge, Boolean(disabled)].join();
  };
  // Buttons and points of a list have a `value` too, which nobody reads.
  const isTyped = (element) => element.matches("input, select, textarea");
  const textOf = (element) =>
    isTyped(element)
      ? element.value
      : [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data.trim() : "")).join("");
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const isThere = box.right > 0 && box.bottom + scrollY > 0 && box.width > 1 && box.height > 1;
    const isShown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return isThere && isShown && !element.closest("[aria-hidden=true]");
  };
  // Of a single letter axe says nothing.
  return [...document.body.querySelectorAll("*")]
    .filter((element) => textOf(element).length > 1 && isSeen(element))
    .map((element) => [element, lookOf(element)]);
}
