// The kinds of pages that a site has, each by the paths that such pages have.

export const KINDS = {
  "home": /^index\.html$/,
  "a century": /^\d+-\d+\/index\.html$/,
  "a decade": /^\d+s\/index\.html$/,
  "a year": /^\d{4}\/index\.html$/,
  "a month": /^\d{4}\/\d\d\/index\.html$/,
  "some days of a month": /^\d{4}\/\d\d\/[\d-]+\/index\.html$/,
  "years before ours": /^(\w+\/)?bce\/[\d-]+\/index\.html$/,
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
  "a further part of a list": /\/part-2\/index\.html$/,
  "sources": /^s\/index\.html$/,
  "an article": /^s\/./,
  "how dates work": /^about\/dates\//,
  "search": /^search\//,
  "what others embed": /^embed\//,
  "another timeline": /^\w+\/e\/./,
};

// What only a long timeline has; the demonstration has not.
const LONG = ["a year", "a month", "some days of a month", "a further part of a list"];

// A check for each kind, on a page of it: `check(tools, { kind, site, address })`.
export function onEachKind(check) {
  return Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, async (tools) => {
    const site = await tools.site(LONG.includes(kind) ? "long" : "demo");
    const address = site.pages.find((page) => KINDS[kind].test(page));
    tools.assert.ok(address, `${site.folder} has such a page`);
    await check(tools, { kind, site, address });
  }]));
}
