// Opens the sheet of all looks in a real browser and photographs it, one picture a chapter: FOLDER/sheets/01.png and on.
//
//   node scripts/browser/gallery.mjs FOLDER [WIDTH]     FOLDER holds index.html, as `make gallery` leaves it
//
// WIDTH is that of the window in CSS pixels: 1600 for a desk, 390 to see every page at the size of a phone.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = resolve(process.argv[2] ?? "target/gallery");
const width = Number(process.argv[3] ?? 1600);
const profile = mkdtempSync(join(tmpdir(), "liangzheng-gallery-"));
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args });
const tab = await browser.newPage();
await tab.setViewportSize({ width, height: 900 });
await tab.goto(pathToFileURL(join(folder, "index.html")).href, { waitUntil: "load" });

const broken = await tab.$$eval("img", (all) => all.filter((picture) => picture.naturalWidth === 0).map((picture) => picture.alt));
const chapters = await tab.$$("section");
mkdirSync(join(folder, "sheets"), { recursive: true });
for (const [number, chapter] of chapters.entries()) {
    await chapter.screenshot({ path: join(folder, "sheets", `${String(number + 1).padStart(2, "0")}.png`) });
}
console.log(`${chapters.length} chapters photographed, ${broken.length} pictures broken`);
await browser.close();
rmSync(profile, { recursive: true, force: true });
process.exit(broken.length === 0 && chapters.length > 0 ? 0 : 1);
