// Notes for each element what its contrast hangs on, but for its place; of those noted before, answers selectors of the
// outermost whose look is another one now.
() => {
  const LARGE_PX = 24;
  const LARGE_BOLD_PX = 18.66;
  const lookOf = (element) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "hidden";
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= LARGE_PX || (size >= LARGE_BOLD_PX && Number(style.fontWeight) >= 700);
    return [style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.textShadow, isLarge].join();
  };
  const before = window.looksBefore;
  const now = new Map([...document.body.querySelectorAll("*")].map((element) => [element, lookOf(element)]));
  window.looksBefore = now;
  if (!before) return [];
  const changed = [...now].filter(([element, look]) => look !== "hidden" && look !== before.get(element));
  const all = new Set(changed.map(([element]) => element));
  const isWithin = (element) => element && (all.has(element) || isWithin(element.parentElement));
  return [...all].filter((element) => !isWithin(element.parentElement)).map((element, number) => {
    element.dataset.looksOtherwise = number;
    return [`[data-looks-otherwise="${number}"]`];
  });
}
