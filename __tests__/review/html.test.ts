import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { planOf } from "../../bench/review-plan-of";
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
  /** Once what was chosen is painted. */
  const painted = () => page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))");
  async function rows(): Promise<number> {
    await painted();
    return page.locator(".row:visible").count();
  }
  /** Where an edge of the first such element is, in pixels from the top of the screen. */
  const edgeOf = (selector: string, edge: "top" | "bottom") =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().${edge}`);

  it("opens from a file without an error and asks nobody for anything", async () => {
    const url = await open(input);
    expect(await page.locator("h1").textContent()).toBe("Plan review");
    expect(await page.title()).toBe("Plan review");
    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
  });

  it("filters by words, by what an entry is and by a cell of the matrix, and clears", async () => {
    await open(input);
    const all = await rows();
    await page.fill("#search", "billing sqs");
    await painted();
    expect(await page.locator("#count").textContent()).toMatch(/^3 of \d+$/);
    expect(await page.locator("tbody tr").count()).toBe(1);
    await page.click("#clear");
    expect(await rows()).toBe(all);
    await page.selectOption("#mark", "less");
    expect(await rows()).toBe(1);
    await page.click("#clear");
    await page.click('button[aria-label$="role orders, s3"]');
    expect(await rows()).toBe(1);
    expect(await page.locator(".row").textContent()).toContain("s3:GetObject");
    await page.click('button[aria-label$="role orders, s3"]');
    expect(await rows()).toBe(all);
    expect(complaints).toEqual([]);
  });

  it("tells a permission's whole story in its row", async () => {
    await open(input);
    await page.fill("#search", "orders s3");
    const row = page.locator("details.row").first();
    await row.locator("summary").click();
    for (const part of ["s3:GetObject", "aws_iam_role_policy.orders", "permission-widened", '"key"']) {
      expect(await row.textContent()).toContain(part);
    }
  });

  it("works by keyboard alone: the search, one tab stop for the matrix with arrows in it, one for each row", async () => {
    await open(input);
    let stops = 0;
    do {
      await page.keyboard.press("Tab");
      stops += 1;
    } while (stops < 30 && !(await page.evaluate("document.activeElement.matches('summary')")));
    expect(stops).toBeLessThanOrEqual(20);
    await page.keyboard.press("Enter");
    expect(await page.locator("details[open]").count()).toBe(1);
    await page.locator("td button[tabindex='0']").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    expect(await page.locator('td button[aria-pressed="true"]').count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await page.keyboard.press("/");
    await page.keyboard.type("gone");
    expect(await rows()).toBe(2);
  });

  it.each([
    [360, "light"],
    [360, "dark"],
    [768, "light"],
    [1440, "light"],
    [1440, "dark"],
  ] as const)(
    "at %i pixels, %s, has nothing that axe finds and nothing wider than the screen",
    async (width, scheme) => {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme: scheme });
      await open(input);
      const violations = await page.evaluate(
        `${axe};axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))`,
      );
      expect(violations).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    },
  );

  describe("with 2,400 resources", () => {
    const big = file(JSON.stringify(planOf(2_400)));

    it.each([360, 768, 1440])(
      "puts the first hit of a search and of a cell on the first screen, %i pixels wide",
      async (width) => {
        await page.setViewportSize({ width, height: 740 });
        await open(big);
        await page.evaluate("scrollTo(0, 4000)");
        await page.fill("#search", "role-1604");
        await painted();
        expect(await edgeOf(".row", "bottom")).toBeLessThanOrEqual(740);
        await page.click("#clear");
        await page.locator("td button").nth(20).click();
        await painted();
        expect(await edgeOf(".row", "bottom")).toBeLessThanOrEqual(740);
      },
    );

    it("folds a section after 30 rows, and keeps the search and the section's head in sight", async () => {
      await open(big);
      expect(await page.locator("section", { hasText: "Permissions" }).last().locator(".row").count()).toBe(30);
      await page.locator(".rest").last().scrollIntoViewIfNeeded();
      expect(await edgeOf("#search", "top")).toBeGreaterThanOrEqual(0);
      const before = await rows();
      await page.locator(".rest").last().click();
      expect(await rows()).toBeGreaterThan(before);
    });
  });

  it("opens for every kind of case without an error", async () => {
    for (const name of ["roles-mixed-up", "unknown-policy", "task-plain-secret", "queue-destroyed"]) {
      await open(join(CASES, name, "after.plan.json"));
      expect(await rows()).toBeGreaterThan(0);
    }
    expect(complaints).toEqual([]);
  });

  /** `REVIEW_PICTURES=docs npx jest html` writes the documentation's pictures. */
  it("looks as the documentation shows it", async () => {
    const folder = process.env.REVIEW_PICTURES;
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const [name, planFile] of [
      ["review", join(CASES, "roles-mixed-up", "after.plan.json")],
      ["review-big", file(JSON.stringify(planOf(2_400)))],
    ] as const) {
      await open(planFile);
      const picture = await page.screenshot(folder ? { path: join(folder, `${name}.png`) } : {});
      expect(picture.length).toBeGreaterThan(10_000);
    }
  });
});

it("allows its own style and script alone, by their hashes", () => {
  const html = renderHtml(
    JSON.parse(run(["review", join(CASES, "roles-mixed-up", "after.plan.json"), "--format", "json"]).output),
  );
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
  expect(html.slice(0, html.indexOf("<script"))).not.toMatch(/<[^>]*\s(?:src|href)=/);
});
