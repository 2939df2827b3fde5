// What `site.js` adds to pages.

const WIDE = { viewport: { width: 1280, height: 900 } };

export const checks = {
  async "the theme is switched and remembered"({ open, assert }) {
    const page = await open("index.html", { ...WIDE, colorScheme: "light" });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.click("#theme");
    assert.equal(await theme(), "dark");
    await page.goto(page.url().replace("index.html", "s/index.html"));
    assert.equal(await theme(), "dark");
  },

  async "keys move between entries and pages"({ open, assert }) {
    const page = await open("index.html", WIDE);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press("k");
    assert.notEqual(await page.evaluate(() => document.activeElement.href), second);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/e\/[^/]+\//);
    const event = page.url();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL((url) => url.pathname.includes("/e/") && url.href !== event);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(event);
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.waitForURL(/demo\/index\.html$/);
  },

  async "the list of keys opens, and keys rest while one types"({ open, assert }) {
    for (const from of ["server", "disk"]) {
      const page = await open("about/dates/index.html", { ...WIDE, from });
      await page.keyboard.press("?");
      await page.waitForSelector("dialog[open]");
      assert.ok(await page.locator("dialog dt").count() >= 8);
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog:not([open])", { state: "attached" });
      await page.keyboard.press("/");
      await page.keyboard.type("g h?");
      assert.equal(await page.inputValue(".find input"), "g h?");
      await page.keyboard.press("Enter");
      await page.waitForURL(/search\/index\.html\?q=g\+h%3F$/);
    }
  },

  async "a hidden theme leaves no gap in the skyline, and the address remembers it"({ open, assert }) {
    const page = await open("index.html", WIDE);
    const paths = () => page.$$eval(".sky path", (all) => all.map((path) => path.getBBox().y + path.getBBox().height));
    const ground = Math.max(...await paths());
    await page.locator(".filters input").first().uncheck({ force: true });
    assert.match(page.url(), /\?hide=f0$/);
    const after = await page.$$eval(".sky path", (all) => all.map((path) => path.getAttribute("d")));
    assert.equal(after[0], "");
    assert.equal(Math.max(...await paths()), ground);
    await page.reload();
    assert.equal(await page.locator(".filters input").first().isChecked(), false);
    const reloaded = await page.$$eval(".sky path", (all) => all.map((path) => path.getAttribute("d")));
    assert.deepEqual(reloaded, after);
  },

  async "what is stacked again is what was stacked"({ open, assert }) {
    const page = await open("index.html", WIDE);
    const areas = () => page.$$eval(".sky path", (all) => all.map((path) => {
      // The area under the steps of a path, by its shape on a canvas.
      const canvas = new OffscreenCanvas(1000, 100).getContext("2d");
      canvas.fill(new Path2D(path.getAttribute("d")));
      return canvas.getImageData(0, 0, 1000, 100).data.filter((_, n) => n % 4 === 3).reduce((a, b) => a + b, 0);
    }));
    const before = await areas();
    const box = page.locator(".filters input").first();
    await box.uncheck({ force: true });
    await box.check({ force: true });
    const after = await areas();
    before.forEach((area, n) => assert.ok(Math.abs(area - after[n]) <= 0.02 * area + 255, `${area} ${after[n]}`));
  },

  async "years are chosen by dragging and by keys"({ open, assert }) {
    const page = await open("index.html", WIDE);
    const box = await page.locator(".plot svg").boundingBox();
    const y = box.y + box.height - 4;
    await page.mouse.move(box.x + box.width * 0.2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
    await page.mouse.up();
    const link = page.locator(".chosen a");
    const dragged = new URL(await link.evaluate((a) => a.href)).searchParams;
    assert.ok(Number(dragged.get("from")) < Number(dragged.get("to")));
    await page.locator(".plot").focus();
    await page.keyboard.press("Escape");
    assert.equal(await link.count(), 0);
    for (let n = 0; n < 4; n += 1) await page.keyboard.press("Shift+ArrowRight");
    const keyed = new URL(await link.evaluate((a) => a.href)).searchParams;
    assert.ok(Number(keyed.get("from")) < Number(keyed.get("to")));
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/index\.html\?from=-?\d+&to=-?\d+$/);
    await page.waitForSelector("#found li");
  },

  async "pages are fetched ahead, and copies are not"({ open, assert }) {
    const page = await open("index.html", WIDE);
    const rules = await page.$$eval("script[type=speculationrules]", (all) => all.map((rule) => rule.textContent));
    assert.equal(rules.length, 1);
    assert.ok(rules[0].includes("[type]"));
    assert.ok(await page.locator(".foot nav a:not([type])").count() === 0);
  },
};
