import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { planOf } from "../../bench/review-plan-of";
import { renderHtml } from "../../review/render/html";
import { describeInBrowser, type Screen } from "./browser";
import { everyCase } from "./every-case";
import { file, plan, policy, rolePolicy, run } from "./run";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const CASES = join(__dirname, "..", "cases", "review");

const allow = (action: string, resource = "*") => ({ Effect: "Allow", Action: action, Resource: resource });
const hostile = "</script><img src=x onerror=\"document.title='run'\">";
const small = plan([
  rolePolicy(undefined, policy(allow("sqs:SendMessage"), allow("s3:GetObject")), "orders"),
  rolePolicy(policy(allow("sqs:SendMessage")), policy(allow("sqs:ReceiveMessage")), "billing"),
  rolePolicy(undefined, policy(allow("sqs:PurgeQueue", `arn:aws:sqs:::${hostile}`)), hostile),
  {
    address: "aws_sqs_queue.gone",
    type: "aws_sqs_queue",
    change: { actions: ["delete"], before: { name: "gone" }, after: null },
  },
]);

/** The page of a plan, as a file's URL. */
function pageOf(planText: string): string {
  const html = run(["review", file(planText), "--format", "html"]).output;
  return pathToFileURL(file(html, "review.html")).href;
}

const HEIGHT = 740;
const REVIEWS = {
  small: { url: pageOf(small), search: "gone" },
  middling: { url: pageOf(everyCase()), search: "queue_destroyed" },
  "2,400-resource": { url: pageOf(JSON.stringify(planOf(2_400))), search: "role-1604" },
} as const;

