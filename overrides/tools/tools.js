// The switch to another language beside the text, kept within the tab.
for (const it of all(".other")) {
  button(it, () => load(it, true));
  kept.beside && load(it);
}
