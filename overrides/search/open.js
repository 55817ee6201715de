// The link to all pages becomes a button that opens the search. Nothing of the search loads before the reader
// touches the button; until it has come, the field already takes the focus and the letters.
(() => {
  const link = document.querySelector("a.find"), box = document.querySelector(".search");
  if (!link || !box.showModal) return; // an old browser keeps the link
  let loading;
  const load = () => {
    loading ??= import(link.dataset.search + "search.js").then((search) => search.start(box)).catch(() => {
      button.replaceWith(link); // what does not come is a link again
      if (box.open) link.click();
    });
  };
  const open = () => {
    load();
    if (!box.open) box.showModal();
  };
  const button = document.createElement("button");
  button.className = link.className;
  button.type = "button";
  button.ariaHasPopup = "dialog";
  button.append(...link.childNodes);
  button.onpointerdown = button.onfocus = load;
  button.onclick = open;
  link.replaceWith(button);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
    event.preventDefault();
    open();
  });
  if (new URLSearchParams(location.search).get("q")) open();
})();
