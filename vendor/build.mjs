// Minify MiniSearch, whose package ships no minified file: `make vendor`. The header says what it is and from where;
// tests/site/test_search_index.py checks that nobody has edited what stands below it.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { minify } from "terser";

const from = "node_modules/minisearch/", to = "../overrides/search/";
const { version, license } = JSON.parse(readFileSync(from + "package.json", "utf8"));
const notice = readFileSync(from + "LICENSE.txt", "utf8");
const source = readFileSync(from + "dist/es/index.js", "utf8");
const { code } = await minify(source, { module: true, ecma: 2020, compress: { passes: 3 }, format: { comments: false } });
const body = code + "\n";
const sha256 = createHash("sha256").update(body).digest("hex");
const copyright = notice.split("\n")[0];
const header = `/*! MiniSearch ${version}, ${license} licence (minisearch.LICENSE.txt), ${copyright}; sha256 of what follows: ${sha256} */`;
writeFileSync(to + "minisearch.js", `${header}\n${body}`);
writeFileSync(to + "minisearch.LICENSE.txt", notice);
