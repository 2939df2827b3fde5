// What is printed: every entry of a page, whole and on white, without what only a screen can use.

import { onEachKind } from "../kinds.mjs";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

// A4 with the margins that the check prints with, in CSS pixels.
const PAPER = { width: 718, height: 1046 };
const CONTROLS = ".skip, .mast nav, .find, .controls, .jump, .pn, .foot nav, .crumb, button, input, select";

// What a page says by itself, as pieces of text without elements in them; what only leads elsewhere
// or is hidden on a screen does not count. Runs in the page.
function pieces() {
  const lost = ".vh, .phone, .zoom, .jump, .crumb, .controls, .pn, .more, .cite summary, .eras, .notes, #search, noscript";
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walk.nextNode()) {
    const [text, element] = [walk.currentNode.textContent, walk.currentNode.parentElement];
    const shown = element.closest("details") || element.checkVisibility();
    const clipped = getComputedStyle(element).clipPath !== "none";
    if (text.trim() && shown && !clipped && !element.closest(lost) && !element.closest("[aria-hidden=true]")) found.add(text);
  }
  return [...found];
}

// What is shown, cut or dark in print. Runs in the page.
function faults(controls) {
  const found = [];
  const shown = [...document.querySelectorAll("body, body *")].filter((one) => one.checkVisibility());
  const edge = document.documentElement.clientWidth;
  for (const one of shown) {
    const name = `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 30)}`;
    if (one.matches(controls)) found.push(`shown: ${name}`);
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const cuts = style.overflowX !== "visible" && !one.matches(".vh, .vh *") && one.scrollWidth > one.clientWidth + 1 && style.textOverflow !== "ellipsis";
    if (cuts && one.clientWidth > 1) found.push(`cut: ${name}`);
    if (one.scrollHeight > one.clientHeight + 2 && style.overflowY === "hidden" && !one.closest(".vh")) found.push(`cut below: ${name}`);
    if (box.right > edge + 1 && !one.closest(".vh, svg")) found.push(`beyond the paper: ${name}`);
    const [, r, g, b, a = "1"] = style.backgroundColor.match(/rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)/) ?? [];
    const is_large = box.width > edge / 3 && box.height > 30;
    if (r && is_large && Number(a) > 0.5 && Number(r) + Number(g) + Number(b) < 600) found.push(`dark: ${name}`);
  }
  const [ink] = getComputedStyle(document.body).color.match(/\d+/);
  if (Number(ink) > 100) found.push(`the text is light: ${getComputedStyle(document.body).color}`);
  return found;
}

function textOf(pdf) {
  try {
    return execFileSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

// Letters and digits only: lines are broken and letters joined otherwise on paper.
const bare = (text) => text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

async function prints({ open, assert }, { site, address }) {
  const page = await open(address, { site, viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
  await page.evaluate(() => { document.documentElement.dataset.theme = "dark"; });
  const wanted = await page.evaluate(pieces);
  assert.ok(wanted.length > 2, `${address}: ${wanted.length} pieces of text`);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize(PAPER);
  assert.deepEqual(await page.evaluate(faults, CONTROLS), [], address);
  const folder = mkdtempSync(path.join(os.tmpdir(), "annals-print-"));
  const file = path.join(folder, "page.pdf");
  await page.emulateMedia({ media: null, colorScheme: "dark" });
  await page.pdf({ path: file, format: "A4", margin: { top: "10mm", bottom: "10mm", left: "10mm", right: "10mm" } });
  const printed = textOf(file);
  rmSync(folder, { recursive: true });
  if (printed === null) await page.emulateMedia({ media: "print" });
  const text = bare(printed ?? await page.evaluate(() => document.body.innerText));
  const lost = wanted.filter((entry) => !text.includes(bare(entry)));
  assert.deepEqual([...new Set(lost)], [], `${address}: not in print`);
}

export const checks = onEachKind(prints);
