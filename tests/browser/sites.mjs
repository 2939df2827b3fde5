// The sites that checks are made on besides the demonstration: their data are written here, and the
// program builds them.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
// The program that builds them: this one, or that of the sources.
const PROGRAM = process.env.ANNALS ? [process.env.ANNALS] : ["cargo", "run", "--quiet", "--package", "annals", "--"];

// Writes the files of a data folder, given by their paths, and builds them as a site.
export async function build(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, "data", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const [program, ...flags] = PROGRAM;
  const built = path.join(folder, "site");
  // Bad data may cost themselves: what counts is that there is a site.
  await promisify(execFile)(program, [...flags, "build", path.join(folder, "data"), "--out", built], {
    cwd: ROOT,
    maxBuffer: 1 << 28,
  }).catch((error) => {
    if (!existsSync(path.join(built, "index.html"))) throw error;
  });
  return built;
}

// A string, list or table as TOML writes it.
export function toml(value) {
  if (Array.isArray(value)) return `[${value.map(toml).join(", ")}]`;
  if (typeof value === "object") {
    return `{ ${Object.entries(value).map(([key, inner]) => `${key} = ${toml(inner)}`).join(", ")} }`;
  }
  if (typeof value !== "string") return `${value}`;
  const escaped = value.toWellFormed().replace(/["\\\p{Cc}\u2028\u2029]/gu, (letter) =>
    `\\u${letter.codePointAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}

// A table of a list of tables, such as an event.
export function entry(name, values) {
  return `[[${name}]]\n${Object.entries(values).map(([key, value]) => `${key} = ${toml(value)}\n`).join("")}`;
}

// Two centuries with most events in one month: every kind of page of time, and split lists.
export function long() {
  const events = Array.from({ length: 750 }, (_, n) => {
    const busy = n < 450;
    const [year, month, day] = busy ? [1912, 4, n % 30 + 1] : [1800 + n * 7 % 200, n % 12 + 1, n % 28 + 1];
    return entry("event", {
      title: `Vessel ${n} calls at berth ${n % 17}`,
      date: `${year}-${`${month}`.padStart(2, "0")}-${`${day}`.padStart(2, "0")}`,
      text: `It lay there for a day and took in ${n * 13 % 97} tons of coal.`,
      themes: [["harbour", "trade", "people"][n % 3]],
      people: [`Captain ${String.fromCharCode(65 + n % 26)}. Holm`],
      places: [busy ? "Berth" : `Berth ${n % 17}`],
    });
  });
  const themes = ["harbour", "trade", "people"].map((id) => entry("theme", { id, title: id.replace(/^./, (c) => c.toUpperCase()) }));
  return {
    "annals.toml": `[timeline]\ntitle = "A long history"\nlang = "en"\n${themes.join("")}`,
    "events/all.toml": events.join(""),
  };
}

// Every kind of date, each in a theme of its own, so that all of them have room in the lanes.
export function dates() {
  const kinds = {
    day: "1912-04-15", month: "1923-09", year: "1935", span: "1914-07-28/1918-11-11", circa: "1890~",
    before: "[..1887-05]", after: "[1947-03..]", ongoing: "1953/..", either: "[1929-05, 1930-05]",
  };
  const events = Object.entries(kinds).map(([id, date]) => entry("event", { title: `A date of the kind ${id}`, date, themes: [id] }));
  const themes = Object.keys(kinds).map((id) => entry("theme", { id, title: `Kind ${id}` }));
  return { "annals.toml": `[timeline]\ntitle = "Kinds of dates"\n${themes.join("")}`, "events/all.toml": events.join("") };
}

// A site in Arabic, with dates of every kind.
export function arabic() {
  const dates = [
    "1258-02-10", "1453-05-29", "1517", "1798-07", "1805/1848", "~1832", "1869-11-17", "1882", "1914/1918",
    "[1919, 1920]", "1922-02-28", "1936~", "/1945", "1952-07-23", "1956-07-26", "1961/1973", "1973-10", "1981", "2011/..", "0641",
  ];
  const events = dates.map((date, n) => entry("event", {
    title: `حدث رقم ${n + 1} في المدينة القديمة`,
    date: date.replace(/^~(\d+)$/, "$1~"),
    text: `كان هذا اليوم من أيام المدينة التي لا تُنسى، وكتب عنه كثيرون بعد ${n + 2} أعوام.`,
    themes: [["politics", "canal"][n % 2]],
    people: [n % 3 ? "أحمد" : "سليم"],
    places: ["القاهرة"],
    sources: [{ title: "كتاب التاريخ", url: "https://example.org/" }],
  }));
  const themes = [entry("theme", { id: "politics", title: "السياسة" }), entry("theme", { id: "canal", title: "القناة" })];
  return {
    "annals.toml": `[timeline]\ntitle = "تاريخ مدينة"\ndescription = "من العصور الوسطى إلى اليوم"\nlang = "ar"\n${themes.join("")}`,
    "events/all.toml": events.join(""),
  };
}
