// The search page: looks words up in the index that lies beside it; see `search/mod.rs` of the
// crate for its files. They are scripts that call functions of `annals`, so that a site that was
// opened from a disk is searched like one that is served.
"use strict";
{
  const form = document.getElementById("search");
  const found = document.getElementById("found");
  const list = found.querySelector("ol");
  const told = document.getElementById("told");
  const more = document.getElementById("more");
  const browse = document.getElementById("browse");
  const fields = ["q", "from", "to", "theme"].map((name) => form.elements[name]).filter(Boolean);

  // ---- Files of the index ----------------------------------------------------------------------

  const data = {};
  const loading = {};
  const keep = (kind) => (...values) => { data[[kind, ...values.slice(0, -1)].join("/")] = values.at(-1); };
  for (const kind of ["index", "words", "events", "theme", "long"]) annals[kind] = keep(kind);

  // What a file hands over; each is loaded once.
  function load(path, name) {
    loading[path] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.onload = () => (name in data ? done(data[name]) : failed(new Error(path)));
      script.onerror = () => failed(new Error(path));
      script.src = path;
      document.head.append(script);
    });
    return loading[path];
  }
  const index = () => load("index.js", "index");
  const shard = async (number) => {
    const text = await load(`w/${number}.js`, `words/${number}`);
    return text.split(",").map((entry) => entry.split(" "));
  };

  // ---- Words -----------------------------------------------------------------------------------

  // As `search/fold.rs` cuts texts.
  const LATIN = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", æ: "ae", œ: "oe", þ: "th", ı: "i", ς: "σ" };
  const DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    + "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const RUNS = new RegExp(`[${DENSE}]+|[^${DENSE}]+`, "gu");

  function fold(text) {
    const bare = text.normalize("NFKD").replace(/[^\P{M}\u3099\u309a]/gu, "").toLowerCase();
    return bare.replace(/[ßøłđðæœþıς]/g, (letter) => LATIN[letter]).normalize("NFC");
  }

  // The words of a query; the last one may be the start of a word.
  function terms(query) {
    const runs = fold(query).match(/[\p{Alphabetic}\p{N}]+/gu)?.flatMap((run) => run.match(RUNS)) ?? [];
    const words = runs.flatMap((run) => {
      const letters = [...run];
      const dense = new RegExp(`[${DENSE}]`, "u").test(run);
      if (!dense) return [letters.slice(0, 32).join("")];
      return letters.length < 2 ? [run] : letters.slice(1).map((letter, at) => letters[at] + letter);
    });
    const open = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(query);
    return words.map((word, at) => ({
      word,
      // A single letter of a script without blanks is the start of the pairs that hold it.
      start: (open && at === words.length - 1) || new RegExp(`^[${DENSE}]$`, "u").test(word),
    }));
  }

  // ---- Lists of events -------------------------------------------------------------------------

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const VALUE = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));

  function numbers(text) {
    const list = [];
    let [value, unit] = [0, 1];
    for (const letter of text) {
      const digit = VALUE[letter];
      value += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) {
        list.push(value);
        [value, unit] = [0, 1];
      }
    }
    return list;
  }
  function events(text) {
    let next = 0;
    return numbers(text).map((gap) => {
      const place = next + gap;
      next = place + 1;
      return place;
    });
  }
  const both = (a, b) => {
    const other = new Set(b);
    return a.filter((place) => other.has(place));
  };

  // The last shard that may hold a word.
  function shardOf(shards, word) {
    let [low, high] = [0, shards.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shards[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  // The events that hold a word: `common` where it is in too many, `wide` where its start is that of
  // too many words.
  const WIDEST = 3;
  async function lookUp(shards, { word, start }) {
    if (!shards.length) return { places: [] };
    const first = shardOf(shards, word);
    const last = start ? shardOf(shards, `${word}\uffff`) : first;
    const wide = last - first >= WIDEST;
    const numbers = Array.from({ length: wide ? 1 : last - first + 1 }, (_, n) => first + n);
    const entries = (await Promise.all(numbers.map(shard))).flat();
    const fits = start && !wide ? (entry) => entry.startsWith(word) : (entry) => entry === word;
    const postings = entries.filter(([entry]) => fits(entry)).map(([, postings]) => postings);
    if (postings.includes("*")) return { common: true };
    const places = postings.length === 1
      ? events(postings[0])
      : [...new Set(postings.flatMap(events))].sort((a, b) => a - b);
    return { places, wide: wide && !places.length };
  }

  // The events that touch a year from the first to the last: those that start in one, and those
  // that started before and last long enough.
  async function within(years, from, to) {
    const starts = [];
    const places = [];
    let place = 0;
    for (const [year, count] of years) {
      for (let n = 0; n < count; n += 1, place += 1) {
        starts[place] = year;
        if (year !== null && from <= year && year <= to) places.push(place);
      }
    }
    if (from === -Infinity) return places;
    let last = 0;
    const spans = numbers(await load("long.js", "long"));
    for (let n = 0; n < spans.length; n += 2) {
      last += spans[n];
      const end = spans[n + 1] ? starts[last] + spans[n + 1] : Infinity;
      if (starts[last] < from && end >= from) places.push(last);
    }
    return places.sort((a, b) => a - b);
  }

  // ---- Results ---------------------------------------------------------------------------------

  const LOT = 20;
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const grouped = new Intl.NumberFormat(document.documentElement.lang);
  const year = (text, none) => (/^-?\d+$/.test(text.trim()) ? Number(text) : none);

  function asked() {
    const query = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    return { theme: "", ...query, from: year(query.from, -Infinity), to: year(query.to, Infinity) };
  }

  // The events that are asked for, in the order of time, and what is to be said of the query.
  async function search({ q, from, to, theme }) {
    const { shards, years, events: count } = await index();
    const remarks = [];
    const sets = [];
    for (const term of terms(q)) {
      const { places, common, wide } = await lookUp(shards, term);
      if (common) remarks.push(form.dataset.common.replace("{word}", term.word));
      else sets.push(places);
      if (wide) remarks.push(form.dataset.short);
    }
    if (from !== -Infinity || to !== Infinity) sets.push(await within(years, from, to));
    if (theme) sets.push(events(await load(`t/${Number(theme)}.js`, `theme/${Number(theme)}`)));
    sets.sort((a, b) => a.length - b.length);
    const places = sets.length ? sets.reduce(both) : Array.from({ length: count }, (_, place) => place);
    return { places: [...places].sort((a, b) => a - b), remarks };
  }

  async function entry(place) {
    const { lot, hues } = await index();
    const number = Math.floor(place / lot);
    const shown = await load(`e/${number}.js`, `events/${number}`);
    const [title, when, address, theme] = shown[place % lot];
    const link = Object.assign(document.createElement("a"), { href: address, textContent: title, dir: "auto" });
    const time = Object.assign(document.createElement("span"), { className: "time", textContent: when });
    const item = Object.assign(document.createElement("li"), { className: hues[theme] ?? "" });
    const box = document.createElement("div");
    box.append(link);
    item.append(time, box);
    return item;
  }

  let shown = { places: [], until: 0 };
  async function showMore() {
    const lot = shown.places.slice(shown.until, shown.until + LOT);
    const turn = shown;
    const items = await Promise.all(lot.map(entry));
    if (turn !== shown) return;
    shown.until += lot.length;
    list.append(...items);
    more.hidden = shown.until >= shown.places.length;
    return items;
  }

  let turn = 0;
  async function run() {
    const mine = (turn += 1);
    const query = asked();
    const is_empty = !terms(query.q).length && query.from === -Infinity && query.to === Infinity && !query.theme;
    browse.hidden = !is_empty;
    found.hidden = is_empty;
    if (is_empty) return;
    try {
      const { places, remarks } = await search(query);
      if (mine !== turn) return;
      const count = form.dataset[`found${plural.select(places.length).replace(/^./, (c) => c.toUpperCase())}`];
      const number = (count ?? form.dataset.foundOther).replace("{n}", grouped.format(places.length));
      const nothing = places.length || remarks.length ? [] : [form.dataset.none];
      told.textContent = [places.length ? `${number}.` : "", ...remarks, ...nothing].join(" ").trim();
      shown = { places, until: 0 };
      list.replaceChildren();
      await showMore();
    } catch {
      told.textContent = form.dataset.failed;
    }
  }

  // ---- The form --------------------------------------------------------------------------------

  function read() {
    const query = new URLSearchParams(location.search);
    for (const field of fields) field.value = query.get(field.name) ?? "";
  }
  function remember() {
    const query = new URLSearchParams();
    for (const { name, value } of fields) if (value.trim()) query.set(name, value.trim());
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  }

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { remember(); run(); }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    remember();
    run();
  });
  more.addEventListener("click", async () => (await showMore())?.[0]?.querySelector("a").focus());
  addEventListener("popstate", () => { read(); run(); });

  read();
  run();
}
