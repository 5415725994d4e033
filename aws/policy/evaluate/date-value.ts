/** The W3C's profiles of ISO 8601: a year, a month, a day, or a time with or without seconds and zone. */
const ISO_8601 = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * A date as milliseconds since 1970, or undefined where the text is none. IAM takes ISO 8601 and epoch seconds; four
 * digits alone are a year, and a time without zone is UTC, whatever the zone of the machine.
 */
export function dateValue(text: string): number | undefined {
  const iso = ISO_8601.exec(text);
  if (iso === null) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = iso;
  const hasColon = zone === "Z" || zone.includes(":");
  const colonized = hasColon ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const value = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${colonized}`);
  return Number.isNaN(value) || !isDayOf(Number(year), Number(month), Number(day)) ? undefined : value;
}

/** JavaScript reads 30 February as 2 March. */
function isDayOf(year: number, month: number, day: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
