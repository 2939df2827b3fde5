// Checks a built site in Chromium: `node tests/browser/run.mjs SITE MODULES [--only PART] [STRINGS...]`.
//
// SITE is the folder of the demonstration, built without a base URL. MODULES is a folder into which
// the packages of package.json are installed. STRINGS are files or folders of hostile strings that
// are tried besides our own, and PART is a part of the names of the checks to make. Every file of
// checks/ exports `checks`, an object of functions by name; each gets
//
//   open(path, { from, site, ...options })
//                      a page of a site in a new window: served on loopback below a sub-path, or
//                      from the disk with `from: "disk"`; options are those of a browser context
//                      (viewport, javaScriptEnabled ...)
//   site(name)         a site: "demo", which `open` opens when it is given none, "long", "dates"
//                      or "arabic"
//   build(name, files) a site of its own, of the files of a data folder
//   pages              the paths of the demonstration's pages, in order
//   strings            the files and folders of hostile strings
//   require(name)      a package
//   assert             node's assert
//
// and fails by throwing. A message on the console of a page, a dialog or a request to another host
// fails its check too. The exit code is that of a test: 0 where all is well.

import { launch, serve, siteIn } from "./browser.mjs";
import * as sites from "./sites.mjs";
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({ options: { only: { type: "string", default: "" } }, allowPositionals: true });
const [demo, modules, ...strings] = positionals;
if (!demo || !modules || !existsSync(path.join(demo, "index.html"))) {
  console.error("usage: node tests/browser/run.mjs SITE MODULES [--only PART] [STRINGS...]");
  process.exit(2);
}
const require = createRequire(path.resolve(modules, "package.json"));
const { chromium } = require("playwright-core");

const scratch = mkdtempSync(path.join(os.tmpdir(), "annals-browser-"));
const folders = new Map([["demo", demo]]);
const server = await serve(folders);
const browser = await launch(chromium);

// Sites are built when they are first asked for, once.
const built = new Map([["demo", Promise.resolve(siteIn(demo, server.port, "demo"))]]);
function build(name, files) {
  if (!built.has(name)) {
    built.set(name, sites.build(path.join(scratch, name), files()).then((folder) => {
      folders.set(name, folder);
      return siteIn(folder, server.port, name);
    }));
  }
  return built.get(name);
}
const site = (name) => build(name, sites[name]);
const { pages, served } = await site("demo");
const host = new URL(served).origin;

// A window that notes whatever a page should not do.
async function openIn(contexts, complaints, address, { from, site: of, ...options } = {}) {
  const context = await browser.newContext(options);
  contexts.push(context);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  // A check may leave a page before its transition has ended, which is no fault.
  page.on("pageerror", (error) => {
    if (!String(error).includes("Transition was aborted")) complaints.push(String(error));
  });
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  context.on("request", (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith("http") && to.origin !== host) complaints.push(`a request: ${to}`);
  });
  const { served, onDisk } = of ?? await site("demo");
  await page.goto((from === "disk" ? onDisk : served) + address);
  return page;
}

// Whether it passed.
async function make(title, check) {
  const contexts = [];
  const complaints = [];
  const open = (...given) => openIn(contexts, complaints, ...given);
  const start = performance.now();
  try {
    await check({ open, site, build, pages, strings, require, assert });
    assert.deepEqual(complaints, [], "pages do nothing that they should not");
    console.log(`ok    ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    console.log(`FAIL  ${title}\n${String(error.stack ?? error).replace(/^/gm, "      ")}`);
    complaints.forEach((complaint) => console.log(`      ${complaint}`));
    return false;
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}

const here = path.dirname(fileURLToPath(import.meta.url));
const waiting = [];
for (const file of readdirSync(path.join(here, "checks")).sort()) {
  const { checks } = await import(pathToFileURL(path.join(here, "checks", file)));
  for (const [name, check] of Object.entries(checks)) {
    const title = `${path.basename(file, ".mjs")}: ${name}`;
    if (title.includes(values.only)) waiting.push({ title, check });
  }
}
const passed = [];
async function work() {
  for (let next; (next = waiting.shift());) passed.push(await make(next.title, next.check));
}
await Promise.all(Array.from({ length: Math.min(4, os.availableParallelism()) }, work));
await browser.close();
server.close();
rmSync(scratch, { recursive: true });
const failed = passed.filter((is) => !is).length;
console.log(`${passed.length - failed} of ${passed.length} checks passed`);
process.exit(failed || !passed.length ? 1 : 0);
