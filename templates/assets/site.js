// Adds to pages that are complete without it: a switch between light and dark, keys to move by,
// filters that the address remembers, years to be chosen on the skyline, pages fetched ahead.
"use strict";
{
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const searchPage = () => one("form.find")?.action ?? location.href.split(/[?#]/)[0];

  // ---- Light and dark --------------------------------------------------------------------------

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
    const button = one("#theme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", switchTheme);
  }

  // ---- Keys ------------------------------------------------------------------------------------

  // j and k go through the entries of a page, arrows to the neighbours of an event, u up.
  const follow = (selector) => one(selector)?.click();
  function step(by) {
    const entries = all(".lane li a, .tiles a, .period article :is(h3, h4) a, .listing div > a, .around a");
    const seen = entries.filter((entry) => entry.checkVisibility());
    const next = seen.indexOf(document.activeElement) + by;
    seen[Math.max(0, Math.min(seen.length - 1, next))]?.focus();
  }
  // Time runs the way that the language is read.
  const [back, forth] = root.dir === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  const keys = {
    "/": () => one("#q, .find input")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    u: () => follow(".crumb li:last-child a"),
    [back]: () => follow(".pn [rel=prev]"),
    [forth]: () => follow(".pn [rel=next]"),
    "g h": () => follow(".brand"),
    "?": showKeys,
  };
  // A key that another one has to follow, and when it was pressed.
  let first = { key: "", at: 0 };

  function onKey(event) {
    const typing = event.target.closest("input, textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow") && event.target.closest(".scroll, .plot")) return;
    const both = event.timeStamp - first.at < 1500 ? `${first.key} ${event.key}` : "";
    first = { key: event.key, at: event.timeStamp };
    const name = [both, event.key].find((key) => Object.hasOwn(keys, key));
    if (!name) return;
    if (name === "/") event.preventDefault();
    keys[name]();
  }

  // What the keys do is said in a file beside the index, once for all pages.
  globalThis.annals = {
    keys([heading, close, list]) {
      const rows = list.map(([key, words]) =>
        make("div", {}, make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: words })));
      const button = make("button", { textContent: close, className: "quiet" });
      const title = make("h2", { textContent: heading, id: "keys-h" });
      const form = make("form", { method: "dialog" }, button);
      const dialog = make("dialog", { id: "keys" }, title, make("dl", {}, ...rows), form);
      dialog.setAttribute("aria-labelledby", "keys-h");
      document.body.append(dialog);
      const style = new URL("search.css", one("link[rel=stylesheet]").href).href;
      const sheet = make("link", { rel: "stylesheet", href: style });
      sheet.onload = sheet.onerror = () => dialog.showModal();
      document.head.append(sheet);
    },
  };

  function showKeys() {
    const dialog = one("#keys");
    if (dialog) dialog.showModal();
    else document.head.append(make("script", { src: new URL("keys.js", searchPage()).href }));
  }

  // ---- Filters ---------------------------------------------------------------------------------

  // "?hide=f1.f3" names the themes that are not shown.
  function startFilters() {
    const boxes = all(".filters input");
    const hidden = new URLSearchParams(location.search).get("hide")?.split(".") ?? [];
    const remember = () => {
      const hide = boxes.filter((box) => !box.checked).map((box) => box.id).join(".");
      history.replaceState(null, "", (hide ? `?hide=${hide}` : location.pathname) + location.hash);
    };
    const restack = stacker();
    const show = () => restack(boxes.filter((box) => !box.checked).map((box) => box.id));
    for (const box of boxes) {
      if (hidden.includes(box.id)) box.checked = false;
      box.addEventListener("change", () => { remember(); show(); });
    }
    if (boxes.some((box) => !box.checked)) show();
  }

  // ---- Skyline ---------------------------------------------------------------------------------

  // The edges of a layer above and below, as runs of the line with a height each.
  function edges(path) {
    const above = [];
    const below = [];
    let [x, y, start] = [0, 0, 0];
    const level = (to) => {
      (to > x ? above : below).push({ from: Math.min(to, x), to: Math.max(to, x), y });
      x = to;
    };
    for (const [, command, numbers] of path.matchAll(/([MVHZ])([^MVHZ]*)/g)) {
      const [a, b] = numbers.trim().split(/[ ,]+/).map(Number);
      if (command === "M") [x, y, start] = [a, b, a];
      else if (command === "V") y = a;
      else level(command === "H" ? a : start);
    }
    return { above, below };
  }

  // Lets what is shown of the skyline stand on the ground, without a gap where a theme is hidden.
  function stacker() {
    const layers = all(".sky .plot path").map((path) => ({ path, ...edges(path.getAttribute("d")) }));
    const runs = layers.flatMap(({ above, below }) => [...above, ...below]);
    const cuts = [...new Set(runs.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
    const at = (edge, place) => edge.find(({ from, to }) => from <= place && place < to)?.y ?? 100;
    for (const layer of layers) {
      const height = (cut, next) => {
        const middle = (cut + next) / 2;
        return at(layer.below, middle) - at(layer.above, middle);
      };
      layer.heights = cuts.slice(0, -1).map((cut, index) => height(cut, cuts[index + 1]));
    }
    const drawn = (ground, heights) => heights.map((height, index) => {
      if (height <= 0) return "";
      const [low, high] = [100 - ground[index], 100 - ground[index] - height];
      return `M${cuts[index]} ${low}V${high}H${cuts[index + 1]}V${low}Z`;
    }).join("");

    return (hidden) => {
      const ground = cuts.slice(0, -1).map(() => 0);
      for (const { path, heights } of layers) {
        const shown = hidden.some((id) => path.classList.contains(id)) ? heights.map(() => 0) : heights;
        path.setAttribute("d", drawn(ground, shown));
        shown.forEach((height, index) => { ground[index] += height; });
      }
      for (const note of all(".notes li")) {
        const place = parseFloat(note.style.getPropertyValue("--s")) * 10;
        const column = cuts.findLastIndex((cut) => cut <= place);
        note.style.setProperty("--h", ground[column] ?? 0);
      }
    };
  }

  // Years are chosen by dragging, or by Shift and the arrow keys; a link then leads to them.
  function startBrush() {
    const plot = one(".sky .plot[data-years]");
    if (!plot) return;
    const numbers = plot.dataset.years.split(" ").map(Number);
    const points = numbers.flatMap((at, n) => (n % 2 ? [] : [{ at, year: numbers[n + 1] }]));
    const [start, end] = [Math.floor(points[0].year), Math.ceil(points.at(-1).year) - 1];
    // From one measure of a scale to the other.
    const along = (value, from, to) => {
      const next = Math.max(1, points.findIndex((point) => value <= point[from]));
      const [a, b] = value > points.at(-1)[from] ? points.slice(-2) : [points[next - 1], points[next]];
      return a[to] + (value - a[from]) / (b[from] - a[from]) * (b[to] - a[to]);
    };
    const inside = (year) => Math.max(start, Math.min(end, year));
    const name = (year) => (year > 0 ? `${year}` : plot.dataset.bce.replace("{n}", 1 - year));

    const band = make("i", { className: "band", hidden: true });
    const told = make("p", { className: "chosen" });
    told.setAttribute("role", "status");
    plot.append(band);
    plot.parentElement.append(told);
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", plot.dataset.brush);
    plot.title = plot.dataset.brush;

    let anchor = start;
    let focus = start;
    function show() {
      const [from, to] = [Math.min(anchor, focus), Math.max(anchor, focus)];
      const left = Math.max(0, along(from, "year", "at"));
      const right = Math.min(100, along(to + 1, "year", "at"));
      band.hidden = false;
      band.style.setProperty("--s", left);
      band.style.setProperty("--w", right - left);
      const address = new URL(searchPage());
      address.search = new URLSearchParams({ from, to });
      const words = plot.dataset.selected.replace("{from}", name(from)).replace("{to}", name(to));
      told.replaceChildren(make("a", { href: address.href, textContent: words }));
    }
    function clear() {
      band.hidden = true;
      told.replaceChildren();
    }
    function yearAt(event) {
      const box = plot.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      const rtl = getComputedStyle(plot).direction === "rtl";
      return inside(Math.floor(along((rtl ? 1 - share : share) * 100, "at", "year")));
    }

    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest("a")) return;
      const origin = event.clientX;
      const from = yearAt(event);
      let dragged = false;
      const move = (event) => {
        dragged ||= Math.abs(event.clientX - origin) > 4;
        if (!dragged) return;
        [anchor, focus] = [from, yearAt(event)];
        show();
      };
      const stop = () => {
        plot.removeEventListener("pointermove", move);
        if (!dragged) clear();
      };
      plot.setPointerCapture(event.pointerId);
      plot.addEventListener("pointermove", move);
      plot.addEventListener("pointerup", stop, { once: true });
      plot.addEventListener("pointercancel", stop, { once: true });
    });
    plot.addEventListener("keydown", (event) => {
      if (event.target !== plot) return;
      const rtl = getComputedStyle(plot).direction === "rtl" ? -1 : 1;
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (by) {
        const fresh = band.hidden && event.shiftKey;
        if (!fresh) focus = inside(focus + by * rtl * Math.max(1, Math.round((end - start) / 100)));
        if (!event.shiftKey || fresh) anchor = focus;
        show();
        event.preventDefault();
      } else if (event.key === "Enter") told.firstElementChild?.click();
      else if (event.key === "Escape") clear();
    });
  }

  // ---- Pages fetched ahead ---------------------------------------------------------------------

  // A page is fetched while the pointer rests on its link; copies for machines, which can be large
  // and whose links name their type, are not.
  function startFetching() {
    const served = location.protocol.startsWith("http");
    if (!served || !HTMLScriptElement.supports?.("speculationrules")) return;
    const where = { and: [{ href_matches: "/*" }, { not: { selector_matches: "[type], [rel~=external]" } }] };
    const rules = { prefetch: [{ where, eagerness: "moderate" }] };
    document.head.append(make("script", { type: "speculationrules", textContent: JSON.stringify(rules) }));
  }

  startTheme();
  startFilters();
  startBrush();
  startFetching();
  document.addEventListener("keydown", onKey);
}
