/** What the set-up left for the end. */
export default function tearDown(): void {
  const { tearDownTests } = globalThis as { tearDownTests?: () => void };
  tearDownTests?.();
}
