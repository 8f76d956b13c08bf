// Answers the parts of the page, from the whole to the smallest: [element, all that axe goes by].
//
// A part is an element with all that axe goes by: what it is and stands in, its attributes, what it refers to, whether
// it is seen, has a name or scrolls; not its words, nor where a link leads. The page itself is a part too, by its
// headings and landmarks. Sizes of targets and contrast are asked about apart from it (targets.js, looks.js).
() => {
  // What may hold anything: no rule asks what is in it.
  const CONTAINERS = new Set("html body div span main header footer nav section article aside form p".split(" "));
  const LANDMARKS =
    "main, header, footer, nav, aside, section, form, search, [role=region], [role=search], [role=navigation], " +
    "[role=banner], [role=main], [role=contentinfo], [role=complementary]";
  const HEADINGS = "h1, h2, h3, h4, h5, h6";
  const REFERENCES = new Set(
    (
      "for headers list form aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage " +
      "aria-flowto aria-labelledby aria-owns"
    ).split(" "),
  );
  // Of these only whether there is one.
  const WORDS = new Set(
    (
      "id name value href src srcset action formaction title alt placeholder aria-label aria-valuenow aria-valuetext " +
      "datetime pattern min max"
    ).split(" "),
  );
  // axe lets this much of what scrolls pass.
  const SCROLLED_PX = 14;
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const wordsOf = (node) => node.textContent.trim();
  const referred = (id) => {
    const element = document.getElementById(id);
    return element ? `${element.localName}${isSeen(element)}${Boolean(wordsOf(element))}` : "nothing";
  };
  const kindOf = (element) =>
    `${element.localName} ${element.getAttribute("role") ?? ""} ${element.getAttribute("aria-hidden") ?? ""}`;
  const isRead = (element, name) =>
    element.ownerSVGElement ? /^(aria|role|tabindex|class)/.test(name) : !/^(data|hx)-/.test(name);
  const attributesOf = (element) =>
    [...element.attributes].filter(({ name }) => isRead(element, name)).map(({ name, value }) => {
      if (REFERENCES.has(name)) return [name, ...value.split(/\s+/).map(referred)].join();
      if (name === "href" && /^#./.test(value)) return `${name}=#${referred(decodeURIComponent(value.slice(1)))}`;
      return `${name}=${WORDS.has(name) ? Boolean(value.trim()) : value}`;
    });
  const scrolls = (element) =>
    (element.scrollWidth - element.clientWidth >= SCROLLED_PX ||
      element.scrollHeight - element.clientHeight >= SCROLLED_PX) &&
    /auto|scroll/.test(getComputedStyle(element).overflow);
  // A link among words must look like one.
  const lookOf = (link) => {
    const style = getComputedStyle(link);
    if (style.textDecorationLine === "underline") return "underlined";
    const around = getComputedStyle(link.parentElement);
    const isAmongWords = wordsOf(link.parentElement).length > 2 * wordsOf(link).length;
    return [isAmongWords, style.color, style.fontWeight, around.color, around.fontWeight].join();
  };
  const hasWords = (element) =>
    ["aria-label", "alt", "title", "value"].some((name) => element.getAttribute(name)?.trim()) ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isContainer = (element) => CONTAINERS.has(element.localName) && !element.role;
  const partOf = new Map();
  const walk = (element, above) => {
    const kind = kindOf(element);
    const isNothing = isContainer(element) && !element.ariaHidden && !element.matches(LANDMARKS);
    const stands = isNothing ? above : `${above}/${kind}`;
    const seen = isSeen(element);
    const within = new Set();
    let isNamed = seen && hasWords(element);
    for (const child of element.children) {
      const told = walk(child, stands);
      isNamed ||= seen && told.isNamed;
      if (told.seen) within.add(`>${told.kind}`);
      for (const one of told.within) within.add(one.replace(">", ""));
    }
    const part = [above, kind, seen, isNamed, ...attributesOf(element)];
    if (!isContainer(element)) part.push(...[...within].sort());
    for (const label of element.labels ?? []) part.push(`${isSeen(label)}${Boolean(wordsOf(label))}`);
    if (seen && scrolls(element)) part.push("scrolls");
    if (element.matches("a")) part.push(lookOf(element));
    if (element.alt) part.push(element.alt.trim() === wordsOf(element.closest("a, button") ?? element));
    partOf.set(element, part);
    return { kind, seen, isNamed, within };
  };
  walk(document.documentElement, "");
  const outline = [...document.querySelectorAll(`${HEADINGS}, ${LANDMARKS}, [accesskey]`)].filter(isSeen);
  const nameOf = (landmark) =>
    landmark.ariaLabel ?? (landmark.ariaLabelledByElements ?? []).map((element) => wordsOf(element)).join(" ");
  const names = outline.map((element) => (element.matches(HEADINGS) ? "" : nameOf(element)));
  const outside = [...document.body.querySelectorAll("*")].filter((element) => !element.closest(LANDMARKS));
  const lines = outline.map((element, at) =>
    [
      ...[kindOf(element), element.ariaLevel, element.accessKey, element.parentElement.closest(LANDMARKS)?.localName],
      ...[Boolean(names[at]), names.indexOf(names[at]) === at || names[at]],
    ].join(),
  );
  partOf.get(document.documentElement).push(
    // A third one of the same adds nothing.
    ...lines.filter((line, at) => line !== lines[at - 1] || line !== lines[at - 2]),
    // What stands outside of all landmarks is a matter of the page.
    ...new Set(outside.map((element) => partOf.get(element).join())),
    Boolean(document.title),
    ...[...document.head.querySelectorAll("meta, style, link[rel=stylesheet]")].map((element) => element.outerHTML),
  );
  return [...partOf].reverse().map(([element, part]) => [element, part.join("\n")]);
}
