/** A question that cannot be answered: what is asked for is not there, not known yet, or misspelt. */
export class TestingError extends Error {
  override readonly name = "TestingError";
}
