/** A part of a sentence: words, or what AWS or Terraform writes. */
export interface Span {
  readonly text: string;
  readonly isCode: boolean;
}

/** ARNs, actions (`sqs:SendMessage`, `s3:*`), condition keys, and addresses of resources. */
const CODE =
  /arn:aws[^\s,;)]*[^\s,;:.)]|\b[a-z][a-z0-9-]*:(?:[A-Z*][\w*?]*|[A-Z]\w+\/\S+)|\b(?:module\.[^\s,;]+|aws_[a-z0-9_]+\.[^\s,;):]+)/g;

/** A sentence with what is code in it told apart. */
export function codeSpans(sentence: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of sentence.matchAll(CODE)) {
    if (match.index > end) spans.push({ text: sentence.slice(end, match.index), isCode: false });
    spans.push({ text: match[0], isCode: true });
    end = match.index + match[0].length;
  }
  if (end < sentence.length) spans.push({ text: sentence.slice(end), isCode: false });
  return spans;
}
