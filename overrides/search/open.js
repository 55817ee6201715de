// The link to all pages becomes a button that opens the search. Nothing of the search loads before the reader
// touches it; until it has come, the field already takes the focus and the letters. An old browser keeps the link,
// and what does not come is a link again.
{
  const link = document.querySelector(".find"), box = document.querySelector(".search");
  let come;
  const load = () => {
    come ??= import(link.dataset.search + "search.js").then((it) => it.start(box)).catch(() => {
      link.onclick = null;
      box.open && link.click(box.close());
    });
  };
  const open = (e) => {
    e?.preventDefault();
    load();
    box.open || box.showModal();
  };
  if (box.showModal) {
    link.role = "button";
    link.onpointerdown = link.onfocus = load;
    link.onclick = open;
    addEventListener("keydown", (e) => { // the search's is the only field for text
      if (e.key === "/" ? e.target.type !== "search" : e.key === " " && e.target === link) open(e);
    });
    if (/\bq=./.test(location.search)) open();
  }
}
