// What the tools share: the page's blocks, their words, the strings of the tools, their style.
export const html = document.documentElement;

export const get = async (url) => {
  const answer = await fetch(url);
  return answer.ok ? answer : Promise.reject(answer.status);
};
export const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

const strings = get(new URL(`${html.lang}.json`, import.meta.url)).then((answer) => answer.json());
export const ready = new Promise((done) => {
  const href = new URL("tools.css", import.meta.url);
  document.head.append(element("link", { rel: "stylesheet", href, onload: done, onerror: done }));
}).then(() => strings).then((said) => (message) => {
  // Marked if it is English instead of the reader's language (WCAG 3.1.2).
  const { en } = said[message];
  return element("span", en ? { textContent: en, lang: "en", dir: "ltr", className: "untranslated" } : { textContent: said[message] });
});

// The words of nodes, only in the page's own language if another is beside it.
export const words = (nodes) => nodes.map((node) => (node.querySelector?.(".own") ?? node).textContent).join("").trim();

// Each block with its own nodes, without pictograms and nested blocks: tests/page/test_tools.py does the same.
export const blocks = (root) =>
  [...root.querySelectorAll("p,li,dt,dd,summary,th,td,h1,h2,h3,h4,h5,h6")].flatMap((block) => {
    const nodes = [...block.childNodes].filter((node) => node.nodeName !== "svg"), end = nodes.findIndex((node) => node.matches?.("p,ul,ol,dl,table"));
    const own = end < 0 ? nodes : nodes.slice(0, end);
    return block.closest("svg,[aria-hidden],.tools") || !words(own) ? [] : [[block, own]];
  });
