/** How known secrets look, by what to call them. Sources: the issuers' documentation of their formats. */
const VALUE_SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ["an AWS access key", /(?:AKIA|ASIA)[A-Z0-9]{16}/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/],
  ["a GitLab token", /\bgl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_-]{20,}/],
  ["a Slack token", /\bx(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,}/],
  ["a Slack webhook", /hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,}/],
  ["a Stripe key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ["an API key", /\bsk-[A-Za-z0-9_-]{20,}/],
  ["a Google API key", /\bAIza[A-Za-z0-9_-]{35}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}/],
  ["a PyPI token", /\bpypi-[A-Za-z0-9_-]{50,}/],
  ["a SendGrid key", /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ["a DigitalOcean token", /\bdo[opr]_v1_[a-f0-9]{64}/],
  ["a Hugging Face token", /\bhf_[A-Za-z0-9]{30,}/],
  ["a Vault token", /\bhv[sbr]\.[A-Za-z0-9_-]{20,}/],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  // Of the scheme its last letter is looked for: to look for the whole would take as long as a text squared.
  ["a password in a URL", /[a-z][0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
  ["a password in a connection string", /(?:^|;)\s*(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*[^;\s]+/i],
  ["a Sentry DSN", /https?:\/\/[0-9a-f]{32}@/],
];

/** The shortest of those, `a://b:c@`. */
const MIN_SHAPED = 8;

/** A word, or two, by which a name says that its value is secret. */
const WORDS =
  "pass(?:word|wd|phrase)?|pwd|secrets?|token|credentials?|dsn|" +
  "(?:api|access|private|signing|encryption|license|auth|account|secret|master|shared)_?key";
/** The same where words run together, `PGPASSWORD` for example. */
const RUN_TOGETHER =
  "password|passwd|secret|apikey|accesskey|privatekey|authtoken|(?:db|pg|sql|smtp|ftp|ldap|redis|mongo|user|admin|root)pass$";
/** An id that is half of a pair of credentials. */
const SECRET_ID = "access_?key_?id$";
/** Names are read in words of lower case. */
const SECRET_NAME = new RegExp(`(?:^|_)(?:${WORDS})(?:$|_)|${RUN_TOGETHER}`);

/** What a name ends with that speaks of where a secret is, or of something beside it. */
const ABOUT_A_SECRET =
  /(?:arn|name|path|file|url|uri|endpoint|host|port|region|ttl|expiry|expiration|seconds|minutes|hours|days|length|limit|enabled|required|header|prefix|type|policy|issuer|audience|algorithm|provider|version|id)$/;
const ENDS_AS_SECRET_ID = new RegExp(SECRET_ID);
const LONG = /[A-Za-z0-9+/_=-]{24,}/;
/** Empty, a switch, a small number, or where the secret really is. */
const NO_SECRET = /^(?:|true|false|yes|no|on|off|none|null|\d{1,4}|arn:aws[^\s]*|\/[\w./-]+|https?:\/\/[^\s:@]*)$/i;
/** `--password=…` or `PASSWORD=…` inside a command. */
const NAMED_INSIDE =
  /(?:pass(?:word|wd)?|pwd|secret|token|api[_-]?key)["']?\s*[=:]\s*["']?[^\s"',]+|--?(?:pass(?:word|wd)?|pwd|secret|token|api[_-]?key)[\s"',=]+[^\s"',]+/i;

/**
 * The same judgement for who can read patterns only: a name that ends in a secret's words, and a value that has a known
 * shape.
 */
export const SECRET_NAME_ENDING = new RegExp(
  `(?:^|[_.-])(?:${WORDS}|secret_?key_?base)$|(?:${RUN_TOGETHER})$|${SECRET_ID}`,
  "i",
);
export const SECRET_VALUES: readonly RegExp[] = VALUE_SHAPES.map(([, shape]) => shape);

export const HIDDEN = "(hidden)";

/** Why a variable looks like a secret, in words, or undefined. */
export function secretShape(name: string, value: string): string | undefined {
  const known = value.length < MIN_SHAPED ? undefined : VALUE_SHAPES.find(([, shape]) => shape.test(value));
  if (known) return `its value has the form of ${known[0]}`;
  return isSecretName(name) && !NO_SECRET.test(value) ? "its name says so" : undefined;
}

/** What there is to say of a variable in a container's plain environment that looks like a secret; its value is not repeated. */
export function plainSecretTold(container: string, name: string, value: string): string | undefined {
  const shape = secretShape(name, value);
  return shape && `container ${container} has what looks like a secret in its environment: ${name} (${shape})`;
}

/** A value as it may be printed: nothing that is, or may be, a secret. */
export function printable(name: string, value: string): string {
  if (secretShape(name, value) !== undefined) return HIDDEN;
  if (/^arn:aws[a-z-]*:[^\s"']*$/.test(value)) return value;
  const mayBeSecret = isSecretName(name) || isRandom(value) || NAMED_INSIDE.test(value);
  return mayBeSecret ? HIDDEN : value;
}

/** Whether a word is long, and from there on of letters and digits mixed: a key more likely than a word. */
function isRandom(value: string): boolean {
  if (value.length < 24 || !LONG.test(value)) return false;
  return value.split(/\s+/).some((word) => {
    const start = word.search(LONG);
    const rest = start < 0 ? "" : word.slice(start);
    return /[0-9]/.test(rest) && /[a-z]/.test(rest) && /[A-Z]/.test(rest);
  });
}

function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  return ENDS_AS_SECRET_ID.test(words) || (SECRET_NAME.test(words) && !ABOUT_A_SECRET.test(words));
}

/** `dbPassword`, `DB-Password` and `DB_PASSWORD` are one name. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[.-]/g, "_")
    .toLowerCase();
}
