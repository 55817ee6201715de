// Another language beside the text, block by block: fetch the same page in that language, and give each block the
// block with its number: both pages come from one English page with numbered blocks (english/blocks.py).
import { blocks, element, get, html, ready, words } from "./common.js";

// Kept for this tab until it is hidden; without browser storage, for this page only.
const keep = (lang) => {
  try {
    return lang === undefined ? sessionStorage.beside : (sessionStorage.beside = lang);
  } catch {}
};
const content = (page) => blocks(page.querySelector("[data-content]")).filter(([block]) => block.dataset.block);
const names = [...document.querySelectorAll(".menu .names a:not([aria-current])")];

const lay = ([block, nodes], [their, said], { lang, dir }) => {
  if (words(nodes) === words(said)) return; // if both pages show the English, it is shown once
  const both = element("span", { className: "both", dir: html.dir });
  const own = element("span", { className: "own", dir: block.dir || html.dir });
  const second = element("span", { className: `second ${their.className}`, lang: their.lang || lang, dir: their.dir || dir });
  nodes[0].before(both);
  own.append(...nodes);
  second.append(...said);
  second.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
  both.append(own, second);
};

export const start = async (it) => {
  const _ = await ready, english = html.lang === "en", tools = it.parentNode;
  const made = element("button", { type: "button" });
  const [more, flip] = english ? [it, made] : [made, it];
  const list = element("ul", { className: "names", hidden: true });
  const told = element("span", { role: "status", className: "told" });
  let shown = "";

  const name = (button, message) => button.replaceChildren(message);
  const choose = (open) => {
    list.hidden = !open;
    more.setAttribute("aria-expanded", open);
  };
  const show = async (link) => {
    const page = link && new DOMParser().parseFromString(await (await get(link.href)).text(), "text/html");
    document.querySelectorAll("[data-content] .both").forEach((each) => each.replaceWith(...each.firstChild.childNodes));
    if (page) {
      page.querySelectorAll("img").forEach((each) => (each.src = new URL(each.getAttribute("src"), link.href)));
      const theirs = new Map(content(page).map((each) => [each[0].dataset.block, each]));
      const own = content(document).map((each) => [each, theirs.get(each[0].dataset.block)]);
      if (!own.every(([, their]) => their)) throw new Error("other blocks");
      own.forEach(([each, their]) => lay(each, their, link));
    }
    html.classList.toggle("two", Boolean(page));
    shown = link?.lang ?? "";
    keep(shown);
    told.replaceChildren(...(link ? [element("bdi", { lang: shown, textContent: link.textContent })] : []));
    // i18n: switch, to turn it off again
    if (shown || english) name(flip, _("Hide the other language"));
    // i18n: switch: each paragraph then stands beside its English
    else name(flip, _("Show English beside it"));
    made.hidden = !shown;
    choose(false);
    if (made.hidden && document.activeElement === document.body) it.focus();
  };
  const chosen = (link) => show(link).catch(() => (location = link.href));

  // i18n: switch; a list of languages follows
  name(more, _("Show another language beside it"));
  list.append(...names.map((link) => {
    const item = element("li"), copy = link.cloneNode(true);
    copy.onclick = (e) => {
      e.preventDefault();
      (english ? it : flip).focus();
      chosen(link);
    };
    item.append(copy);
    return item;
  }));
  it.after(made, list, told);
  made.hidden = true;
  more.onclick = (e) => {
    e.preventDefault();
    choose(list.hidden);
  };
  flip.onclick = (e) => {
    e.preventDefault();
    shown ? show() : chosen(names.find((link) => link.lang === "en"));
  };
  tools.addEventListener("keydown", (e) => e.key === "Escape" && choose(false));
  choose(false);

  const kept = names.find((link) => link.lang === keep());
  if (kept) await show(kept);
  else if (it.wanted) it.click();
};
