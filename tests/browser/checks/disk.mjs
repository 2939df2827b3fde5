// A site that is opened from a disk, without a server.

import { onEachKind } from "../kinds.mjs";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

async function opens({ open, assert }, { site, address }) {
  const page = await open(address, { site, from: "disk" });
  const { links, styles, font } = await page.evaluate(async () => {
    await document.fonts.ready;
    return {
      links: [...document.querySelectorAll("a[href], link[href], script[src]")].map((one) => one.href || one.src),
      styles: document.styleSheets.length,
      font: document.fonts.check("20px Newsreader"),
    };
  });
  assert.ok(styles > 0 && font, `${address}: ${styles} style sheets`);
  const local = links.filter((link) => link.startsWith("file:")).map((link) => fileURLToPath(link.replace(/[?#].*/, "")));
  assert.deepEqual(local.filter((file) => !existsSync(file)), [], `${address}: links that lead nowhere`);
  const link = page.locator("main a[href]:visible").first();
  if (await link.count() && (await link.getAttribute("target")) === null) {
    const to = await link.evaluate((one) => one.href);
    await page.goto(to);
    assert.ok(await page.locator("h1").count() > 0, to);
  }
}

export const checks = {
  ...onEachKind(opens),

  async "what a search finds can be opened"({ open, assert }) {
    const page = await open("search/index.html?q=seoul", { from: "disk" });
    await page.waitForSelector("#found li a");
    await page.locator("#found li a").first().click();
    await page.waitForURL(/\/e\/[^/]+\/index\.html$/);
    assert.equal(await page.locator("h1").count(), 1);
  },
};
