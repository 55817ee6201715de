// Which language and script a tag means, or also which country: CLDR's likely subtags tell zh-TW from zh-Hans and pa-PK
// from Gurmukhi, and its aliases know eng as en, tl as fil and prs as fa-AF. Voices have tags of their own kinds: Java's
// zh_CN_#Hans, ISO's three letters (eng-USA), words after the country, a language before its own kind (zh-cmn-Hans).
// Intl.Locale takes none of these, and in WebKit knows no aliases but the two letters for three: the tables have what we
// need of those. NaN, which equals nothing, for what is no tag and in an old browser without Intl.Locale.
export const written = (tag, country) => {
  try {
    const [, language, script, land, java] = /^(?:[a-z]{2}-(?=[a-z]{3}(?:-|$)))?([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2,3}|\d{3}))?(?![a-z\d])(?:[^#]*#([a-z]{4})$)?/i.exec(tag);
    const known = { arb: "ar", chi: "zh", cmn: "zh", gaz: "om", ger: "de", per: "fa", pes: "fa", prs: "fa", tgl: "fil", tl: "fil" };
    const lands = { TWN: "TW", HKG: "HK", MAC: "MO", PAK: "PK" }; // of those with three letters, what decides the script
    const three = land?.[2] && !+land;
    const parts = [known[language.toLowerCase()] ?? language, script ?? java, three ? lands[land.toUpperCase()] : land];
    const it = new Intl.Locale(parts.filter(Boolean).join("-")).maximize();
    return it.language + it.script + (country ? (three ? land : it.region) : "");
  } catch {
    return NaN;
  }
};
