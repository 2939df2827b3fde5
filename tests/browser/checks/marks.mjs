// Marks stand where their dates lie: the box of each mark in the lanes against the days that it is
// drawn for, on the scale that the lanes name, from left to right and from right to left.

// The point of a symbol that is at the true place, where it is wider than its time.
const HOLDS = { "g-before": 1, "g-after": 0, "g-open": 0 };

// The marks that dates have.
const KINDS = ["g-day", "g-month", "g-year", "g-span", "g-circa", "g-before", "g-after", "g-open", "g-either"];

// Days since 1 January 1970 in the Gregorian calendar, for years of any size and sign.
function day(text) {
  const [, sign, years, month, date] = text.match(/^([+-]?)Y?(\d+)-(\d\d)-(\d\d)$/) ?? [];
  if (!years) return null;
  const year = Number(`${sign}${years}`) - (month < 3 ? 1 : 0);
  const era = Math.floor(year / 400);
  const ofEra = year - era * 400;
  const ofYear = Math.floor((153 * (Number(month) + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date) - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

// Where a day begins on a scale, between 0 and 1.
function place(scale, at) {
  const stretch = scale.find(({ to }) => at < to) ?? scale.at(-1);
  const share = (at - stretch.from) / (stretch.to - stretch.from);
  return (stretch.left + Math.max(0, Math.min(1, share)) * stretch.width) / 100;
}

function parse(scale) {
  return scale.split("; ").map((part) => {
    const [from, to, left, width] = part.split(" ");
    return { from: day(from), to: day(to), left: Number(left), width: Number(width) };
  });
}

async function measure(page, assert, address, dir) {
  await page.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
  const { scale, marks } = await page.evaluate(() => ({
    scale: document.querySelector(".lanes[data-scale]")?.dataset.scale,
    marks: [...document.querySelectorAll(".lanes li[data-start]")].map((item) => {
      const [line, box] = [item.parentElement, item.querySelector(".g")].map((e) => e.getBoundingClientRect());
      const { start, end } = item.dataset;
      const text = item.textContent.trim().slice(0, 40);
      const flow = document.documentElement.dir === "rtl";
      const [near, far] = flow ? [line.right - box.right, line.right - box.left] : [box.left - line.left, box.right - line.left];
      return { start, end, kind: item.className, text, width: line.width, near, far };
    }),
  }));
  if (!scale) return [];
  const stretches = parse(scale);
  for (const { start, end, kind, text, width, near, far } of marks) {
    const [first, last] = [day(start), day(end)];
    const from = (first === null ? 0 : place(stretches, first)) * width;
    const to = (last === null ? 1 : place(stretches, last + 1)) * width;
    const told = `${address} ${dir}: ${text} (${kind}, ${start} to ${end}) is drawn from ${near.toFixed(1)} to ${far.toFixed(1)}, not ${from.toFixed(1)} to ${to.toFixed(1)}`;
    if (far - near <= to - from + 1) {
      assert.ok(Math.abs(near - from) <= 1 && Math.abs(far - to) <= 1, told);
    } else {
      const hold = Object.entries(HOLDS).find(([name]) => kind.includes(name))?.[1] ?? 0.5;
      assert.ok(Math.abs(near + (far - near) * hold - (from + (to - from) * hold)) <= 1, told);
    }
  }
  return marks.map((mark) => mark.kind);
}

export const checks = {
  async "each is as long as its date, and where it lies"(tools) {
    const kinds = new Set();
    const page = await tools.open("index.html", { viewport: { width: 1280, height: 900 } });
    const demo = await tools.site("demo");
    const dates = await tools.site("dates");
    const drawn = tools.pages.filter((page) => /^((\w+\/)?index|(\w+\/)?[\d-]+s?\/index)\.html$/.test(page));
    for (const address of [`${dates.served}index.html`, ...drawn.map((page) => demo.served + page)]) {
      await page.goto(address);
      for (const dir of ["ltr", "rtl"]) {
        const seen = await measure(page, tools.assert, address, dir);
        seen.flatMap((kind) => kind.split(" ")).forEach((name) => kinds.add(name));
      }
    }
    for (const kind of KINDS) tools.assert.ok(kinds.has(kind), `${kind} is among the marks`);
  },
};
