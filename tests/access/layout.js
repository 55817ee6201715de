// Returns a description of each layout error on a page. measures.py runs it at many sizes.
() => {
  const errors = [], root = document.documentElement, width = innerWidth;
  const name = (each) => `<${each.localName}${each.className.baseVal ?? (each.className && "." + each.className)}>`;
  // Text that the browser lays out only near the screen is measured too.
  const all = new CSSStyleSheet();
  all.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, all];
  if (root.scrollWidth > width) errors.push(`the page scrolls sideways: ${root.scrollWidth} px of ${width}`);

  // Each text as drawn. Text only for screen readers is one pixel wide and not drawn.
  const pieces = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest("svg, script, style")) continue;
    if (holder.closest(".offer, .which")) continue; // fixed at the bottom of the screen, over the text
    const hidden = holder.closest("[class=skip], svg + span, thead, .lost > h1");
    if (hidden && hidden.getBoundingClientRect().width <= 1) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 0) pieces.push({ node, holder, box });
  }
  for (const { node, holder, box } of pieces) {
    if (box.left < -1 || box.right > width + 1) errors.push(`leaves the page: ${node.data.trim().slice(0, 40)}`);
    const cut = holder.closest("*:not(html, body, .menu > ul)");
    if (cut && getComputedStyle(cut).overflow !== "visible" && cut.scrollWidth > cut.clientWidth + 1)
      errors.push(`cut off by ${name(cut)}: ${node.data.trim().slice(0, 40)}`);
  }
  // The box of a text has the font's height, which is more than the line's: boxes of two lines may overlap by a third.
  pieces.sort((one, other) => one.box.top - other.box.top);
  pieces.forEach((one, at) => {
    for (let next = at + 1; next < pieces.length && pieces[next].box.top < one.box.bottom; next += 1) {
      const other = pieces[next], least = Math.min(one.box.height, other.box.height);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (wide > 1 && high > least * 0.4)
        errors.push(`lie on one another: ${one.node.data.trim().slice(0, 30)} | ${other.node.data.trim().slice(0, 30)}`);
    }
  });
  return [...new Set(errors)];
}
