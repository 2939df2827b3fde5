// What the pages of a built site cost a reader: `node tests/browser/costs.mjs SITE MODULES`.
//
// For a page of each kind, opened in a new browser context on loopback: how long it takes until
// something is drawn (first contentful paint) and until the largest part is, how much processor
// time all processes of the browser take until the page rests, how long its main thread is busy,
// how much of that is scripts, and its nodes. The least of several runs counts. Nothing is judged:
// the figures depend on the machine.

import { launch, serve, siteIn } from "./browser.mjs";
import { KINDS } from "./kinds.mjs";
import { createRequire } from "node:module";
import path from "node:path";

const RUNS = 3;

const [folder, modules] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "package.json"));
const { chromium } = require("playwright-core");
const server = await serve(new Map([["site", folder]]));
const site = siteIn(folder, server.port, "site");
const browser = await launch(chromium);

// The last entry of a kind that the page has, which may come after it was loaded. Runs in the page.
function lastOf(type) {
  return new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type, buffered: true });
  });
}

const whole = await browser.newBrowserCDPSession();
async function processorTime() {
  const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
  return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime * 1000]));
}

async function cost(address) {
  const before = await processorTime();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(site.served + address, { waitUntil: "load" });
  await page.bringToFront();
  const first = await page.evaluate(lastOf, "paint");
  const largest = await page.evaluate(lastOf, "largest-contentful-paint");
  await page.waitForTimeout(500);
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const used = [...await processorTime()].map(([id, time]) => time - (before.get(id) ?? 0));
  const cpu = used.reduce((sum, time) => sum + time, 0);
  await context.close();
  return { first, largest, cpu, busy: of("TaskDuration") * 1000, script: of("ScriptDuration") * 1000, nodes: of("Nodes") };
}

console.log("first ms  largest ms   cpu ms  busy ms  script ms    nodes  page");
for (const [kind, pattern] of Object.entries(KINDS)) {
  const address = site.pages.find((page) => pattern.test(page));
  if (!address) continue;
  const runs = [];
  for (let n = 0; n < RUNS; n += 1) runs.push(await cost(address));
  const least = (name) => Math.round(Math.min(...runs.map((run) => run[name])));
  const cell = (name, width) => `${least(name)}`.padStart(width);
  console.log(`${cell("first", 8)}${cell("largest", 12)}${cell("cpu", 9)}${cell("busy", 9)}${cell("script", 11)}${cell("nodes", 9)}  ${kind} (${address})`);
}
await browser.close();
server.close();
