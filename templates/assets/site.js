// Adds to pages that are complete without it: a switch between light and dark, keys to move by,
// and filters that the address remembers.
"use strict";
{
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];

  // The choice is kept where the browser lets pages keep anything.
  const kept = {
    get() {
      try { return localStorage.getItem("theme"); } catch { return null; }
    },
    set(theme) {
      try { localStorage.setItem("theme", theme); } catch { /* It then lasts for this page. */ }
    },
  };

  function switchTheme() {
    const night = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme ?? (night ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    kept.set(root.dataset.theme);
  }

  function startTheme() {
    const theme = kept.get();
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", switchTheme);
  }

  // j and k go through the entries of a page, arrows to the neighbours of an event, u up.
  const follow = (selector) => document.querySelector(selector)?.click();
  function step(by) {
    const entries = all(".lane li a, .tiles a, .period article :is(h3, h4) a, .listing div > a, .around a");
    const seen = entries.filter((entry) => entry.checkVisibility());
    const next = seen.indexOf(document.activeElement) + by;
    seen[Math.max(0, Math.min(seen.length - 1, next))]?.focus();
  }
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    u: () => follow(".crumb li:last-child a"),
    ArrowLeft: () => follow(".pn [rel=prev]"),
    ArrowRight: () => follow(".pn [rel=next]"),
  };

  function onKey(event) {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const scrolls = event.key.startsWith("Arrow") && event.target.closest(".scroll");
    if (Object.hasOwn(keys, event.key) && !scrolls) keys[event.key]();
  }

  // "?hide=f1.f3" names the themes that are not shown.
  function startFilters() {
    const boxes = all(".filters input");
    const hidden = new URLSearchParams(location.search).get("hide")?.split(".") ?? [];
    const remember = () => {
      const hide = boxes.filter((box) => !box.checked).map((box) => box.id).join(".");
      history.replaceState(null, "", (hide ? `?hide=${hide}` : location.pathname) + location.hash);
    };
    for (const box of boxes) {
      if (hidden.includes(box.id)) box.checked = false;
      box.addEventListener("change", remember);
    }
  }

  startTheme();
  startFilters();
  document.addEventListener("keydown", onKey);
}
