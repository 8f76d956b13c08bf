// Answers the targets that may be too small or too near to another (WCAG 2.2, 2.5.8): [element, how it lies to those].
//
// A target of 24 px that no other lies over is good, and so is a smaller one whose circle of 24 px meets no other.
() => {
  const LEAST_PX = 24;
  // What is nearly as near as that is asked about too.
  const SLACK_PX = 1;
  const TARGETS =
    "a[href], area[href], button, input, select, textarea, summary, [contenteditable], " +
    "[role][tabindex]:not([role=region], [role=group])";
  const isTarget = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && getComputedStyle(element).pointerEvents !== "none";
  const targets = [...document.querySelectorAll(TARGETS)]
    .filter(isTarget)
    .map((element) => {
      const box = element.getBoundingClientRect();
      const isSmall = Math.min(box.width, box.height) < LEAST_PX;
      const isWrapped = element.getClientRects().length > 1;
      return { element, box, isSmall, isWrapped, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    });
  const gap = (from, low, high) => Math.max(low - from, 0, from - high);
  const isNear = (one, other) => {
    const across = gap(one.x, other.box.left, other.box.right);
    const down = gap(one.y, other.box.top, other.box.bottom);
    if (Math.hypot(across, down) < LEAST_PX / 2 + SLACK_PX) return true;
    return other.isSmall && Math.hypot(one.x - other.x, one.y - other.y) < LEAST_PX + SLACK_PX;
  };
  const isOver = ({ box: one }, { box: other }) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const kindOf = ({ element }) => [element, element.parentElement].map((one) => `${one.localName}.${one.classList}`);
  const placeOf = (one, near) =>
    [one, ...near].flatMap((other) => [
      ...[...kindOf(other), other.isWrapped],
      ...[other.box.left - one.x, other.box.right - one.x].map(Math.round),
      ...[other.box.top - one.y, other.box.bottom - one.y].map(Math.round),
    ]);
  return targets.flatMap((one) => {
    const isClose = (other) => (one.isSmall && isNear(one, other)) || isOver(one, other);
    const near = targets.filter((other) => other !== one && isClose(other));
    return one.isWrapped || near.length ? [[one.element, placeOf(one, near).join()]] : [];
  });
}
