import { randomNumbers } from "./random";

export const DAY_SECONDS = 86_400;
const HOUR = 3_600;

/** How many messages arrive in each second of a day: two waves, four bursts, and silence at night. */
export function arrivalsOfADay(seed: number): readonly number[] {
  const random = randomNumbers(seed);
  const arrivals = Array.from({ length: DAY_SECONDS }, (_each, second) => poisson(wave(second), random));
  for (const [at, messages, within] of BURSTS) {
    for (let message = 0; message < messages; message += 1) {
      const second = at + Math.floor(random() * within);
      arrivals[second] = (arrivals[second] ?? 0) + 1;
    }
  }
  return arrivals;
}

/** When, how many, and within how many seconds: into the silence, into both waves, and out of the blue in the evening. */
const BURSTS: readonly (readonly [at: number, messages: number, within: number])[] = [
  [4 * HOUR, 400, 60],
  [10.25 * HOUR, 1_500, 120],
  [15.5 * HOUR, 2_500, 300],
  [22.5 * HOUR, 800, 30],
];

/** Messages a second: none from 21:00 to 06:00, and peaks of 3 and 5 at 11:00 and 17:00. */
function wave(second: number): number {
  const hour = second / HOUR;
  const bump = (middle: number, width: number, height: number) => {
    const distance = Math.abs(hour - middle) / width;
    return distance >= 1 ? 0 : (height * (1 + Math.cos(Math.PI * distance))) / 2;
  };
  return bump(11, 5, 3) + bump(17, 4, 5);
}

function poisson(mean: number, random: () => number): number {
  if (mean === 0) return 0;
  const limit = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
}
