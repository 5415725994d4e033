/**
 * Text as a terminal may print it: control characters, which could move the cursor or hide a line, are written out, and so are
 * the invisible ones, some of which turn the direction of writing.
 */
export function plainText(text: string): string {
  // The common case, at little cost.
  if (/^[ -~…]*$/.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
