// Nothing here is needed to read, move, choose a language or print: it only makes that easier.
const html = document.documentElement, $ = (it) => document.querySelector(it), all = (it) => [...document.querySelectorAll(it)];
let kept = {}; // for the tab, where the browser keeps anything
try {
  kept = sessionStorage;
} catch {}
{
  // Menus: one at a time (details[name] in newer browsers), closed by Escape or a tap elsewhere.
  const close = ({ key, target }) =>
    all(".menu[open]").forEach((it) => {
      if (!key && it.contains(target)) return;
      it.open = false;
      key && it.firstElementChild.focus();
    });
  addEventListener("click", (e) => {
    e.target.closest(".print") && print();
    close(e);
  });
  addEventListener("keydown", (e) => e.key === "Escape" && close(e));

  // The phone's own ways to send an address on, where it has any.
  const send = $(".send");
  if (navigator.share) {
    send.hidden = false;
    send.onclick = () => navigator.share({ title: document.title, url: location.href }).catch(() => {});
  }

  html.classList.add("js"); // shows what needs a script, such as the button that prints

  // Offer the first of the phone's languages that we have, on the same page; never force it.
  const offer = async () => {
    const links = all(".menu .names a"), line = $(".offer");
    const link = navigator.languages.map((tag) => links.find((it) => written(it.lang) === written(tag))).find((it) => it)?.cloneNode(true);
    if (!link || link.lang === html.lang || kept.offer) return;
    const said = await (await fetch(`${line.dataset.said}${link.lang}.json`)).json(), _ = (message) => said[message].en ?? said[message];
    // i18n: one line over the page, to a reader whose phone is set to this language; the language's name follows
    link.prepend(_("This page is in your language too") + " – ");
    line.prepend(link);
    line.hidden = false;
    line.lastElementChild.onclick = () => (line.hidden = kept.offer = true);
  };
  addEventListener("load", () => setTimeout(offer));
}
