import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { renderHtml } from "../../review/render/html";
import { file, plan, policy, rolePolicy, run } from "./run";

const CHROMIUM = "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const available = existsSync(CHROMIUM);
if (!available && process.env.REQUIRE_CHROMIUM === "1")
  throw new Error(`REQUIRE_CHROMIUM is set and ${CHROMIUM} does not exist`);

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const CASES = join(__dirname, "..", "cases", "review");

const allow = (action: string, resource = "*") => ({ Effect: "Allow", Action: action, Resource: resource });
const hostile = "</script><img src=x onerror=\"document.title='run'\">";
const input = file(
  plan([
    rolePolicy(undefined, policy(allow("sqs:SendMessage"), allow("s3:GetObject")), "orders"),
    rolePolicy(policy(allow("sqs:SendMessage")), policy(allow("sqs:ReceiveMessage")), "billing"),
    rolePolicy(undefined, policy(allow("sqs:PurgeQueue", `arn:aws:sqs:::${hostile}`)), hostile),
    {
      address: "aws_sqs_queue.gone",
      type: "aws_sqs_queue",
      change: { actions: ["delete"], before: { name: "gone" }, after: null },
    },
  ]),
);

const title = available
  ? "the page in a browser"
  : `the page in a browser (skipped: ${CHROMIUM} is not installed, 'apt-get install chromium')`;

(available ? describe : describe.skip)(title, () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    page = await (await browser.newContext({ bypassCSP: false })).newPage();
    complaints.length = 0;
    requests.length = 0;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
  });
  afterEach(() => page.context().close());

  async function open(planFile: string): Promise<string> {
    const target = file(run(["review", planFile, "--format", "html"]).output, "review.html");
    const url = pathToFileURL(target).href;
    await page.goto(url);
    return url;
  }
  const shown = () => page.locator(".row:visible").count();

  it("opens from a file without an error and asks nobody for anything", async () => {
    const url = await open(input);
    expect(await page.locator("h1").textContent()).toBe("Plan review");
    expect(await page.title()).toBe("Plan review");
    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
  });

  it("filters by words, by direction and by a cell of the matrix, and clears", async () => {
    await open(input);
    const all = await shown();
    await page.fill("#search", "billing consumer");
    expect(await shown()).toBe(1);
    expect(await page.locator("#count").textContent()).toBe(`1 of ${all} shown`);
    await page.click("#clear");
    expect(await shown()).toBe(all);
    await page.selectOption("#direction", "less");
    expect(await shown()).toBe(1);
    await page.click("#clear");
    await page.click('button[aria-label$="role orders, s3"]');
    expect(await shown()).toBe(1);
    expect(await page.locator(".row:visible").textContent()).toContain("s3:GetObject");
    await page.click('button[aria-label$="role orders, s3"]');
    expect(await shown()).toBe(all);
    expect(complaints).toEqual([]);
  });

  it("works by keyboard alone", async () => {
    await open(input);
    await page.keyboard.press("/");
    await page.keyboard.type("gone");
    expect(await shown()).toBe(2);
    await page.locator("#clear").press("Enter");
    await page.locator("td button").first().press("Space");
    expect(await page.locator('td button[aria-pressed="true"]').count()).toBe(1);
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await open(input);
    const violations = await page.evaluate(
      `${axe};axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))`,
    );
    expect(violations).toEqual([]);
  });

  it("fits a phone: nothing but the matrix is wider than the screen", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(input);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  });

  it("opens for every kind of case without an error", async () => {
    for (const name of ["roles-mixed-up", "unknown-policy", "task-plain-secret", "queue-destroyed"]) {
      await open(join(CASES, name, "after.plan.json"));
    }
    expect(complaints).toEqual([]);
  });
});

it("allows its own style and script alone, by their hashes", () => {
  const html = renderHtml(
    JSON.parse(run(["review", join(CASES, "roles-mixed-up", "after.plan.json"), "--format", "json"]).output),
  );
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
  expect(html).not.toMatch(/<[^>]*\s(?:src|href)=/);
});
