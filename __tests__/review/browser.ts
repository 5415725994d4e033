import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Screen {
  readonly width: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** A page in a browser, and what went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** What it wrote to the console, and its errors. */
  readonly complaints: readonly string[];
  /** What it asked for, itself included. */
  readonly requests: readonly string[];
}

/** Tests in one browser: each opens pages of its own. Skipped where there is none, unless `REQUIRE_CHROMIUM` is set. */
export function describeInBrowser(
  title: string,
  tests: (open: (url: string, screen?: Screen) => Promise<Opened>) => void,
) {
  const available = existsSync(CHROMIUM);
  if (!available && process.env.REQUIRE_CHROMIUM === "1")
    throw new Error(`REQUIRE_CHROMIUM is set and ${CHROMIUM} does not exist`);
  const why = available ? "" : ` (skipped: ${CHROMIUM} is not installed, 'apt-get install chromium')`;
  (available ? describe : describe.skip)(`${title}${why}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    });
    afterAll(() => browser?.close());
    afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
    tests(async (url, { width, height = 740, scheme = "light" } = { width: 1280 }) => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, bypassCSP: false });
      const page = await context.newPage();
      const [complaints, requests]: [string[], string[]] = [[], []];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(url);
      return { page, complaints, requests };
    });
  });
}
