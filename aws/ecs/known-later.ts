/**
 * Whether a text has a part that is known only later: `${…}`, as whoever writes the task definition for AWS marks what
 * another resource will say.
 */
export function isKnownLater(text: string): boolean {
  return /\$\{[^}]*\}/.test(text);
}
