/// <reference lib="dom" />
import type { Report } from "../../report/report";

/** The report that the page has in it: JSON, packed with gzip and written in base64. */
export async function unpacked(text: string): Promise<Report> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = characters.charCodeAt(index);
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(json).json();
}
