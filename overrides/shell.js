// Nothing here is needed to read, move, choose a language or print: it only makes that easier.
const html = document.documentElement, $ = it => document.querySelector(it), all = it => [...document.querySelectorAll(it)];
let kept = {}; // for the tab, where the browser keeps anything
try {
  kept = sessionStorage;
} catch {}
{
  const send = $(".send"), at = navigator;

  // Menus: one at a time (details[name] in newer browsers), closed by Escape or a tap elsewhere.
  const close = ({ key, target }) =>
    all(".menu[open]").forEach(it => {
      if (key || !it.contains(target)) {
        it.open = false;
        key && it.firstElementChild.focus();
      }
    });
  onclick = e => {
    e.target.closest(".print") && print();
    close(e);
  };
  onkeydown = e => {
    e.key === "Escape" && close(e); // a handler that returns false would take every other key away
  };

  html.className = "js"; // shows what needs a script, such as the button that prints
  send.hidden = !at.share; // the phone's own ways to send an address on, where it has any
  send.onclick = () => at.share({ url: "" });

  // Offer the first of the phone's languages that we have, on the same page; never force it. What the offer says and how
  // it looks comes when it is wanted.
  onload = () => {
    const link = at.languages.flatMap(tag => all("a[lang]").filter(it => written(it.lang) === written(tag)))[0];
    link && link.lang !== html.lang && !kept.offer && import($(".offer").dataset.tool).then(it => it.start(link, kept));
  };
}
