// Runs before the text below it is painted, so that nothing moves. Nothing here is needed to read, move, choose a language or print: it only makes that easier.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Menus: one at a time (details[name] in newer browsers), closed by Escape or a tap elsewhere.
  const close = (event) => {
    if (event.type === "click" && event.target.closest(".print")) print();
    all(".menu[open]").forEach((menu) => {
      if (event.key !== "Escape" && menu.contains(event.target)) return;
      menu.open = false;
      if (event.key) menu.firstElementChild.focus();
    });
  };
  addEventListener("click", close);
  addEventListener("keydown", (event) => event.key === "Escape" && close(event));

  document.documentElement.classList.add("js"); // shows what needs a script, such as the button that prints

  // Offer the first of the phone's languages that we have, on the same page; never force it. CLDR's likely
  // subtags tell zh-TW from zh-Hans and pa-PK from Gurmukhi, and its aliases know fil as tl and prs as fa-AF.
  const written = (tag) => {
    const full = new Intl.Locale(tag).maximize();
    return full.language + full.script;
  };
  try {
    const links = all(".menu .names a");
    for (const tag of navigator.languages) {
      const found = links.find((link) => written(link.lang) === written(tag));
      if (!found) continue;
      if (found.ariaCurrent || found.hasAttribute("aria-current") || sessionStorage.offer) break;
      const offer = document.querySelector(".offer"), link = found.cloneNode();
      link.textContent = found.dataset.offer + " – " + found.textContent;
      offer.prepend(link);
      offer.hidden = false;
      offer.lastElementChild.onclick = () => (offer.hidden = sessionStorage.offer = true);
      break;
    }
  } catch {
    // An old browser without Intl.Locale, or storage switched off: no offer, the menu is there.
  }
})();
