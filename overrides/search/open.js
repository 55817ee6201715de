// The link to all pages becomes a button that opens the search; until that has come, the field already takes the
// focus and the letters.
{
  const link = $(".find"), box = $(".search");
  // All that the first search needs, side by side: on a bad line each turn costs more than the bytes.
  const ahead = (rel, file, also) => document.head.append(
    Object.assign(document.createElement("link"), { rel, href: link.dataset.tool.replace("search.js", file), ...also }));
  const come = (wanted) => {
    if (!link.come) {
      ahead("modulepreload", "find.js");
      ahead("modulepreload", "minisearch.js");
      ahead("preload", html.lang + ".json", { as: "fetch", crossOrigin: "anonymous" });
    }
    load(link, wanted);
  };
  const open = (e) => {
    e?.preventDefault();
    come(true);
    box.open || box.showModal();
  };
  if (box.showModal) {
    button(link, open);
    link.onpointerdown = link.onfocus = () => come();
    addEventListener("keydown", (e) => e.key === "/" && e.target.type !== "search" && open(e)); // the only field for text
    /\bq=./.test(location.search) && open();
  }
}
