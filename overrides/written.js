// Returns the language and script of a tag: CLDR's likely subtags distinguish zh-TW from zh-Hans and pa-PK from
// Gurmukhi, and its aliases map fil to tl and prs to fa-AF. Returns NaN, which equals nothing, for an invalid tag and in
// old browsers without Intl.Locale. Voices have other kinds of tags too, which tools/written.js reads.
const written = (tag) => {
  try {
    const it = new Intl.Locale(tag.replace("_", "-")).maximize();
    return it.language + it.script;
  } catch {
    return NaN;
  }
};
