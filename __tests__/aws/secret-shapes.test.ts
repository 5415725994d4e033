import fc from "fast-check";
import { HIDDEN, printable, SECRET_VALUES, secretShape } from "../../aws/secret-shapes";

/** Made up here, so that no scanner takes them for leaked ones. */
const random = (length: number, alphabet = "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0z") =>
  Array.from({ length }, (_, index) => alphabet[(index * 7) % alphabet.length]).join("");
const hexadecimal = (length: number) => random(length, "0123456789abcdef");

describe("what looks like a secret", () => {
  it.each([
    ["PASSWORD"],
    ["DB_PASS"],
    ["PGPASSWORD"],
    ["MYSQL_PWD"],
    ["DBPASS"],
    ["dbPassword"],
    ["db.password"],
    ["db-password"],
    ["SECRET_KEY_BASE"],
    ["CLIENT_SECRET"],
    ["clientSecret"],
    ["API_KEY"],
    ["APIKEY"],
    ["apiKey"],
    ["GITHUB_TOKEN"],
    ["authToken"],
    ["AWS_ACCESS_KEY_ID"],
    ["AWS_SECRET_ACCESS_KEY"],
    ["accessKeyId"],
    ["SENTRY_DSN"],
    ["LICENSE_KEY"],
    ["PRIVATE_KEY"],
    ["SIGNING_KEY"],
    ["ENCRYPTION_KEY"],
    ["RAILS_MASTER_KEY"],
    ["PASSPHRASE"],
    ["AZURE_CREDENTIALS"],
  ])("is by its name %s", (name) => {
    expect(secretShape(name, "hunter2")).toBe("its name says so");
    expect(secretShape(name, "x")).toBe("its name says so");
    expect(printable(name, "hunter2")).toBe(HIDDEN);
  });

  it.each([
    ["an AWS access key", `AKIA${random(16, "ABC123")}`],
    ["a GitHub token", `ghp_${random(36)}`],
    ["a GitLab token", `glpat-${random(20)}`],
    ["a GitLab token", `gldt-${random(20)}`],
    ["a Slack token", `xoxb-${random(12)}`],
    ["a Stripe key", `sk_live_${random(20)}`],
    ["an API key", `sk-${random(24)}`],
    ["a Google API key", `AIza${random(35)}`],
    ["an npm token", `npm_${random(36)}`],
    ["a signed token", `eyJ${random(10)}.${random(10)}.${random(10)}`],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a password in a URL", "postgres://app:hunter2@db.internal/orders"],
    ["a password in a URL", "redis://:pw@cache.internal:6379"],
    ["a password in a connection string", "Server=db;User Id=app;Password=hunter2"],
    ["a Sentry DSN", `https://${hexadecimal(32)}@o1.ingest.sentry.io/2`],
  ])("is by its value %s", (what, value) => {
    expect(secretShape("VALUE", value)).toBe(`its value has the form of ${what}`);
    expect(printable("VALUE", value)).toBe(HIDDEN);
  });

  it.each([
    ["PASSWORD", ""],
    ["PASSWORD_ENABLED", "true"],
    ["REQUIRE_PASSWORD", "true"],
    ["SECRET_ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db"],
    ["SECRET_NAME", "orders/db"],
    ["DB_PASSWORD", "/run/secrets/password"],
    ["TOKEN_TTL_SECONDS", "3600"],
    ["TOKEN_URL", "https://login.example.com/token"],
    ["PASSWORD_POLICY", "strict"],
    ["MAX_TOKENS", "4096"],
    ["COMPASS_MODE", "north"],
    ["MONKEY", "banana"],
    ["PASSENGERS", "four"],
    ["DATABASE_URL", "postgres://db.internal/orders"],
    ["QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com/111122223333/orders"],
    ["SECRETS_MANAGER_REGION", "eu-west-1"],
  ])("is none in %s=%s", (name, value) => {
    expect(secretShape(name, value)).toBeUndefined();
  });
});

describe("a search for secrets", () => {
  /** Plain to read, and as slow as a text squared. */
  const urlWithPassword = /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i;
  const mixed = /(?=[^\s]*[0-9])(?=[^\s]*[a-z])(?=[^\s]*[A-Z])[A-Za-z0-9+/_=-]{24,}/;
  const piece = fc.constantFrom(
    "a",
    "Z",
    "7",
    "+",
    ".",
    "-",
    "://",
    ":",
    "@",
    "/",
    " ",
    "\n",
    "é",
    "k".repeat(24),
    "K9",
  );
  const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));

  it("finds a password in a URL where the plain expression does", () => {
    fc.assert(
      fc.property(text, (value) => {
        const found = SECRET_VALUES.some((shape) => shape.source.endsWith("+@") && shape.test(value));
        expect(found).toBe(urlWithPassword.test(value));
      }),
      { numRuns: 3000 },
    );
  });

  it("hides letters and digits mixed where the plain expression finds them", () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(secretShape("VALUE", value) === undefined);
        expect(printable("VALUE", value)).toBe(mixed.test(value) ? HIDDEN : value);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes no longer than a text is long", () => {
    const value = "x".repeat(200_000);
    const start = process.cpuUsage();
    expect(printable("VALUE", value)).toBe(value);
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });
});
