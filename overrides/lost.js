// Shows the block in the language of the unknown address or, if it has none, English and the phone's language.
// Runs before the blocks, so that nothing moves. A rule set by script needs no exception in the CSP.
(() => {
  const html = document.documentElement, { root, locales, rtl } = document.currentScript.dataset;
  const known = locales.split(" ");
  const named = known.find((locale) => location.pathname.startsWith(`${root}${locale}/`));
  const kept = [named ?? "en"];
  try {
    const own = known.find((locale) => written(locale) === written(navigator.language));
    if (!named && own) kept.push(own);
  } catch {
    // An old browser without Intl.Locale: only English.
  }
  if (named) {
    html.lang = named;
    html.dir = rtl.split(" ").includes(named) ? "rtl" : "ltr";
    addEventListener("DOMContentLoaded", () => {
      const { textContent } = document.querySelector(`[data-prefix][lang="${named}"] h2`);
      document.title = document.title.replace(/.*(?= – )/, textContent);
    });
  }
  const others = kept.map((locale) => `:not([lang="${locale}"])`).join("");
  document.styleSheets[0].insertRule(`[data-prefix]${others} { display: none; }`);
})();
