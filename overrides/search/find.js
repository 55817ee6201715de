// The search engine: one function folds both index and query; MiniSearch matches; synonyms lead to pages with other words.
import MiniSearch from "./minisearch.js";

const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Lao}";
const MOST = 12; // results
const unspaced = new RegExp(`[${UNSPACED}]`, "u");
const runs = new RegExp(`[${UNSPACED}\\p{M}ー]+|[\\p{L}\\p{M}\\p{N}'’ʼ]+`, "gu");

// Letters that people interchange in typing and that NFKD does not decompose.
const ALIKE = {
  đ: "d", ß: "ss", ı: "i", ø: "o", ł: "l", œ: "oe", æ: "ae", ґ: "г",
  // Arabic and Persian: yeh, kaf, teh marbuta, heh; hamza and tatweel are not always written.
  ى: "ي", ی: "ي", ې: "ي", ک: "ك", ة: "ه", ە: "ه", ہ: "ه", ھ: "ه", ء: "", ـ: "",
  // Devanagari chandrabindu, Gurmukhi tippi and adhak, Khmer subscripts da and ta, which look the same.
  "\u0901": "\u0902", "\u0a70": "\u0a02", "\u0a71": "", "\u17d2\u178a": "\u17d2\u178f",
  // Vowel signs that look like one but are typed as two: Thai and Lao ae, Khmer oo and oe.
  เเ: "แ", ເເ: "ແ", "\u17c1\u17b6": "\u17c4", "\u17c1\u17b8": "\u17be",
};
const alike = new RegExp(Object.keys(ALIKE).join("|"), "gu");

// Ethiopic: series that sound alike in Amharic, by their first letters; ሃ and ኣ are written for ሀ and አ.
const SERIES = { ሐ: "ሀ", ኀ: "ሀ", ኸ: "ሀ", ሠ: "ሰ", ዐ: "አ", ፀ: "ጸ" };
const ethiopic = (letter) => {
  const code = letter.codePointAt(0), order = code & 7, first = String.fromCodePoint(code - order);
  const base = SERIES[first] ?? first;
  return String.fromCodePoint(base.codePointAt(0) + ((base === "ሀ" || base === "አ") && order === 3 ? 0 : order));
};
// ፲፭ is 15: its signs are not digits, and browsers do not treat them as words.
const ethiopicNumbers = (text) =>
  text.replace(/[፲-፺]?[፩-፱]|[፲-፺]/gu, (number) => [...number].map((sign) => sign.codePointAt(0))
    .reduce((sum, code) => sum + (code < 0x1372 ? code - 0x1368 : (code - 0x1371) * 10), 0));

// Before a consonant of its own place a half nasal may be written as anusvara: गम्भीर, गंभीर. Each row of five
// consonants ends with its nasal.
const rows = { "ं": "क-घङ च-झञ ट-ढण त-धन प-भम", "ਂ": "ਕ-ਘਙ ਚ-ਝਞ ਟ-ਢਣ ਤ-ਧਨ ਪ-ਭਮ" };
const nasals = Object.entries(rows).map(([sign, list]) => {
  const virama = sign === "ं" ? "्" : "੍";
  return [new RegExp(list.split(" ").map((row) => `${row[3]}${virama}(?=[${row.slice(0, 3)}])`).join("|"), "gu"), sign];
});

// A digit's value: its distance from the zero of its script.
const digit = (sign) => {
  let code = sign.codePointAt(0), value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(--code))) value += 1;
  return value % 10;
};

// Returns the function that folds a text of a locale; `han` are pairs of a Traditional and a Simplified character.
export const folding = (locale, han = "") => {
  const simplified = new Map([...han.matchAll(/../gu)].map(([[from, to]]) => [from, to]));
  const german = /^de\b/.test(locale);
  return (text) => {
    const folded = foldAll(text);
    if (german) return folded.replace(/([aou])e/g, "$1"); // ä is typed as a or as ae
    return simplified.size ? [...folded].map((letter) => simplified.get(letter) ?? letter).join("") : folded;
  };
};

const foldAll = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    // Accents, Arabic vowel marks and hamza above or below, nukta; invisible signs; apostrophes.
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u0a3c]|\p{Cf}|['’ʼ‘`´]/gu, "")
    .replace(alike, (letters) => ALIKE[letters])
    .replace(...nasals[0])
    .replace(...nasals[1])
    .replace(/[ሀ-፟]/gu, ethiopic)
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint(kana.codePointAt(0) - 0x60))
    .replace(/(?![0-9])\p{Nd}/gu, digit);

