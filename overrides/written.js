// Which language and script a tag means: CLDR's likely subtags tell zh-TW from zh-Hans and pa-PK from Gurmukhi,
// and its aliases know fil as tl and prs as fa-AF. Throws in a browser without Intl.Locale.
const written = (tag) => {
  const full = new Intl.Locale(tag).maximize();
  return full.language + full.script;
};
