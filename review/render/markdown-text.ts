import { codeSpans } from "../report/document/code-spans";
import { plainText } from "./plain-text";

const MAX_LINE = 2_000;

/**
 * Text inside a Markdown line that cannot become markup, a link or a mention: every character Markdown or HTML may read
 * otherwise is a character reference, and so are the `@` of a mention, the `#` of an issue and the `:` of an emoji or a URL.
 */
export function inline(text: string): string {
  return plainText(shortened(text)).replace(
    /[&<>"'`*_~[\]()\\#@|!{}$]|:(?=\/\/|[a-z0-9_+-]+:)|\bwww(?=\.)/gi,
    (character) => {
      return [...character].map((one) => `&#${one.codePointAt(0)};`).join("");
    },
  );
}

/** Text as code: no backtick inside can end it. */
export function code(text: string): string {
  return `<code>${inline(text)}</code>`;
}

/** A sentence with its actions, ARNs and addresses as code. */
export function sentence(text: string): string {
  return codeSpans(shortened(text))
    .map((span) => (span.isCode ? code(span.text) : inline(span.text)))
    .join("");
}

/** A line inside a fence: no line break or invisible character can end it. */
export function fenced(text: string): string {
  return plainText(shortened(text));
}

function shortened(text: string): string {
  return text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}… (${text.length - MAX_LINE} characters more)` : text;
}
