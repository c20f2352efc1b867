// Opens the pages that people read in a real browser and says what it finds, one line a check: `ok NAME` or `FAILED NAME`.
//
//   node scripts/browser/run.mjs FOLDER     FOLDER holds demo/index.html, as `make demo` leaves it

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const page = pathToFileURL(join(resolve(process.argv[2] ?? "target"), "demo/index.html")).href;
const profile = mkdtempSync(join(tmpdir(), "liangzheng-browser-"));
const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: quiet });

let failed = 0;
async function check(name, work) {
    try {
        await work();
        console.log(`ok ${name}`);
    } catch (error) {
        failed++;
        console.log(`FAILED ${name}\n    ${String(error.message ?? error).split("\n")[0]}`);
    }
}

function expect(truth, otherwise) {
    if (!truth) throw new Error(otherwise);
}

/** Opens the page at a width and notes what a reader would stumble over. */
async function open(width) {
    const tab = await browser.newPage();
    const complaints = [];
    const outside = [];
    tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    tab.on("pageerror", (error) => complaints.push(error.message));
    tab.on("request", (request) => /^(file|data|blob):/.test(request.url()) || outside.push(request.url()));
    await tab.setViewportSize({ width, height: 900 });
    await tab.goto(page, { waitUntil: "load" });
    return { tab, complaints, outside };
}

for (const width of [390, 1280]) {
    const { tab, complaints, outside } = await open(width);
    await check(`demo page, ${width} wide: asks nothing of any network`, () => expect(outside.length === 0, outside.join(" ")));
    await check(`demo page, ${width} wide: no complaint in the console`, () => expect(complaints.length === 0, complaints.join("; ")));
    await check(`demo page, ${width} wide: every picture loads and has its words`, async () => {
        const pictures = await tab.$$eval("img", (all) => all.map(({ alt, naturalWidth }) => ({ alt, naturalWidth })));
        const scenes = await tab.$$eval("main > section", (all) => all.map((scene) => scene.querySelectorAll("img").length));
        expect(scenes.length === 14 && scenes.every((count) => count > 0), `pictures of each scene: ${scenes.join(" ")}`);
        const broken = pictures.filter(({ alt, naturalWidth }) => naturalWidth === 0 || alt.trim() === "");
        expect(broken.length === 0, `${broken.length} of ${pictures.length} pictures are broken or have no words`);
    });
    await check(`demo page, ${width} wide: nothing sticks out sideways`, async () => {
        const spare = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(spare <= 1, `${spare} pixels too wide`);
    });
    await tab.close();
}

await browser.close();
rmSync(profile, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
