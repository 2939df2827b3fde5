// The search page finds what is there, served and from a disk.

const titles = (page) => page.$$eval("#found li a", (all) => all.map((link) => link.textContent));

async function ask(page, words) {
  await page.fill("#q", words);
  await page.press("#q", "Enter");
  await page.waitForFunction(() => document.getElementById("told").textContent !== "");
  await page.waitForTimeout(300);
}

export const checks = {
  async "a word of a title leads to its event"({ open, assert }) {
    for (const from of ["server", "disk"]) {
      const page = await open("index.html", { from });
      const [title, address] = await page.$eval(".period article :is(h3, h4) a", (link) => [link.textContent, link.href]);
      const word = title.match(/\p{L}{4,}/u)[0];
      await page.fill(".find input", word);
      await page.press(".find input", "Enter");
      await page.waitForSelector("#found li a");
      assert.ok(page.url().endsWith(`search/index.html?q=${encodeURIComponent(word)}`), page.url());
      await page.goto(`${page.url()}`);
      await ask(page, title);
      assert.ok((await titles(page)).includes(title), title);
      const found = await page.$$eval("#found li a", (all) => all.map((link) => link.href));
      assert.ok(found.includes(address));
    }
  },

  async "several words narrow, a period narrows, and the address keeps both"({ open, assert }) {
    const page = await open("search/index.html");
    await ask(page, "the");
    const all = Number((await page.textContent("#told")).match(/\d+/)[0]);
    await page.fill("#from", "2022");
    await ask(page, "the");
    const later = Number((await page.textContent("#told")).match(/\d+/)[0]);
    assert.ok(0 < later && later < all, `${later} of ${all}`);
    await ask(page, "the zzzz");
    assert.equal(await page.locator("#found li").count(), 0);
    assert.match(page.url(), /\?q=the\+zzzz&from=2022$/);
    await page.reload();
    assert.equal(await page.inputValue("#from"), "2022");
  },

  async "themes narrow and add up"({ open, assert }) {
    const page = await open("search/index.html");
    const told = async () => Number((await page.textContent("#told")).match(/\d+/)?.[0] ?? 0);
    await ask(page, "the");
    const all = await told();
    let sum = 0;
    for (const theme of await page.$$eval("#of option[value]:not([value=''])", (list) => list.map(({ value }) => value))) {
      await page.selectOption("#of", theme);
      await ask(page, "the");
      sum += await told();
    }
    assert.equal(sum, all);
  },

  async "results are in the order of time"({ open, assert }) {
    const page = await open("search/index.html?from=1900&to=2030");
    await page.waitForSelector("#found li");
    const years = await page.$$eval("#found li .time", (all) => all.map((time) => Number(time.textContent.match(/\d{4}/)[0])));
    assert.ok(years.length > 5);
    assert.deepEqual(years, [...years].sort((a, b) => a - b));
  },

  async "words are cut and folded as in the index"({ open, assert }) {
    const page = await open("search/index.html");
    await ask(page, "MÍNISTERS");
    assert.ok(await page.locator("#found li").count() > 0);
    await ask(page, "minis");
    assert.ok(await page.locator("#found li").count() > 0);
  },

  async "without a script it lists names and times"({ open, assert }) {
    const page = await open("search/index.html", { javaScriptEnabled: false });
    assert.ok(await page.locator("#browse a").count() > 10);
    assert.ok(await page.locator("noscript").count() === 1);
  },
};
