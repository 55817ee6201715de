// Of the blocks in all languages, leave the one of the lost address; if it names none, English and the phone's.
(() => {
  const blocks = [...document.querySelectorAll("[data-prefix]")];
  const own = blocks.slice(1).find((block) => location.pathname.startsWith(block.dataset.prefix));
  let kept = [own];
  if (!own) {
    kept = [blocks[0]];
    try {
      kept.unshift(blocks.find((block) => written(block.lang) === written(navigator.language)));
    } catch {
      // An old browser without Intl.Locale: English alone.
    }
  }
  blocks.forEach((block) => (block.hidden = !kept.includes(block)));
})();
