/** What a subject is called: the last part of an ARN or of a queue's URL, or the name as it stands. */
export function subjectName(kind: string, text: string): string {
  if (text.startsWith("https://")) return text.slice(text.lastIndexOf("/") + 1);
  if (!text.startsWith("arn:")) return text;
  const resource = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(text)?.[1];
  if (resource === undefined) return text;
  if (kind === "secret") return resource.replace(/^secret:/, "").replace(/-[A-Za-z0-9]{6}$/, "");
  if (/^(role|user|group)$/.test(kind)) return resource.slice(resource.lastIndexOf("/") + 1);
  return resource.replace(/^(repository|table|key|stream|function|accesspoint|event-bus|file-system)[/:]/, "");
}
