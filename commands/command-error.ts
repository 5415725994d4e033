/** A message for the person at the terminal: what is wrong, and what to do. */
export class CommandError extends Error {}
