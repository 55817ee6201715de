// Sets each side of a leaflet in the largest type that fits, then gives the room that is left to gaps and lines.
// Takes sizes in points and returns for each side its size, and how much of its height is taken, where 1 is all of it.
({ largest, comfortable, smallest, step }) => {
  // Above the comfortable size, larger letters may not cost the space between lines.
  const TIGHT = { gaps: 0.25, lines: 0.945 }, LOOSE = { gaps: 0.8, lines: 1.02 };
  // Sizes of the title, in em, and widths of a picture, in millimetres: the first of each that takes hardly more than the least height.
  const CHOICES = { title: [1.6, 1.45, 1.3], picture: [42, 40, 38, 36, 34] };

  function set(side, values) {
    for (const [name, value] of Object.entries(values)) side.style.setProperty(`--${name}`, value);
  }

  function taken(side) {
    const room = side.getBoundingClientRect().height;
    side.style.height = "auto";
    const height = side.getBoundingClientRect().height;
    side.style.height = "";
    return height / room;
  }

  function choose(side) {
    for (const [name, values] of Object.entries(CHOICES)) {
      const heights = values.map(value => (set(side, { [name]: value }), taken(side)));
      const least = Math.min(...heights);
      set(side, { [name]: values[heights.findIndex(height => height < least + 0.01)] });
    }
  }

  // The largest size, from `top` down, at which a side fits; the smallest where it never does.
  function size(side, top) {
    for (let points = top; ; points -= step) {
      set(side, { size: `${points}pt`, ...(points > comfortable ? LOOSE : TIGHT) });
      choose(side);
      if (taken(side) <= 1 || points <= smallest) return points;
    }
  }

  // Makes a value as large as the side allows, up to `most`.
  function stretch(side, name, most) {
    let low = parseFloat(side.style.getPropertyValue(`--${name}`)), high = most;
    for (let i = 0; i < 8; i++) {
      const middle = (low + high) / 2;
      set(side, { [name]: middle });
      if (taken(side) <= 1) low = middle; else high = middle;
    }
    set(side, { [name]: low.toFixed(3) });
  }

  const sides = [...document.querySelectorAll("[data-fit]")];
  // One sheet looks like one: its sides differ by half a point at most.
  const common = Math.min(...sides.map(side => size(side, largest))) + 0.5;
  return sides.map(side => {
    const points = size(side, Math.min(common, largest));
    stretch(side, "lines", 1.02);
    stretch(side, "gaps", 1.2);
    stretch(side, "lines", 1.1);
    stretch(side, "gaps", 2.5);
    return { points, full: taken(side) };
  });
}
