// Sets each side of a leaflet in the largest type that fits, then gives the room that is left to gaps and lines.
// Takes sizes in points and returns for each side its size, and how much of its height is taken, where 1 is all of it.
({ largest, comfortable, smallest, step }) => {
  const WIDEST = 50; // a picture, in millimetres
  // Above the comfortable size, larger letters may not cost the space between lines or the width of pictures.
  const TIGHT = { gaps: 0.2, lines: 0.93 }, LOOSE = { gaps: 0.8, lines: 1.02, picture: WIDEST };
  // Sizes of the title, in em, and widths of a picture, in millimetres, on a side that has what they matter to.
  const CHOICES = {
    title: { matters: "h1", values: [1.6, 1.45, 1.3] },
    picture: { matters: ".pictures", values: [42, 40, 38, 36, 34] },
  };

  function set(side, values) {
    for (const [name, value] of Object.entries(values)) side.style.setProperty(`--${name}`, value);
  }

  const sides = [...document.querySelectorAll("[data-fit]")];
  const height = side => side.getBoundingClientRect().height;
  const room = new Map(sides.map(side => [side, height(side)]));
  const taken = side => height(side) / room.get(side);

  // Makes each choice that a side has and its size leaves open: the first value that takes hardly more than the least height.
  function choose(side, points) {
    for (const [name, { matters, values }] of Object.entries(CHOICES)) {
      if (!side.querySelector(matters) || (name in LOOSE && points > comfortable)) continue;
      const heights = values.map(value => (set(side, { [name]: value }), taken(side)));
      const least = Math.min(...heights);
      set(side, { [name]: values[heights.findIndex(height => height < least + 0.004 && height <= Math.max(least, 1))] });
    }
  }

  const setSize = (side, points) => set(side, { size: `${points}pt`, ...(points > comfortable ? LOOSE : TIGHT) });

  function fits(side, points) {
    setSize(side, points);
    const height = taken(side);
    if (height <= 1 || height > 1.15) return height <= 1; // no choice saves as much
    choose(side, points);
    return taken(side) <= 1;
  }

  // Sets a side in the largest size up to `top` at which it fits, and in the smallest where none does. The search begins
  // at the comfortable size, since most sides end there.
  function size(side, top) {
    let points = Math.min(comfortable, top);
    if (fits(side, points)) {
      while (points < top && fits(side, points + step)) points += step;
    } else {
      do points -= step; while (points > smallest && !fits(side, points));
    }
    setSize(side, points);
    choose(side, points);
    return points;
  }

  // Makes a value as large as the side allows, up to `most`, and returns whether that was reached.
  function stretch(side, name, most) {
    const least = parseFloat(side.style.getPropertyValue(`--${name}`));
    let low = least, high = most;
    const allows = value => (set(side, { [name]: value }), taken(side) <= 1);
    if (allows(most)) return true;
    while (high - low > (most - least) / 60) {
      const middle = (low + high) / 2;
      if (allows(middle)) low = middle; else high = middle;
    }
    set(side, { [name]: (Math.floor(low * 1e4) / 1e4).toFixed(4) }); // not rounded up
    return false;
  }

  // Gives what room there is to lines, gaps and pictures in turn. Where one takes it all, nothing is left for the next;
  // a picture may leave some, because the lines beside it break anew.
  function fill(side) {
    const turns = [["lines", 0.98], ["gaps", 0.6], ["picture", WIDEST], ["lines", 1.02], ["gaps", 1.2], ["lines", 1.1], ["gaps", 2.5]];
    for (const [name, most] of turns) {
      if (name === "picture" && !side.querySelector(".pictures")) continue;
      if (!stretch(side, name, most) && name !== "picture") break;
    }
  }

  sides.forEach(side => (side.style.height = "auto")); // as high as its content
  // One sheet looks like one: its sides differ by half a point at most.
  const sizes = sides.map(side => size(side, largest)), common = Math.min(...sizes) + 0.5;
  const fitted = sides.map((side, at) => {
    const points = sizes[at] > common ? size(side, common) : sizes[at];
    fill(side);
    return { points, full: taken(side) };
  });
  sides.forEach(side => (side.style.height = ""));
  return fitted;
}