describeInBrowser("the page in a browser", (open) => {
  /** Once what was chosen is painted. */
  const painted = (page: Page) =>
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))");
  async function rows(page: Page): Promise<number> {
    await painted(page);
    return page.locator(".row:visible").count();
  }
  /** Where the first such element ends, in pixels from the top of the screen. */
  const bottomOf = (page: Page, selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().bottom`);
  async function opened(url: string, screen?: Screen) {
    const all = await open(url, screen);
    await all.page.waitForSelector("main");
    return all;
  }

  const combinations = Object.keys(REVIEWS).flatMap((review) =>
    [360, 768, 1440].flatMap((width) =>
      (["light", "dark"] as const).map((scheme) => [review as keyof typeof REVIEWS, width, scheme] as const),
    ),
  );

  it.each(combinations)("of a %s review, %i pixels wide, %s, is an instrument", async (review, width, scheme) => {
    const { url, search } = REVIEWS[review];
    const { page, complaints, requests } = await opened(url, { width, height: HEIGHT, scheme });

    // The keyboard alone gets to a result, and opens it.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(FOCUSED)).toEqual({ text: "Skip to the results", isOnScreen: true });
    for (let stops = 1; stops < 20 && !(await page.evaluate("document.activeElement.matches('summary')")); stops += 1)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("details[open]").count()).toBe(1);
    expect(await page.evaluate(FOCUSED)).toMatchObject({ isOnScreen: true });

    expect(await page.evaluate(AXE)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    for (const part of [0, 0.3, 0.7, 1]) expect(await page.evaluate(headsAt(part))).toEqual([]);

    // Results stand where the eye is, however far down it was.
    await page.keyboard.press("/");
    await page.keyboard.type(search);
    await painted(page);
    expect(await bottomOf(page, ".row")).toBeLessThanOrEqual(HEIGHT);
    expect(await page.evaluate(AXE)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    await page.evaluate("[...document.querySelectorAll('td button')].at(-1).click()");
    await painted(page);
    expect(await bottomOf(page, ".row")).toBeLessThanOrEqual(HEIGHT);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);

    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
  });

  it("goes from the skip link past the search to the results", async () => {
    const { page } = await opened(REVIEWS.middling.url);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement === document.querySelector('main summary')")).toBe(true);
  });

  it("filters by words, by what an entry is and by a cell of the matrix, and clears", async () => {
    const { page, complaints } = await opened(REVIEWS.small.url);
    const all = await rows(page);
    await page.fill("#search", "billing sqs");
    await painted(page);
    expect(await page.locator("#count").textContent()).toMatch(/^3 of \d+$/);
    expect(await page.locator("tbody tr").count()).toBe(1);
    await page.click("#clear");
    expect(await rows(page)).toBe(all);
    await page.selectOption("#mark", "less");
    expect(await rows(page)).toBe(1);
    await page.click("#clear");
    await page.click('button[aria-label$="role orders, s3"]');
    expect(await rows(page)).toBe(1);
    expect(await page.locator(".row").textContent()).toContain("s3:GetObject");
    await page.click('button[aria-label$="role orders, s3"]');
    expect(await rows(page)).toBe(all);
    expect(complaints).toEqual([]);
  });

  it("tells a permission's whole story in its row", async () => {
    const { page } = await opened(REVIEWS.small.url);
    await page.fill("#search", "orders s3");
    const row = page.locator("details.row").first();
    await row.locator("summary").click();
    for (const part of ["s3:GetObject", "aws_iam_role_policy.orders", "permission-widened", '"key"']) {
      expect(await row.textContent()).toContain(part);
    }
  });

  it("has one tab stop for the matrix, with the arrow keys in it, and one for each row", async () => {
    const { page } = await opened(REVIEWS.middling.url);
    expect(await page.locator("td button[tabindex='0']").count()).toBe(1);
    expect(await page.locator(".row :is(a, button, [tabindex])").count()).toBe(0);
    await page.locator("td button[tabindex='0']").focus();
    const first = await page.evaluate(FOCUSED);
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(FOCUSED)).not.toEqual(first);
    await page.keyboard.press("Space");
    expect(await page.locator('td button[aria-pressed="true"]').count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.locator('td button[aria-pressed="true"]').count()).toBe(0);
  });

  it("folds a section after 30 rows, and shows more at a press", async () => {
    const { page } = await opened(REVIEWS["2,400-resource"].url);
    expect(await page.locator("section", { hasText: "Permissions" }).last().locator(".row").count()).toBe(30);
    const before = await rows(page);
    await page.locator(".rest").last().click();
    expect(await rows(page)).toBeGreaterThan(before);
  });

  it("paints a screenful of 20,000 changes, and no more than of 2,400", async () => {
    const elements = (page: Page) => page.locator("*").count();
    const { page: few } = await opened(REVIEWS["2,400-resource"].url);
    const { page: many } = await opened(pageOf(JSON.stringify(planOf(20_000))));
    expect(await many.locator("#count").textContent()).toBe("25000 of 25000");
    expect(await elements(many)).toBeLessThanOrEqual((await elements(few)) + 10);
    expect(await elements(many)).toBeLessThan(2_500);
  });

  it.each(["audit", "permissions"])("shows what '%s' tells, by role and service", async (command) => {
    const source = join(CASES, "task-cannot-start", "after.plan.json");
    const html = run([command, source, "--format", "html"]).output;
    const { page, complaints } = await opened(pathToFileURL(file(html, "page.html")).href);
    const all = await rows(page);
    await page.locator("td button").first().click();
    await painted(page);
    const count = await page.locator("#count").textContent();
    expect(count).toMatch(/^\d+ of \d+ · execution role start, logs$/);
    expect(await rows(page)).toBe(Number.parseInt(count ?? "", 10));
    await page.keyboard.press("Escape");
    expect(await rows(page)).toBe(all);
    expect(await page.evaluate(AXE)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  /** `REVIEW_PICTURES=docs npx jest html` writes the documentation's pictures. */
  it("looks as the documentation shows it", async () => {
    const folder = process.env.REVIEW_PICTURES;
    for (const [name, url] of [
      ["review", pageOf(readFileSync(join(CASES, "roles-mixed-up", "after.plan.json"), "utf8"))],
      ["review-big", REVIEWS["2,400-resource"].url],
    ] as const) {
      const { page } = await opened(url, { width: 1280, height: 800 });
      const picture = await page.screenshot(folder ? { path: join(folder, `${name}.png`) } : {});
      expect(picture.length).toBeGreaterThan(10_000);
    }
  });
});

/** What is focused, and whether it is seen. */
const FOCUSED = `(() => {
  const { activeElement } = document;
  const { top, bottom, left } = activeElement.getBoundingClientRect();
  const name = activeElement.getAttribute("aria-label") ?? activeElement.textContent;
  return { text: name.slice(0, 40), isOnScreen: left >= 0 && bottom > 0 && top < innerHeight };
})()`;

const AXE = `${axe};axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))`;

/** What is wrong with the heads, scrolled to a part of the page: the search, and the head of what is in the middle. */
function headsAt(part: number): string {
  return `(() => {
    scrollTo(0, ${part} * (document.documentElement.scrollHeight - innerHeight));
    const seen = (element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && (element.contains(at) || element === at);
    };
    const here = [...document.querySelectorAll("section")].find((section) => {
      const { top, bottom } = section.getBoundingClientRect();
      return top <= innerHeight / 2 && bottom >= innerHeight / 2;
    });
    const heads = [document.querySelector("#search"), here?.querySelector("h2")].filter(Boolean);
    return heads.filter((head) => !seen(head)).map((head) => head.outerHTML);
  })()`;
}

it("allows its own style and script alone, by their hashes", () => {
  const html = renderHtml(
    JSON.parse(run(["review", join(CASES, "roles-mixed-up", "after.plan.json"), "--format", "json"]).output),
  );
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
  expect(html.slice(0, html.indexOf("<script"))).not.toMatch(/<[^>]*\s(?:src|href)=/);
});
