// Without a script everything is there to be read and reached, and nothing is shown that does
// nothing.

import { onEachKind } from "../kinds.mjs";
import { readFileSync } from "node:fs";
import path from "node:path";

const SCRIPTLESS = { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } };

async function reads({ open, assert }, { site, address }) {
  const page = await open(address, { ...SCRIPTLESS, site });
  const { text, dead } = await page.evaluate(() => {
    const shown = [...document.querySelectorAll("button, input, select, textarea, [onclick], [tabindex]")].filter((one) => one.checkVisibility());
    // A box of a filter works by the style sheet, and a form leads where it says.
    const works = (one) => one.matches(".filters input, .scroll") || one.closest("form")?.getAttribute("action");
    return {
      text: document.querySelector("main").innerText,
      dead: shown.filter((one) => !works(one)).map((one) => one.outerHTML.slice(0, 120)),
    };
  });
  assert.ok(text.trim().length > 60, `${address}: ${text}`);
  assert.deepEqual(dead, [], `${address}: controls that do nothing`);
}

// The links of pages that a reader can follow. Runs in a page.
function links(documents) {
  const parser = new DOMParser();
  return documents.map(({ address, text }) => {
    const page = parser.parseFromString(text, "text/html");
    const shown = [...page.querySelectorAll("a[href]")].filter((link) => !link.closest("[hidden], template"));
    return shown.map((link) => new URL(link.getAttribute("href"), `http://site/${address}`)).filter(({ host }) => host === "site").map(({ pathname }) => decodeURIComponent(pathname.slice(1)));
  });
}

export const checks = {
  ...onEachKind(reads),

  async "every page is reached from the home page by links alone"(tools) {
    for (const site of [await tools.site("demo"), await tools.site("long")]) {
      const page = await tools.open("index.html", SCRIPTLESS);
      const texts = site.pages.map((address) => ({ address, text: readFileSync(path.join(site.folder, address), "utf8") }));
      const followed = [];
      for (let at = 0; at < texts.length; at += 200) followed.push(...await page.evaluate(links, texts.slice(at, at + 200)));
      const leads = new Map(site.pages.map((address, n) => [address, followed[n]]));
      const reached = new Set(["index.html"]);
      for (const address of reached) leads.get(address)?.forEach((to) => reached.add(to));
      const others = site.pages.filter((address) => !reached.has(address) && !/(^|\/)embed\//.test(address));
      tools.assert.deepEqual(others, [], "pages that no link leads to");
    }
  },

  async "filters hide and show"({ open, assert }) {
    const page = await open("index.html", SCRIPTLESS);
    const lane = page.locator(".lane.f0");
    assert.ok(await lane.isVisible());
    const entries = () => page.locator(".period li.f0:visible").count();
    const before = await entries();
    await page.locator("label.chip").first().click();
    assert.ok(await lane.isHidden());
    assert.ok(before > 0 && await entries() === 0);
    await page.locator("label.chip").first().click();
    assert.ok(await lane.isVisible());
  },

  async "the field in the head leads to what can be read instead"({ open, assert }) {
    const page = await open("index.html", SCRIPTLESS);
    await page.fill(".find input", "Tokyo");
    await page.press(".find input", "Enter");
    await page.waitForURL(/search\/index\.html\?q=Tokyo$/);
    assert.ok(await page.locator("#browse a").count() > 10);
    assert.equal(await page.locator("noscript p").innerText().then((text) => text.length > 20), true);
  },
};
