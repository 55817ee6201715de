// /review/<locale>/: judge the pieces of one language. Data leaves the page only as a file that the reviewer saves;
// until then the work is kept within the tab.
const $ = (path) => document.querySelector(path), all = (path) => [...document.querySelectorAll(path)];
const main = $("main"), { locale, language, mark, mail } = main.dataset;
const LARGEST = 1e6; // bytes of a file that is loaded
const LONGEST = 1000; // characters of one remark; commands/saved_review.py refuses more

let kept = {}; // for this tab, if the browser allows storage
try {
  kept = sessionStorage;
} catch {}
const place = `review ${locale}`;

// The reviewer's roles: reads both languages, reads only English, approves the English itself.
const ways = {
  both: { yes: "Right", no: "Not right", fields: ["words", "why"], done: "judged" },
  english: { yes: "No doubt", no: "Doubt", fields: ["why"], done: "looked at" },
  source: { yes: "Right", no: "Not right", fields: ["words", "why"], done: "judged" },
};
const asked = { words: "Better words", why: "Why" };
const empty = () => ({ as: locale === "en" ? "source" : "both", reviewer: "", qualification: "", judged: {} });
let work = empty(), saved = true, filter = "all";
try {
  work = { ...work, ...JSON.parse(kept[place]) };
} catch {}

