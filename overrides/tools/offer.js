// A line that offers the phone's language, until it is closed: its text is in that language's strings.
export const start = async (link, kept) => {
  const line = document.querySelector(".offer");
  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: new URL("offer.css", import.meta.url),
  });
  const said = await fetch(new URL(`${link.lang}.json`, import.meta.url));
  const own = link.cloneNode(true);
  own.prepend((await said.json()).offer + " – ");
  line.prepend(own);
  line.lastElementChild.onclick = () => (line.hidden = kept.offer = true);
  style.onload = () => (line.hidden = false); // only once it is placed at the bottom of the screen
  document.head.append(style);
};
