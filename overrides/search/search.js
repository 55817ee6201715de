// The search dialog: the field is in every page; this adds the results. Texts are inserted only as text.
const root = new URL("..", import.meta.url);
const locale = document.documentElement.lang;
const fetched = fetch(new URL(`${locale}.json`, import.meta.url)).then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status));
const engines = import("./find.js");
import("./minisearch.js"); // find.js imports it: load both in parallel

const styled = new Promise((done) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", onload: done, onerror: done });
  link.href = new URL("search.css", import.meta.url);
  document.head.append(link);
});

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
// A text of the index, marked if it is English instead of the reader's language (WCAG 3.1.2).
const piece = (tag, text, content = (plain) => [plain]) =>
  text.en ? element(tag, { lang: "en", dir: "ltr", className: "untranslated" }, ...content(text.en)) : element(tag, {}, ...content(text));

const LONGEST = 160; // of a line around a match, in characters

export const start = async () => {
  const box = document.querySelector(".search");
  const [data, { engine }] = await Promise.all([fetched, engines, styled]);
  const { find, marksIn } = engine(data, locale);
  const field = box.querySelector("input");
  const _ = (message) => piece("span", data.strings[message]);

  const marked = (terms) => (text) => {
    const marks = marksIn(text, terms), parts = [];
    let at = 0, stop = text.length;
    if (text.length > LONGEST && marks.length) {
      const space = text.lastIndexOf(" ", Math.max(0, marks[0][0] - LONGEST / 3));
      at = Math.max(0, space);
      stop = Math.min(stop, at + LONGEST);
    }
    if (at) parts.push("…");
    for (const [start, end] of marks) {
      if (start < at || end > stop) continue;
      parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at, stop), stop < text.length ? "…" : ""];
  };
  const lineOf = ({ text, terms }) => {
    // Of lines with equal matches, prefer a sentence to a word.
    const worth = text.map((each) => each.en ?? each).map((line) => marksIn(line, terms).length + Math.min(line.length, 60) / 100);
    const matched = text.some((each) => marksIn(each.en ?? each, terms).length);
    return text[matched ? worth.indexOf(Math.max(...worth)) : 0];
  };
  const linkTo = (page, id = "", ...content) =>
    element("li", {}, element("a", { href: new URL(page.url + (id && "#" + id), root) }, ...content));
  const result = (hit) => {
    const { page, id, heading, terms } = hit, line = lineOf(hit);
    const where = element("strong", {}, piece("span", page.title, marked(terms)));
    if (id) where.append(" › ", piece("span", heading, marked(terms)));
    return linkTo(page, id, where, ...(line ? [piece("span", line, marked(terms))] : []));
  };

  // i18n: a number follows
  const count = (number) => [_("Results:"), ` ${number}`];
  // i18n: the searched words follow
  const nothing = (query) => [_("Nothing found for:"), " ", element("bdi", {}, query)];
  // i18n: search: the word was understood, but the handout has no answer
  const ask = () => [_("This handout does not say anything about that. Please ask the clinic.")];
  const contact = () => {
    const { phone, tel, address } = data.clinic, lines = [];
    const says = (label, ...content) => lines.push(element("p", {}, label, ": ", ...content));
    // i18n: label before the clinic's phone number
    if (phone) says(_("Phone"), element("a", { href: "tel:" + tel, dir: "ltr" }, phone));
    // i18n: label before the clinic's street address
    if (address) says(_("Address"), element("span", { lang: "en", dir: "ltr" }, address));
    return lines;
  };
  // i18n: a list of pages follows
  const choose = () => element("p", {}, _("Try another word, or choose a page:"));
  const allPages = () => element("ul", {}, ...data.pages.map((page) => linkTo(page, "", piece("strong", page.title))));

  const status = element("p", { role: "status" }), found = element("div", { className: "found" });
  box.append(status, found);

  const show = () => {
    const query = field.value.trim();
    const { asked, hits } = find(query), none = !hits.length;
    const address = new URL(location);
    address.searchParams.delete("q");
    if (query && box.open) address.searchParams.set("q", query);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    status.replaceChildren(...(!query ? [] : asked ? ask() : none ? nothing(query) : count(hits.length)));
    found.replaceChildren(
      ...(asked ? contact() : []),
      ...(none ? [] : [element("ol", {}, ...hits.map(result))]),
      ...(query && none ? [choose()] : []),
      ...(none ? [allPages()] : []),
    );
    found.scrollTop = 0;
  };

  // Real focus moves from the field to the results, so that screen readers announce it.
  const move = (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // a search field would only clear itself
      return box.close();
    }
    if (event.isComposing) return;
    const stops = [field, ...found.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Enter" && at === 0) found.querySelector("ol a")?.click();
    if (at < 0 || !stops[to]) return;
    event.preventDefault();
    stops[to].focus();
  };

  // With the keyboard open, a phone shows only part of the window: the dialog fills that part.
  const fit = () => box.style.setProperty("--seen", `${visualViewport.height}px`);
  visualViewport.addEventListener("resize", fit);
  fit();

  field.addEventListener("input", show);
  box.addEventListener("keydown", move);
  box.addEventListener("close", show); // removes ?q= from the address
  box.addEventListener("click", (event) => (event.target === box || event.target.closest(".found a")) && box.close());
  field.value ||= new URL(location).searchParams.get("q") ?? "";
  show();
};
