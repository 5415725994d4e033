/** How known tokens look. Sources: the issuers' documentation of their token formats. */
const TOKEN_SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ["an AWS access key", /(?:AKIA|ASIA)[A-Z0-9]{16}/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})/],
  ["a GitLab token", /\bglpat-[A-Za-z0-9_-]{20,}/],
  ["a Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ["a Slack webhook", /hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,}/],
  ["a Stripe key", /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/],
  ["an API key", /\bsk-[A-Za-z0-9_-]{20,}/],
  ["a Google API key", /\bAIza[A-Za-z0-9_-]{35}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}/],
  ["a SendGrid key", /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a password in a URL", /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
];

/** The shortest of those, `a://b:c@`. */
const MIN_TOKEN = 8;

const SECRET_NAME =
  /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|pwd|secrets?|token|credentials?|(?:api|access|private|signing|encryption|license|auth|account)[_.-]?key|dsn)(?:$|[_.-])/i;
const RUN_TOGETHER = /password|passwd|secret|apikey|accesskey|privatekey|authtoken/i;
/** What a name ends with that speaks of where a secret is, or of something beside it. */
const ABOUT_A_SECRET =
  /(?:arn|name|path|file|url|uri|endpoint|host|ttl|expiry|expiration|seconds|minutes|length|enabled|required|header|type|id)$/i;
/** Long, of letters and digits mixed: a key more likely than a word. */
const RANDOM = /(?=[^\s]*[0-9])(?=[^\s]*[a-z])(?=[^\s]*[A-Z])[A-Za-z0-9+/_=-]{24,}/;

export const HIDDEN = "(hidden)";

/** Why a variable looks like a secret, in words, or undefined. */
export function secretShape(name: string, value: string): string | undefined {
  const token = value.length < MIN_TOKEN ? undefined : TOKEN_SHAPES.find(([, shape]) => shape.test(value));
  if (token) return `its value has the form of ${token[0]}`;
  return isSecretName(name) && isLiteral(value) ? "its name says so" : undefined;
}

/** A value as it may be printed: nothing that is, or may be, a secret. */
export function printable(name: string, value: string): string {
  if (secretShape(name, value) !== undefined) return HIDDEN;
  if (/^arn:aws[a-z-]*:[^\s"']*$/.test(value)) return value;
  const mayBeSecret = isSecretName(name) || (value.length >= 24 && RANDOM.test(value)) || NAMED_INSIDE.test(value);
  return mayBeSecret ? HIDDEN : value;
}

/** `--password=…` or `PASSWORD=…` inside a command. */
const NAMED_INSIDE =
  /(?:pass(?:word|wd)?|pwd|secret|token|api[_-]?key)["']?\s*[=:]\s*["']?[^\s"',]+|--?(?:pass(?:word|wd)?|pwd|secret|token|api[_-]?key)[\s"',=]+[^\s"',]+/i;

function isSecretName(name: string): boolean {
  return (SECRET_NAME.test(name) || RUN_TOGETHER.test(name)) && !ABOUT_A_SECRET.test(name);
}

/** Not empty, no switch, and no reference to where the secret really is. */
function isLiteral(value: string): boolean {
  return (
    value.length > 3 && !/^(?:true|false|none|null|\d{1,4}|arn:aws[^\s]*|\/[\w./-]+|https?:\/\/[^\s:@]*)$/i.test(value)
  );
}
