import type { Comparison, Relation } from "./operator";

/** Numbers, dates and addresses lie on a line: a test takes a stretch of it. */
export interface Stretch {
  readonly first: bigint;
  readonly last: bigint;
}

/** Comparisons that have such a line. */
export type LinearComparison = Extract<Comparison, "number" | "date" | "network">;

export function isLinear(comparison: Comparison): comparison is LinearComparison {
  return comparison === "number" || comparison === "date" || comparison === "network";
}

/** How many points there are to one: numbers are kept to six places, dates to milliseconds. */
const SCALE = { number: 1_000_000, date: 1000 } as const;
/** IPv6 lies behind IPv4. */
const V6 = 1n << 40n;
const V6_BITS = 128;

/** What a test takes for one of its values; undefined for a value that compares with nothing. */
export function stretchOf(comparison: LinearComparison, relation: Relation, text: string): Stretch | undefined {
  if (comparison === "network") return networkOf(text);
  const point = comparison === "number" ? numberOf(text) : dateOf(text);
  if (point === undefined) return undefined;
  const { first, last } = LINES[comparison];
  if (relation === "=") return { first: point, last: point };
  if (relation === "<") return { first, last: point - 1n };
  if (relation === "<=") return { first, last: point };
  return relation === ">" ? { first: point + 1n, last } : { first: point, last };
}

const WIDE = 10n ** 30n;
const LINES = { number: { first: -WIDE, last: WIDE }, date: { first: -WIDE, last: WIDE } } as const;

/** Where a request's own value lies. */
export function pointOf(comparison: LinearComparison, text: string): bigint | undefined {
  if (comparison === "number") return numberOf(text);
  if (comparison === "date") return dateOf(text);
  const network = networkOf(text);
  return network?.first === network?.last ? network?.first : undefined;
}

/** A value that lies at the point. */
export function textAt(comparison: LinearComparison, point: bigint): string {
  if (comparison === "network") return point < V6 ? v4Text(point) : v6Text(point - V6);
  const number = Number(point) / SCALE[comparison];
  if (comparison === "number") return String(number);
  const date = new Date(number * 1000);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 1
    ? String(number)
    : date.toISOString();
}

/** Points of which one lies in each part into which the stretches cut the line; those that requests really carry first. */
export function pointsAmong(comparison: LinearComparison, stretches: readonly Stretch[]): readonly bigint[] {
  const ends = comparison === "network" ? networkEnds(stretches) : lineEnds(stretches, BigInt(SCALE[comparison]));
  return [...new Set(ends)];
}

function lineEnds(stretches: readonly Stretch[], whole: bigint): bigint[] {
  const ends = stretches.flatMap(({ first, last }) => [first, last]).filter((end) => end > -WIDE && end < WIDE);
  const around = ends.flatMap((end) => [end, end + whole, end - whole, end + 1n, end - 1n]);
  return ends.length === 0 ? [0n] : around;
}

function networkEnds(stretches: readonly Stretch[]): bigint[] {
  const ends = stretches.flatMap(({ first, last }) => [first, last, first - 1n, last + 1n]);
  const isAddress = (point: bigint) => (point >= 0n && point < 1n << 32n) || (point >= V6 && point < V6 + (1n << 128n));
  return [...ends.filter(isAddress), 0n, V6];
}

function numberOf(text: string, scale: number = SCALE.number): bigint | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  if (Number.isInteger(number) && Math.abs(number) > Number.MAX_SAFE_INTEGER / scale && /^[+-]?\d+$/.test(trimmed))
    return BigInt(trimmed.replace("+", "")) * BigInt(scale);
  return BigInt(Math.round(number * scale));
}

/**
 * Seconds since 1970: as such, a year alone, or a date of ISO 8601. Without a zone it is UTC, wherever the review runs.
 * Source: IAM user guide, date condition operators (W3C date formats, or epoch time).
 */
function dateOf(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed) && !/^\d{4}$/.test(trimmed)) return numberOf(trimmed, SCALE.date);
  const [, year, month = "01", day = "01", time = "00:00", second = ":00", zone = "Z"] =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?)?)?)?$/.exec(trimmed) ??
    [];
  if (year === undefined) return undefined;
  const offset = zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  const milliseconds = Date.parse(`${year}-${month}-${day}T${time}${second.slice(0, 7)}${offset}`);
  return Number.isNaN(milliseconds) ? undefined : BigInt(Math.round(milliseconds));
}

function networkOf(text: string): Stretch | undefined {
  const [address = "", length] = text.trim().split("/");
  const v4 = v4Of(address);
  const point = v4 ?? v6Of(address);
  if (point === undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const bits = v4 === undefined ? V6_BITS : 32;
  const kept = length === undefined ? bits : Number(length);
  if (kept > bits) return undefined;
  const size = 1n << BigInt(bits - kept);
  const start = v4 === undefined ? V6 : 0n;
  const first = (point / size) * size + start;
  return { first, last: first + size - 1n };
}

function v4Of(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function v6Of(text: string): bigint | undefined {
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return undefined;
  const [front, back] = [groupsOf(halves[0] ?? ""), groupsOf(halves[1] ?? "")];
  if (front === undefined || back === undefined) return undefined;
  const missing = 8 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...front, ...new Array<bigint>(missing).fill(0n), ...back].reduce((sum, group) => sum * 65_536n + group, 0n);
}

/** Groups of an IPv6 address; the last two may be written as IPv4. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === "") return [];
  const groups = text.split(":").flatMap((part, index, all): (bigint | undefined)[] => {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) return [BigInt(`0x${part}`)];
    const v4 = index === all.length - 1 ? v4Of(part) : undefined;
    return v4 === undefined ? [undefined] : [v4 / 65_536n, v4 % 65_536n];
  });
  return groups.includes(undefined) ? undefined : (groups as bigint[]);
}

function v4Text(point: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (point >> shift) & 255n).join(".");
}

function v6Text(point: bigint): string {
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((point >> shift) & 0xffffn).toString(16));
  const text = groups.join(":");
  return text.replace(/(^|:)0(:0)+(:|$)/, "::");
}