const make = (tag, own = {}, ...inside) => {
  const it = document.createElement(tag);
  for (const [name, value] of Object.entries(own)) name in it ? (it[name] = value) : it.setAttribute(name, value);
  it.append(...inside);
  return it;
};
const text = (cell) => {
  const said = cell?.querySelector(".said");
  return said ? said.dataset.written ?? said.textContent : "";
};
// Turns what a phone's keyboard may insert into one line of plain text, without characters that make HTML.
const clean = {
  words: (typed, english) => typed.trim().replace(english.includes("\n") ? /[\r\t]+/g : /[\r\n\t]+/g, " "),
  why: (typed) => typed.replace(/[\p{C}\ufe00-\ufe0f]+/gu, " ").replace(/</g, "‹").replace(/>/g, "›").replace(/&(?=#?\w+;)/g, "+").trim(),
};
const plural = (number, one = "piece", many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
const judged = () => (work.judged[work.as] ??= {});
const way = () => ways[work.as];

// The rows that can be judged, each with its cells and controls.
const rows = all("tr[data-digest]").map((row) => {
  const number = row.id.slice(1), cell = (name) => row.querySelector(`.${name}`);
  const it = { row, number, home: row.parentNode, digest: row.dataset.digest, signed: "signed" in row.dataset };
  Object.assign(it, { english: text(cell("en")), words: text(cell(locale === "en" ? "en" : "words")) });
  Object.assign(it, { read: "read" in row.dataset, doubt: !!cell("doubt"), fact: "fact" in row.dataset });
  const said = ["en", "words", "read"].map(cell).filter(Boolean);
  for (const each of said) each.id = `${each.className}${number}`;
  const button = (act) => make("button", { type: "button", onclick: act, "aria-describedby": said.map((each) => each.id).join(" ") });
  it.yes = button(() => judge(it, true));
  it.no = button(() => judge(it, false));
  row.lastElementChild.append(make("div", { className: "judge" }, it.yes, it.no));
  return it;
});

const ofRow = new Map(rows.map((it) => [it.row, it]));

// A signed piece needs no second signature, but can be called wrong; who reads only English needs a read-back.
const open = (it) => (work.as === "english" ? it.read : !it.signed);
const judgeable = (it) => work.as !== "english" || it.read;
const missing = (it) => open(it) && !judged()[it.digest];

function judge(it, right) {
  const before = judged()[it.digest];
  if (before?.right === right) {
    delete judged()[it.digest];
  } else {
    judged()[it.digest] = { right };
  }
  changed();
  draw(it);
  if (!judged()[it.digest]) return;
  right ? goOn(it) : it.more.querySelector("textarea").focus();
}

function changed() {
  saved = false;
  try {
    kept[place] = JSON.stringify(work);
  } catch {}
  count();
}

// Draw a row's controls, and the fields below it if it is not right.
function draw(it) {
  const now = judged()[it.digest], label = (name) => [way()[name], make("span", { className: "heard" }, `: piece ${it.number}`)];
  it.yes.hidden = !open(it);
  it.no.hidden = !judgeable(it);
  it.yes.replaceChildren(...label("yes"));
  it.no.replaceChildren(...label("no"));
  it.yes.setAttribute("aria-pressed", now?.right === true);
  it.no.setAttribute("aria-pressed", now?.right === false);
  it.row.classList.toggle("right", now?.right === true);
  it.row.classList.toggle("wrong", now?.right === false);
  it.more?.remove();
  it.more = now?.right === false ? fields(it, now) : null;
  it.more && it.row.after(it.more);
}

function fields(it, now) {
  const cell = make("td", { colSpan: it.row.cells.length });
  for (const name of way().fields) {
    const own = name === "words" ? { value: now.words ?? it.words, lang: locale, dir: it.row.querySelector(".words")?.dir || "ltr" } : { value: now.why ?? "" };
    const field = make("textarea", { rows: 2, maxLength: LONGEST, ...own });
    field.oninput = () => {
      const typed = clean[name](field.value, it.english);
      now[name] = (name === "words" && typed === it.words ? "" : typed) || undefined;
      changed();
    };
    cell.append(make("label", {}, asked[name], make("span", { className: "heard" }, ` for piece ${it.number}`), field));
    if (name === "words" && /[*[]/.test(it.words)) cell.append(make("p", { className: "where" }, "**Two stars** on both sides make letters bold. [Words](address) are a link: leave its address as it is."));
  }
  cell.append(make("button", { type: "button", onclick: () => goOn(it) }, "Next piece"));
  return make("tr", { className: "more" }, cell);
}

// Go to the next open piece, in the order of the page; at the end, to the remaining steps.
function goOn(from) {
  hide(from);
  hideEmpty();
  const order = all("tr[data-digest]"), at = order.indexOf(from.row);
  const waits = (row) => !row.hidden && missing(ofRow.get(row));
  const it = ofRow.get(order.slice(at + 1).find(waits) ?? order.slice(0, at).find(waits));
  const target = it ? it.yes : $("#finish h2");
  target.focus({ preventScroll: true });
  const box = (it?.row ?? target).getBoundingClientRect();
  if (box.top < $(".work").offsetHeight || box.bottom > innerHeight) (it?.row ?? target).scrollIntoView();
}

function hide(it) {
  const done = open(it) ? judged()[it.digest] : { right: true };
  it.row.hidden = (filter === "open" && !!done) || (filter === "facts" && !it.fact);
  if (it.more) it.more.hidden = it.row.hidden;
}

function hideEmpty() {
  for (const part of all("main section:has(tbody)")) part.hidden = !part.querySelector("tbody tr:not([hidden])");
  $(".none").hidden = !!$("main section:has(tbody):not([hidden])");
}

// Which rows are shown, and in which order. Only a choice moves rows: doing so after each judgement would be slow.
function show(chosen = filter) {
  filter = chosen;
  const first = $("#doubts tbody");
  for (const it of rows) {
    hide(it);
    const body = filter === "doubts" && it.doubt ? first : it.home;
    body.append(it.row, ...(it.more ? [it.more] : []));
  }
  for (const row of all("tbody tr:not([data-digest], .more)")) row.hidden = filter === "open" || filter === "facts";
  hideEmpty();
}

function count() {
  const own = rows.filter(open), done = own.filter((it) => judged()[it.digest]);
  $(".work b").textContent = `${done.length} of ${own.length}`;
  $(".work .unit").textContent = ` ${way().done}`;
  Object.assign($(".work progress"), { max: own.length || 1, value: done.length });
  for (const link of all(".work li")) {
    const body = $(link.firstElementChild.hash).closest("section").querySelector("tbody");
    const here = own.filter((it) => it.home === body);
    link.lastElementChild.textContent = `${here.filter((it) => judged()[it.digest]).length} of ${here.length}`;
  }
  plain();
}

function start() {
  main.classList.toggle("only-english", work.as === "english");
  rows.forEach(draw);
  show();
  count();
}

// The file: the judgements, bound to exactly these texts; name and qualification only if they were typed.
function file() {
  const pieces = rows.filter((it) => judgeable(it) && judged()[it.digest]);
  return JSON.stringify({
    review: 1, locale, as: work.as, sheet: mark, reviewer: work.reviewer, qualification: work.qualification,
    pieces: pieces.map((it) => ({ digest: it.digest, english: it.english, ...judged()[it.digest] })),
  });
}
const name = `review-${locale}.json`;
function save() {
  const address = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  saved = true;
  say(`Saved as ${name}.`);
}
const say = (told) => ($(".told").textContent = told);

async function takeBack(chosen) {
  let found;
  try {
    if (chosen.size > LARGEST) throw 0;
    found = JSON.parse(await chosen.text());
    if (found.review !== 1 || !Array.isArray(found.pieces)) throw 0;
  } catch {
    return say("This is no file that a review page has saved.");
  }
  if (found.locale !== locale) return say(`This file is of another language: ${String(found.locale).slice(0, 20)}.`);
  if (!(locale === "en" ? ["source"] : ["both", "english"]).includes(found.as)) return say("This is no file that a review page has saved.");
  const own = new Map(rows.map((it) => [it.digest, it])), string = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");
  Object.assign(work, { as: found.as, reviewer: string(found.reviewer), qualification: string(found.qualification) });
  const known = found.pieces.filter((each) => own.has(each?.digest));
  for (const { digest, right, words, why } of known) {
    judged()[digest] = right === true ? { right: true } : { right: false, words: string(words) || undefined, why: string(why) || undefined };
  }
  changed();
  saved = true;
  all("[name=way]").forEach((each) => (each.checked = each.value === work.as));
  all("#finish input").forEach((each) => (each.value = work[each.name]));
  start();
  const lost = found.pieces.length - known.length;
  say(`${plural(known.length)} taken back.${lost ? ` ${plural(lost)} changed since, and ${lost === 1 ? "waits" : "wait"} to be judged again.` : ""}`);
}

// What will be signed, in plain words.
function plain() {
  const own = rows.filter((it) => judgeable(it) && judged()[it.digest]), right = own.filter((it) => judged()[it.digest].right).length;
  const wrong = own.length - right, left = rows.filter(missing).length, who = work.reviewer || "The reviewer, whose name is still missing,";
  const lines = {
    both: [`${who} signs ${plural(right)} in ${language}: each was read beside the English, and says what the English says.`, `${plural(wrong, "piece is", "pieces are")} not right: not signed, and listed with the better words and the reasons.`],
    source: [`${who} approves the wording of ${plural(right)} of the English.`, `${plural(wrong, "piece is", "pieces are")} not right: not approved, and listed with the better words and the reasons.`],
    english: [`${who} signs nothing. The doubts are shown to the next reviewer.`, `${plural(wrong, "doubt")}. ${plural(right)} without a doubt.`],
  }[work.as];
  $("#plain").replaceChildren(...[...lines, `${plural(left, "piece is", "pieces are")} not ${way().done}, and ${left === 1 ? "stays as it is" : "stay as they are"}.`].map((each) => make("li", {}, each)));
}

function finish() {
  const lacking = all("#finish input").find((each) => !/\p{L}/u.test(each.value));
  if (lacking) {
    $(".lacks").textContent = lacking.name === "reviewer" ? "Please write the name as it may be published." : "Please write the qualification.";
    return lacking.focus();
  }
  $(".lacks").textContent = "";
  save();
  const subject = `Review of the handout: ${language}`, body = `The file ${name} is attached.`;
  $("#after").replaceChildren(
    make("p", {}, `The file ${name} is saved. `, mail
      ? make("a", { href: `mailto:${mail}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}` }, `Mail it to ${mail}`)
      : "Give it to the person who keeps this site."),
    mail ? make("p", {}, `Attach the file. The subject is: ${subject}`) : "",
    make("label", {}, "The same as text, for the form on GitHub", make("textarea", { readOnly: true, rows: 3, value: file(), onfocus: (e) => e.target.select() })),
  );
}

// The controls of the whole page.
const choice = (group, value, label, act) => make("label", {}, make("input", { type: "radio", name: group, value, autocomplete: "off", checked: value === (group === "way" ? work.as : filter), onchange: act }), ` ${label}`);
const other = locale === "en" ? [] : [
  make("fieldset", {}, make("legend", {}, "What do you read?"),
    choice("way", "both", "I read both languages", again), choice("way", "english", "I read only English", again),
    make("a", { href: "../en/" }, "The English itself")),
  make("label", { className: "unfold" }, make("input", { type: "checkbox", autocomplete: "off", onchange: (e) => main.classList.toggle("unfolded", e.target.checked) }), " Show the translation too"),
];
function again({ target }) {
  work.as = target.value;
  changed();
  start();
}
const picker = make("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: async ({ target }) => {
  target.files[0] && await takeBack(target.files[0]);
  target.value = "";
} });
$("#ways").append(
  ...other,
  make("fieldset", {}, make("legend", {}, "Show"),
    ...Object.entries({ all: "All", open: "Not judged yet", doubts: "Doubts first", facts: "Only what states a fact" })
      .map(([value, label]) => choice("filter", value, label, () => show(value)))),
  make("p", {}, make("button", { type: "button", onclick: () => picker.click() }, "Go on with saved work"), picker),
  make("div", { className: "work", role: "region", "aria-label": "Your work" },
    make("details", {}, make("summary", {}, make("b"), make("span", { className: "unit" })),
      make("ul", {}, ...all("main h2[id]").map((each) => make("li", {}, make("a", { href: `#${each.id}` }, each.textContent), " ", make("span"))))),
    make("progress", { "aria-label": "Judged" }),
    make("button", { type: "button", onclick: save }, "Save my work"),
    make("a", { href: "#finish" }, "Finish")),
  make("p", { className: "told", role: "status" }),
);
$("#ways").after($(".work"), $(".told"));
const head = $("thead").cloneNode(true);
$("main section").before(make("section", { id: "doubts", hidden: true }, make("h2", {}, "Doubts"), make("table", {}, head, make("tbody"))));
const input = (name, label) => make("label", {}, label, make("input", { name, value: work[name], maxLength: 120, autocomplete: "off", oninput: ({ target }) => {
  work[name] = target.value.trim();
  changed();
} }));
$("#finish").append(
  make("p", { className: "none", hidden: true }, "Nothing is left to show here."),
  make("h2", { tabIndex: -1 }, "Finish"),
  input("reviewer", "Name, as it may be published"), input("qualification", "Qualification, such as the profession or the certificate"),
  make("ul", { id: "plain" }),
  make("p", { className: "lacks", role: "alert" }),
  make("p", {}, make("button", { type: "button", onclick: finish }, "Make the file")),
  make("div", { id: "after" }),
);
main.classList.add("judging");
start();

// A key that is held down judges only one piece.
main.onkeydown = (e) => {
  e.repeat && e.target.closest(".judge") && ["Enter", " "].includes(e.key) && e.preventDefault();
  e.key === "Escape" && $(".work details").removeAttribute("open");
};
$(".work ul").onclick = () => $(".work details").removeAttribute("open");
addEventListener("beforeunload", (e) => {
  saved || e.preventDefault();
});
