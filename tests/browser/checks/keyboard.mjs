// Tab reaches everything that can be used, in order, and shows where it is; nothing is too small to
// be hit.

import { onEachKind } from "../kinds.mjs";

const LEAST = 24;

// What can be used, in order, and what of it is too small. A link within a sentence is as high as
// its line, and need not be more (WCAG 2.5.8). Runs in the page.
function targets(least) {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const shown = all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.matches(".skip"));
  const inSentence = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    const around = one.closest("p, dd, li, td, blockquote, .counts");
    const words = (text) => text.replace(/[\s\p{P}]/gu, "").length;
    return !!around && words(around.textContent) > words(one.textContent);
  };
  const small = [];
  for (const one of shown) {
    const target = one.closest("label") ?? one;
    const { width, height } = target.getBoundingClientRect();
    // What is far below has no box yet.
    const drawn = one.checkVisibility({ contentVisibilityAuto: true });
    if (drawn && (width < least || height < least) && !inSentence(one)) {
      small.push(`${one.localName} in ${one.parentElement.localName}.${one.parentElement.className}: ${one.textContent.trim().slice(0, 30)} ${width.toFixed(1)} x ${height.toFixed(1)}`);
    }
  }
  shown.forEach((one, n) => { one.dataset.stop = n; });
  return { stops: shown.length, small: [...new Set(small)] };
}

// Notes each element that has the focus when a key is pressed, and whether one sees that. Runs in
// the page.
function watch() {
  globalThis.stops = [];
  document.addEventListener("keydown", () => {
    const target = document.activeElement;
    if (target === document.body) return;
    const ringed = target.closest("label") ?? target;
    const style = getComputedStyle(ringed);
    const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    const reach = width + parseFloat(style.outlineOffset);
    const box = ringed.getBoundingClientRect();
    let fault = width < 2 ? "no ring" : "";
    const clear = (edge) => edge >= -0.5;
    for (let up = ringed.parentElement; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      const around = up.getBoundingClientRect();
      if (overflowY !== "visible" && !(clear(box.top - reach - around.top) && clear(around.bottom - box.bottom - reach))) fault ||= `the ring is cut by ${up.localName}.${up.className}`;
      // What is scrolled sideways shows the control, and of its ring what there is room for.
      const inside = target.getBoundingClientRect();
      if (overflowX !== "visible" && !(clear(inside.left - around.left) && clear(around.right - inside.right))) fault ||= `cut by the sides of ${up.localName}.${up.className}`;
    }
    if (box.bottom < 0 || box.top > innerHeight) fault ||= "out of sight";
    globalThis.stops.push({ stop: target.dataset.stop, name: `${target.localName} ${target.textContent.trim().slice(0, 30)}`, fault });
  });
}

async function isUsable({ open, assert }, { site, address }) {
  for (const width of [390, 1280]) {
    const page = await open(address, { site, viewport: { width, height: 900 } });
    const { stops, small } = await page.evaluate(targets, LEAST);
    assert.deepEqual(small, [], `${address} at ${width}: smaller than ${LEAST} pixels`);
    await page.evaluate(watch);
    // A list of a thousand entries is not gone through at both widths.
    const most = width === 390 ? 80 : 400;
    for (let n = 0; n < Math.min(stops, most) + 2; n += 1) await page.keyboard.press("Tab");
    const [skip, ...reached] = await page.evaluate(() => globalThis.stops);
    const told = `${address} at ${width}`;
    if (skip?.stop !== undefined) reached.unshift(skip);
    assert.deepEqual([...new Set(reached.filter(({ fault }) => fault).map(({ name, fault }) => `${name}: ${fault}`))], [], told);
    const order = reached.slice(0, Math.min(stops, most)).map(({ stop }) => Number(stop));
    assert.deepEqual(order, order.map((_, n) => n), `${told}: in order, without a trap`);
    await page.close();
  }
}

export const checks = {
  ...onEachKind(isUsable),

  async "one can skip to the content"({ open, assert }) {
    const page = await open("index.html");
    await page.keyboard.press("Tab");
    const box = await page.locator(".skip:focus").boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.height >= LEAST);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
  },
};
