// A browser and the sites that are looked at in it: served on loopback below a sub-path each, or
// opened from the disk.

import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const BASE = "/some/where/";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".woff2": "font/woff2",
};
const PROGRAMS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// A built site: its folder, the paths of its pages in order, where it is served and where it lies.
export function siteIn(folder, port, name) {
  const pages = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".html")).sort();
  return {
    folder,
    pages,
    served: `http://127.0.0.1:${port}${BASE}${name}/`,
    onDisk: `${pathToFileURL(path.resolve(folder))}/`,
  };
}

// Serves the folders of a map by name; its port is chosen by the system.
export async function serve(folders) {
  const server = createServer((request, response) => {
    if (request.url === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const file = fileOf(folders, new URL(request.url, "http://localhost").pathname);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", TYPES[path.extname(file)] ?? "application/octet-stream");
    createReadStream(file).on("error", () => response.writeHead(404).end()).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { port: server.address().port, close: () => server.close() };
}

function fileOf(folders, pathname) {
  const [, name, inside] = pathname.match(`^${BASE}([^/]+)/(.*)$`) ?? [];
  const folder = folders.get(name);
  if (!folder) return null;
  const file = path.resolve(folder, decodeURIComponent(inside));
  if (!`${file}/`.startsWith(`${path.resolve(folder)}/`) || !existsSync(file)) return null;
  return statSync(file).isDirectory() ? path.join(file, "index.html") : file;
}

export function launch(chromium) {
  const executablePath = PROGRAMS.find((program) => program && existsSync(program));
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });
}
