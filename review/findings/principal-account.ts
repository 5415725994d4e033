/** The account of a principal such as `AWS:arn:aws:iam::111111111111:root`. */
export function accountOf(principal: string): string | undefined {
  return /^AWS:arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
}
