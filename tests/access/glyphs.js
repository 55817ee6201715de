// Finds text whose ink extends beyond its line: its diacritics would touch the next line, or be cut off.
() => {
  const errors = new Set(), pen = document.createElement("canvas").getContext("2d");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement, text = node.data.trim();
    if (!text || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest("svg, script, style")) continue;
    const style = getComputedStyle(holder);
    let block = holder;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    // A line has the line height of its block or of a larger inline element; a control may be higher than its lines.
    const control = holder.closest(".find, .menu > summary, button");
    const rows = control && [...control.children].filter((each) => each.matches(".small")).length + 1;
    const line = Math.max(parseFloat(style.lineHeight), parseFloat(getComputedStyle(block).lineHeight),
      control ? control.getBoundingClientRect().height / rows : 0);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.lang = holder.closest("[lang]").lang;
    const ink = pen.measureText(text);
    // The space of a line above and below the baseline: the font's height, plus half of the leading on each side.
    const half = (line - ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent) / 2;
    const above = ink.actualBoundingBoxAscent - ink.fontBoundingBoxAscent - half;
    const below = ink.actualBoundingBoxDescent - ink.fontBoundingBoxDescent - half;
    seen += 1;
    if (Math.max(above, below) > 0.5)
      errors.add(`${Math.max(above, below).toFixed(1)} px out of its line (${style.fontSize}/${style.lineHeight}): ${text.slice(0, 40)}`);
  }
  return [seen, [...errors]];
}
