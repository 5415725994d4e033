import { gunzipSync } from "node:zlib";

/** The report that a page has in it, as JSON. */
export function reportIn(html: string): string {
  const [, packed = ""] = /<script type="application\/gzip" id="report">([^<]*)</.exec(html) ?? [];
  return gunzipSync(Buffer.from(packed, "base64")).toString();
}
