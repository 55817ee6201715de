// Text whose ink is higher or lower than its line: its marks would touch the line above or below, or be cut off.
() => {
  const faults = new Set(), pen = document.createElement("canvas").getContext("2d");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement, text = node.data.trim();
    if (!text || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest("svg, script, style")) continue;
    const style = getComputedStyle(holder);
    let block = holder;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    // A line is as high as its block says, or as a larger piece in it; a control is higher than its one or two lines.
    const control = holder.closest(".find, .menu > summary, button");
    const rows = control && [...control.children].filter((each) => each.matches(".small")).length + 1;
    const line = Math.max(parseFloat(style.lineHeight), parseFloat(getComputedStyle(block).lineHeight),
      control ? control.getBoundingClientRect().height / rows : 0);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.lang = holder.closest("[lang]").lang;
    const ink = pen.measureText(text);
    // The line's room above and below the baseline: the font's own height, with half of what remains at each end.
    const half = (line - ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent) / 2;
    const above = ink.actualBoundingBoxAscent - ink.fontBoundingBoxAscent - half;
    const below = ink.actualBoundingBoxDescent - ink.fontBoundingBoxDescent - half;
    seen += 1;
    if (Math.max(above, below) > 0.5)
      faults.add(`${Math.max(above, below).toFixed(1)} px out of its line (${style.fontSize}/${style.lineHeight}): ${text.slice(0, 40)}`);
  }
  return [seen, [...faults]];
}
