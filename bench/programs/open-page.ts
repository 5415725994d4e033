import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Opens a page in a browser of its own and says after how many milliseconds its first results were painted. */
async function main(file: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  await page.addInitScript(`new MutationObserver((_, observer) => {
    if (!document.querySelector(".row")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.paintedAfter = performance.now(); }));
  }).observe(document, { childList: true, subtree: true })`);
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction("window.paintedAfter");
  console.log(JSON.stringify({ milliseconds: await page.evaluate("window.paintedAfter") }));
  await browser.close();
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
