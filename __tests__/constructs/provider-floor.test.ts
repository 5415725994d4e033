import { floorOf, isAtLeast } from "../../constructs/environment/provider-floor";

describe("the lowest version that a constraint allows", () => {
  it.each([
    [">= 5.100.0, < 7.0.0", [5, 100, 0]],
    ["~> 6.8", [6, 8, 0]],
    ["< 7.0.0, >= 6.10.1", [6, 10, 1]],
    ["6.25.0", [6, 25, 0]],
    ["= 6.25.0", [6, 25, 0]],
  ])("%s", (constraint, floor) => {
    expect(floorOf(constraint)).toEqual(floor);
  });

  it("is not known without a floor", () => {
    expect([floorOf("< 7.0.0"), floorOf("")]).toEqual([undefined, undefined]);
  });

  it("is compared part by part", () => {
    expect([
      isAtLeast([6, 8, 0], [6, 8, 0]),
      isAtLeast([6, 10, 0], [6, 8, 0]),
      isAtLeast([5, 100, 0], [6, 8, 0]),
      isAtLeast([7, 0, 0], [6, 8, 0]),
    ]).toEqual([true, true, false, true]);
  });
});
