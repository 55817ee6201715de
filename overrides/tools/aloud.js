// Reads the page aloud with a local voice, so that no word leaves the phone: block by block, since browsers cut
// long texts off. The block being read is marked and scrolled into view.
import { blocks, html, ready, words } from "./common.js";
import { written } from "./written.js";

const speech = speechSynthesis;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// Of the phone's voices for a language, prefers the default one, then the one for the country that the reader has set.
const chosen = navigator.languages.map((tag) => written(tag, true));
const voiceOf = (lang) => {
  const rank = (voice) => (voice.default ? 0 : chosen.indexOf(written(voice.lang, true)) + 1 || 99);
  const own = speech.getVoices().filter((voice) => voice.localService && written(voice.lang) === written(lang));
  return own.sort((one, other) => rank(one) - rank(other))[0];
};
// Initials letter by letter, and a pause instead of a dash between figures.
const spoken = (text) =>
  text.replace(/\s+/g, " ").replace(/\b[A-Z]{2,3}\b/g, (letters) => [...letters].join(" ")).replace(/(\p{Nd}) ?[–—-] ?(?=\p{Nd})/gu, "$1 – ");

// The visible blocks, each with its real language (an isolated name does not count separately); closed answers are left out.
const seen = () =>
  [...document.querySelectorAll(".notices, [data-content]")].flatMap(blocks)
    .filter(([block]) => block.getClientRects().length && !block.closest("details:not([open]) > :not(summary)"))
    .map(([block, nodes]) => [block, words(nodes), block.lang || nodes.find((node) => node.lang && node.localName !== "bdi")?.lang || html.lang]);

export const start = async (it) => {
  const _ = await ready;
  let now, turn = 0, reading = false, utterance;

  const mark = (block) => {
    now?.classList.remove("aloud-now");
    now = block;
    now?.classList.add("aloud-now");
    it.classList.toggle("on", Boolean(now));
  };
  const name = (message) => it.lastElementChild.replaceWith(message);
  const stop = () => {
    turn++;
    reading = false;
    speech.cancel();
    // i18n: button: go on reading aloud
    if (now) name(_("Go on"));
    // i18n: button: the phone's voice reads the page
    else name(_("Read aloud"));
  };
  const read = (step) => {
    const list = seen().filter(([, , lang]) => voiceOf(lang));
    const next = list[Math.max(0, list.findIndex(([block]) => block === now) + step)];
    mark(next?.[0]);
    if (!next) return stop();
    const [block, text, lang] = next, mine = ++turn, voice = voiceOf(lang);
    reading = true;
    // i18n: button: stop reading aloud
    name(_("Stop"));
    block.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    utterance = Object.assign(new SpeechSynthesisUtterance(spoken(text)), { voice, lang: voice.lang }); // stored: otherwise, Chrome may lose its end event
    utterance.onend = () => mine === turn && read(1);
    utterance.onerror = () => mine === turn && stop();
    speech.speak(utterance);
  };
  addEventListener("pagehide", stop);
  it.onclick = () => (reading ? stop() : read(0));
  speech.cancel(); // speech that another page started
  read(0);
};
