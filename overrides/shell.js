// Nothing here is needed to read, move, choose a language or print: it only makes that easier.
{
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

  // Offer the first of the phone's languages that we have, on the same page; never force it.
  const offer = () => {
    const links = all(".menu .names a:is([data-offer],[aria-current])");
    for (const tag of navigator.languages) {
      const found = links.find((link) => written(link.lang) === written(tag));
      if (!found) continue;
      if (found.hasAttribute("aria-current") || sessionStorage.offer) break;
      const line = document.querySelector(".offer"), link = found.cloneNode();
      link.textContent = found.dataset.offer + " – " + found.textContent;
      line.prepend(link);
      line.hidden = false;
      line.lastElementChild.onclick = () => (line.hidden = sessionStorage.offer = true);
      break;
    }
  };
  addEventListener("load", () =>
    setTimeout(() => {
      try {
        offer();
      } catch {
        // An old browser without Intl.Locale, or storage switched off: no offer, the menu is there.
      }
    }),
  );
}
