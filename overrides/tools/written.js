// Returns the language and script of a tag, and optionally its country. CLDR's likely subtags distinguish zh-TW from
// zh-Hans and pa-PK from Gurmukhi, and its aliases map eng to en, tl to fil and prs to fa-AF. Voices have other kinds of
// tags too: Java's zh_CN_#Hans, ISO's three letters (eng-USA), words after the country, a language with its variety
// (zh-cmn-Hans). Intl.Locale accepts none of these, and WebKit maps only three letters to two, so the tables have the
// aliases that we need. Returns NaN, which equals nothing, for an invalid tag and in old browsers without Intl.Locale.
export const written = (tag, country) => {
  try {
    const [, language, script, land, java] = /^(?:[a-z]{2}-(?=[a-z]{3}(?:-|$)))?([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2,3}|\d{3}))?(?![a-z\d])(?:[^#]*#([a-z]{4})$)?/i.exec(tag);
    const known = { arb: "ar", chi: "zh", cmn: "zh", gaz: "om", ger: "de", per: "fa", pes: "fa", prs: "fa", tgl: "fil", tl: "fil" };
    const lands = { TWN: "TW", HKG: "HK", MAC: "MO", PAK: "PK" }; // three-letter countries that decide the script
    const three = land?.[2] && !+land;
    const parts = [known[language.toLowerCase()] ?? language, script ?? java, three ? lands[land.toUpperCase()] : land];
    const it = new Intl.Locale(parts.filter(Boolean).join("-")).maximize();
    return it.language + it.script + (country ? (three ? land : it.region) : "");
  } catch {
    return NaN;
  }
};
