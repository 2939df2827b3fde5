// Automatic checks of accessibility (axe) and of width, on a page of each kind: by day and by
// night, on a desk and on a phone, and from right to left.

const KINDS = {
  "home": /^index\.html$/,
  "a century": /^\d+-\d+\/index\.html$/,
  "a decade": /^\d+s\/index\.html$/,
  "a year": /^(\w+\/)?\d{4}\/index\.html$/,
  "a month": /^(\w+\/)?\d{4}\/\d\d\/index\.html$/,
  "what is undated": /^undated\//,
  "across the years": /^across\//,
  "an event": /^e\//,
  "people": /^people\/index\.html$/,
  "a person": /^people\/./,
  "places": /^places\/index\.html$/,
  "a place": /^places\/./,
  "themes": /^themes\/index\.html$/,
  "a theme": /^themes\/./,
  "other names": /^names\//,
  "days": /^on\/index\.html$/,
  "a day": /^on\/\d/,
  "sources": /^s\/index\.html$/,
  "an article": /^s\/./,
  "how dates work": /^about\/dates\//,
  "search": /^search\//,
  "what others embed": /^embed\//,
  "another timeline": /^\w+\/e\/./,
};
// Only a long timeline has these; the demonstration has not.
const LONG = ["a year", "a month"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [[1280, "light", ""], [390, "light", ""], [1280, "dark", ""], [390, "dark", ""], [390, "light", "rtl"]];

async function look({ open, require, assert }, address) {
  for (const [width, colorScheme, dir] of VIEWS) {
    const page = await open(address, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    if (dir) await page.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
    await page.waitForLoadState("load");
    await page.addScriptTag({ path: require.resolve("axe-core") });
    const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`));
    const view = `${address} at ${width}, ${colorScheme} ${dir}`;
    assert.deepEqual(found, [], view);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${view}: ${overflow} pixels too wide`);
    await page.close();
  }
}

const kinds = Object.entries(KINDS).map(([kind, path]) => [
  kind,
  async (tools) => {
    const address = tools.pages.find((page) => path.test(page));
    tools.assert.ok(address || LONG.includes(kind), "the site has such a page");
    if (address) await look(tools, address);
  },
]);
export const checks = {
  ...Object.fromEntries(kinds),
  "what was searched for": (tools) => look(tools, "search/index.html?q=the"),
};
