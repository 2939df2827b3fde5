// Automatic checks of accessibility (axe) and of width, on a page of each kind: by day and by
// night, on a desk and on a phone, turned from right to left, and in Arabic.

import { onEachKind } from "../kinds.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [[1280, "light"], [390, "light"], [390, "dark"], [1280, "dark"]];
// From right to left only the places of things change.
const TURNED = [[1280, "light"], [390, "light"]];

async function look({ open, require, assert }, { site, address }, views) {
  const [[width, colorScheme]] = views;
  const page = await open(address, { site, viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  await page.waitForLoadState("load");
  await page.addScriptTag({ path: require.resolve("axe-core") });
  for (const [width, colorScheme] of views) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules, resultTypes: ["violations"] }), RULES);
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`));
    const view = `${address} at ${width}, ${colorScheme}`;
    assert.deepEqual(found, [], view);
    for (const dir of ["ltr", "rtl"]) {
      const overflow = await page.evaluate(widthTurned, dir);
      assert.ok(overflow <= 0, `${view}: ${overflow} pixels too wide, ${dir}`);
    }
  }
}

// How much wider than the window a page is, or its content than the page, when it is read in a
// direction. Runs in the page.
function widthTurned(dir) {
  const [root, main] = [document.documentElement, document.querySelector("main")];
  const before = root.dir;
  root.dir = dir;
  const overflow = Math.max(root.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth);
  root.dir = before;
  return overflow;
}

const ARABIC = /^(index|e\/.*|people\/.*|s\/index|on\/\d.*|search\/index|about\/dates\/index|undated\/index|\d+s\/index|embed\/.*)\.html$/;

export const checks = {
  ...onEachKind((tools, page) => look(tools, page, VIEWS)),
  "what was searched for": (tools) => look(tools, { address: "search/index.html?q=the" }, VIEWS),
  async "from right to left"(tools) {
    const site = await tools.site("arabic");
    const kinds = new Set();
    for (const address of site.pages.filter((page) => ARABIC.test(page))) {
      const kind = address.replace(/\/.*/, "");
      if (!kinds.has(kind)) await look(tools, { site, address }, TURNED);
      kinds.add(kind);
    }
    tools.assert.ok(kinds.size > 5, [...kinds].join(" "));
  },
};