// The words of a text, as [start, end, folded]. Scripts without spaces use the browser's dictionary, or pairs of
// characters if it has none.
const wordsOf = (text, segmenter, fold) => {
  const found = [];
  const add = (start, word) => {
    // A figure is a separate word, even if a particle or a unit is attached to it.
    for (const part of fold(word).match(/\d+|\D+/g) ?? []) found.push([start, start + word.length, part]);
  };
  if (segmenter) for (const each of segmenter.segment(text)) each.isWordLike && add(each.index, each.segment);
  else
    for (const { 0: run, index } of text.matchAll(runs)) {
      const letters = [...run.matchAll(/\P{M}\p{M}*/gu)];
      if (!unspaced.test(run)) add(index, run);
      else letters.forEach((letter, at) => add(index + letter.index, letter[0] + (letters[at + 1]?.[0] ?? "")));
    }
  return found;
};

// A word, and the same word without an attached particle: Arabic articles, Amharic and Tigrinya
// prepositions.
const formsOf = (word) => {
  const bare = word.replace(/^(?:[وف]?[بك]?ال|[وف]?لل|[وبلف])(?=\p{L}{3})|^[የበለከብንዝ](?=\p{L}{2})/u, "");
  return bare === word ? [word] : [word, bare];
};

// The entries of a word in the index: its forms; in scripts without spaces, every suffix, so that parts are found too.
const entriesOf = (word) =>
  unspaced.test(word) ? [...word.matchAll(/\P{M}\p{M}*/gu)].map((letter) => word.slice(letter.index)) : formsOf(word);

// The possible intended forms of a mistyped word: with two letters swapped, or without an ending that the page does not
// use. In Korean, where particles are attached to words, an ending is one or two syllables.
const slipsOf = (word) => {
  if (unspaced.test(word) || /\d/.test(word)) return [];
  const whole = word.normalize("NFC"), letters = [...whole], least = /[가-힣]/u.test(whole) ? 1 : 4;
  const swapped = letters.length < 4 ? [] : letters.slice(1).map((letter, at) =>
    [...letters.slice(0, at), letter, letters[at], ...letters.slice(at + 2)]);
  const shorter = [1, 2].filter((cut) => letters.length - cut >= least * cut).map((cut) => letters.slice(0, -cut));
  return [...swapped, ...shorter].map((each) => each.join("").normalize("NFKD"));
};
const oneTypo = (word) =>
  !unspaced.test(word) && !/\d/.test(word) && word.length >= (/\p{Script=Ethiopic}/u.test(word) ? 4 : 5) && 1;
// Whether longer words that begin with this one match. الم (ألم, pain) does not mean each word with the article and م.
const begun = (word) => !/\d|^ال\p{L}?$/u.test(word) && (word.length > 1 || unspaced.test(word));

const plain = (text) => text.en ?? text;

// A text in standard spelling, so that the browser's dictionary knows its words: half-width katakana, and vowel
// signs typed as two.
const spelt = (text) =>
  text.replace(/[\uff00-\uffef]+/gu, (wide) => wide.normalize("NFKC"))
    .replace(/เเ|ເເ|\u17c1[\u17b6\u17b8]/gu, (letters) => ALIKE[letters]);

