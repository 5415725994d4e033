/** What keeps a review from being made, in one line for the person who asked for it. */
export class ReviewError extends Error {}
