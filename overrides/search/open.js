// The link to all pages becomes a button that opens the search; until search has loaded, the field already takes
// focus and typing.
{
  const link = $(".find"), box = $(".search");
  const open = () => {
    load(link, true);
    box.open || box.showModal();
  };
  if (box.showModal) {
    button(link, open);
    link.onpointerdown = link.onfocus = () => load(link);
    addEventListener("keydown", (e) => e.key === "/" && e.target.type !== "search" && link.onclick?.(e)); // the only field for text
    /\bq=./.test(location.search) && open();
  }
}
