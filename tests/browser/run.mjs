// Checks a built site in Chromium: `node tests/browser/run.mjs SITE MODULES [CHECK...]`.
//
// SITE is the folder of a site that was built without a base URL. MODULES is a folder into which
// the packages of package.json are installed. Every file of checks/ exports `checks`, an object of
// functions by name; each gets
//
//   open(path, { from, ...options })  a page of the site in a new window: served on loopback below
//                                     a sub-path, or from the disk with `from: "disk"`; options are
//                                     those of a browser context (viewport, javaScriptEnabled ...)
//   pages                             the paths of the site's pages, in order
//   require(name)                     a package
//   assert                            node's assert
//
// and fails by throwing. A message on the console of a page fails its check too. The exit code is
// that of a test: 0 where all is well.

import assert from "node:assert/strict";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const BASE = "/some/where/";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

const [site, modules, ...wanted] = process.argv.slice(2);
if (!site || !modules || !existsSync(path.join(site, "index.html"))) {
  console.error("usage: node tests/browser/run.mjs SITE MODULES [CHECK...]");
  process.exit(2);
}
const require = createRequire(path.resolve(modules, "package.json"));
const { chromium } = require("playwright-core");

const server = createServer((request, response) => {
  if (request.url === "/favicon.ico") {
    response.writeHead(204).end();
    return;
  }
  const { pathname } = new URL(request.url, "http://localhost");
  const inside = pathname.startsWith(BASE) ? decodeURIComponent(pathname.slice(BASE.length)) : "..";
  let file = path.resolve(site, inside);
  if (!`${file}/`.startsWith(`${path.resolve(site)}/`) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  if (statSync(file).isDirectory()) file = path.join(file, "index.html");
  response.setHeader("content-type", TYPES[path.extname(file)] ?? "application/octet-stream");
  createReadStream(file).on("error", () => response.writeHead(404).end()).pipe(response);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const served = `http://127.0.0.1:${server.address().port}${BASE}`;
const onDisk = `${pathToFileURL(path.resolve(site))}/`;

const programs = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = programs.find((program) => program && existsSync(program));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });

const pages = readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html")).sort();
let failed = 0;
let done = 0;
const here = path.dirname(fileURLToPath(import.meta.url));
for (const file of readdirSync(path.join(here, "checks")).sort()) {
  const { checks } = await import(pathToFileURL(path.join(here, "checks", file)));
  for (const [name, check] of Object.entries(checks)) {
    const title = `${path.basename(file, ".mjs")}: ${name}`;
    if (wanted.length && !wanted.some((part) => title.includes(part))) continue;
    const contexts = [];
    const complaints = [];
    const open = async (address, { from, ...options } = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      // A check may leave a page before its transition has ended, which is no fault.
      page.on("pageerror", (error) => {
        if (!String(error).includes("Transition was aborted")) complaints.push(String(error));
      });
      await page.goto((from === "disk" ? onDisk : served) + address);
      return page;
    };
    try {
      await check({ open, pages, require, assert });
      assert.deepEqual(complaints, [], "the console is silent");
      console.log(`ok    ${title}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${title}\n${String(error.stack ?? error).replace(/^/gm, "      ")}`);
      complaints.forEach((complaint) => console.log(`      console: ${complaint}`));
    }
    done += 1;
    await Promise.all(contexts.map((context) => context.close()));
  }
}
await browser.close();
server.close();
console.log(`${done - failed} of ${done} checks passed`);
process.exit(failed || !done ? 1 : 0);