// The index of one locale, ready to search: `find(query)` gives { asked, hits }, best first.
export const engine = ({ pages, synonyms, han }, locale) => {
  const fold = folding(locale, han);
  const squeezed = (text) => fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, "");
  const segmenter = Intl.Segmenter && new Intl.Segmenter(locale, { granularity: "word" });
  const words = (text) => wordsOf(ethiopicNumbers(spelt(text)), segmenter, fold).map(([, , word]) => word);
  const own = { tokenize: (text) => [text], processTerm: (word) => word };
  const collect = (fields, documents) => {
    const tokenize = (text) => words(text).flatMap(entriesOf);
    const mini = new MiniSearch({ fields, tokenize, processTerm: own.processTerm });
    mini.addAll(documents);
    return mini;
  };

  const sections = pages.flatMap((page) => page.sections.map((section) => (
    { page, ...section, letters: [section.heading, ...section.text].map((each) => squeezed(plain(each))) })));
  const texts = collect(["title", "heading", "text"], sections.map(({ page, id, heading, text }, at) => (
    { id: at, title: id ? "" : plain(page.title), heading: plain(heading), text: text.map(plain).join(" \n") })));
  const phrases = synonyms.flatMap(([target, ...list]) => list.map((text) => (
    { target, text, words: words(text), letters: squeezed(text) })));
  const known = collect(["text"], phrases.map(({ text }, id) => ({ id, text })));

  const tree = (list, loose, combineWith) => ({
    combineWith,
    queries: list.map((word) => ({
      combineWith: "OR",
      queries: [...formsOf(word), ...(loose ? slipsOf(word) : [])],
      fuzzy: loose && oneTypo,
    })),
  });
  const boost = { title: 6, heading: 3 };
  const inTexts = (list, loose, combineWith = "AND") =>
    texts.search(tree(list, loose, combineWith), { ...own, prefix: begun, boost })
      .map(({ id, terms }) => ({ ...sections[id], terms: new Set(terms) }));

  // Phrases whose words were all typed; in scripts without spaces, phrases within the query. Longest first.
  // A prefix match does not say "ask the clinic" if the pages have the word.
  const inPhrases = (query, list, inPages, loose) => {
    const last = list[list.length - 1], prefix = (word) => word === last && word.length > 2 && begun(word);
    const covered = known.search(tree(list, loose, "OR"), { ...own, prefix })
      .filter(({ id, terms }) => phrases[id].words.every((word) => formsOf(word).some((form) => terms.includes(form))));
    const literal = phrases.filter(({ text, letters }) => unspaced.test(text) && squeezed(query).includes(letters));
    const met = [...new Set([...literal, ...covered.map(({ id }) => phrases[id])])];
    // Completely typed words come before prefix matches: "Blut" is not yet "Blutverdünner".
    const whole = (one) => literal.includes(one) || one.words.every((word) => list.includes(word));
    const near = met.some(whole) ? met.filter(whole) : met;
    const within = (one, other) => one !== other && other.letters !== one.letters && other.letters.includes(one.letters);
    return near
      .filter((one) => (whole(one) || one.target !== null || !inPages) && !near.some((other) => within(one, other)))
      .sort((a, b) => b.words.length - a.words.length)
      .map(({ target }) => target);
  };
  const sectionAt = (target, hits) => {
    const [url, id = ""] = target.split("#"), at = (each) => each.page.url === url && each.id === id;
    return hits.find(at) ?? { ...sections.find(at), terms: new Set() };
  };
  const stands = (query) => ({ letters }) => letters.some((each) => each.includes(squeezed(query)));

  const find = (query) => {
    const list = [...new Set(words(query))];
    if (!list.length) return { asked: false, hits: [] };
    let hits = inTexts(list), targets = inPhrases(query, list, hits.length > 0);
    // The words side by side, as typed, come before the same words apart.
    // For "ask the clinic", the same words apart mean something else.
    const asked = targets.includes(null);
    if (list.length > 1) hits = [...hits.filter(stands(query)), ...hits.filter((hit) => !asked && !stands(query)(hit))];
    // A part of a sentence that the dictionary split differently.
    if (!hits.length && unspaced.test(query))
      hits = sections.filter(stands(query)).map((section) => ({ ...section, terms: new Set(list) }));
    if (!targets.length && !hits.length) hits = inTexts(list, true);
    if (!targets.length && !hits.length) targets = inPhrases(query, list, false, true);
    const some = targets.length || (!hits.length && list.length > 1) ? inTexts(list, false, "OR") : [];
    if (!targets.length && !hits.length) hits = some;
    const led = [...new Set(targets)].filter((target) => target !== null).map((target) => sectionAt(target, [...hits, ...some]));
    const same = (hit) => led.some(({ page, id }) => hit.page === page && hit.id === id);
    return { asked: targets.includes(null), hits: [...led, ...hits.filter((hit) => !same(hit))].slice(0, MOST) };
  };

  // The stretches of a text that matched, as [start, end]; pairs of characters overlap and are joined.
  const cut = new Map(); // a line is split only once, not at every key
  const cutOf = (text) =>
    cut.get(text) ?? cut.set(text, wordsOf(text, segmenter, fold).map(([start, end, word]) => [start, end, entriesOf(word)])).get(text);
  const marksIn = (text, terms) => {
    const marks = [];
    for (const [start, end, entries] of cutOf(text)) {
      if (!entries.some((entry) => terms.has(entry))) continue;
      const before = marks[marks.length - 1];
      if (before && start <= before[1]) before[1] = end;
      else marks.push([start, end]);
    }
    return marks;
  };
  return { find, marksIn };
};
