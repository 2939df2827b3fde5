// Automatic checks of accessibility (axe), by day and by night, on a desk and on a phone.

const PAGES = ["index.html", "search/index.html", "search/index.html?q=the", "embed/index.html"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const checks = Object.fromEntries(PAGES.map((address) => [
  address,
  async ({ open, require, assert }) => {
    for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]]) {
      const page = await open(address, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.waitForLoadState("networkidle");
      await page.addScriptTag({ path: require.resolve("axe-core") });
      const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
      const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`));
      assert.deepEqual(found, [], `${width} ${colorScheme}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels beyond ${width}`);
    }
  },
]));
