// Which language and script a tag means: CLDR's likely subtags tell zh-TW from zh-Hans and pa-PK from Gurmukhi,
// and its aliases map fil to tl and prs to fa-AF. NaN, which equals nothing, for an invalid tag and in an old browser
// without Intl.Locale. Voices have other kinds of tags too: tools/written.js reads those.
const written = (tag) => {
  try {
    const it = new Intl.Locale(tag.replace("_", "-")).maximize();
    return it.language + it.script;
  } catch {
    return NaN;
  }
};
