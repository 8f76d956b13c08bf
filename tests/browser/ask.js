// Answers, of `pairs` of elements and what each is known by (or null), selectors of those that `good` does not hold,
// and what they are known by in short. Of what is alike only the first is asked about, of what is in another only that.
(name, pairs, good) => {
  const hash = (text) => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
      high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
    }
    return `${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`;
  };
  const mark = `data-ask-${name}`;
  for (const element of document.querySelectorAll(`[${mark}]`)) element.removeAttribute(mark);
  const known = new Set(good.split(" "));
  const found = [];
  const ask = [];
  for (const [element, text] of pairs) {
    const key = text === null ? null : hash(text);
    if (known.has(key)) continue;
    if (key !== null) {
      known.add(key);
      found.push(key);
    }
    if (element.parentElement?.closest(`[${mark}]`)) continue;
    element.setAttribute(mark, ask.length);
    ask.push([`[${mark}="${ask.length}"]`]);
  }
  return { ask, found };
}
