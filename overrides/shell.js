// None of this is needed to read, navigate, choose a language or print; it makes that easier.
const html = document.documentElement, $ = it => document.querySelector(it), all = it => [...document.querySelectorAll(it)];
let kept = {}; // for this tab, if the browser allows storage
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
    e.key === "Escape" && close(e); // a handler that returns false would block every other key
  };

  html.className = "js"; // shows what needs a script, such as the button that prints
  send.hidden = !at.share; // the phone's own ways to share an address, if it has any
  send.onclick = () => at.share({ url: "" });

  // Offer the first of the phone's languages that we have, on the same page; never force it. The text and style of the
  // offer load only when needed.
  onload = () => {
    // The page's own language is checked first: usually it is the phone's too, and then no link needs to be compared.
    const link = at.languages
      .map(tag => [html, ...all("a[lang]")].find(it => written(it.lang) === written(tag)))
      .find(it => it);
    link?.href && !kept.offer && import($(".offer").dataset.tool).then(it => it.start(link, kept));
  };
}
