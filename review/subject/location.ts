import type { ConfigurationIndex } from "../plan/configuration-index";
import { type Moment, type ResourceChange, shownText } from "../plan/resource-change";

/** Where something is, as far as the plan says: what is not said may be anywhere. */
export interface Location {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** The provider configuration; nothing for what the configuration no longer has. */
  readonly provider?: string | undefined;
}

/** Kinds whose names hold in every region of an account. */
const GLOBAL = new Set(["role", "user", "group", "permission set", "IoT policy"]);
/** Kinds whose names hold everywhere. */
const WORLDWIDE = new Set(["bucket"]);

const ARN = /^arn:aws[a-z-]*:[^:]*:([a-z0-9-]*):(\d{12})?:/;
const QUEUE_URL = /^https:\/\/(?:sqs\.([a-z0-9-]+)\.amazonaws|([a-z0-9-]+)\.queue\.amazonaws)\.com[^/]*\/(\d{12})\//;

/** Where what a text names is: the text may say it, then the resource that has it, then its provider. */
export function locationOf(
  text: string,
  change: ResourceChange,
  moment: Moment,
  configuration: ConfigurationIndex,
): Location {
  const { declared } = change;
  const isDeclared = configuration.declares(declared);
  const own = written(text) ?? written(shownText(change, "arn", moment) ?? "") ?? {};
  return {
    region:
      own.region ?? shownText(change, "region", moment) ?? (isDeclared ? configuration.region(declared) : undefined),
    account: own.account,
    provider: isDeclared ? configuration.provider(declared) : undefined,
  };
}

/** What an ARN or a queue's URL says of where it is. */
function written(text: string): Location | undefined {
  const arn = ARN.exec(text);
  if (arn) return { region: arn[1] || undefined, account: arn[2] };
  const url = QUEUE_URL.exec(text);
  return url ? { region: url[1] ?? url[2], account: url[3] } : undefined;
}

/** Whether two names may be of one thing. */
export function mayBeSame(kind: string, first: Location, second: Location): boolean {
  if (WORLDWIDE.has(kind)) return true;
  const isGlobal = GLOBAL.has(kind);
  if (!isGlobal && differ(first.region, second.region)) return false;
  if (differ(first.account, second.account)) return false;
  return !differ(first.provider, second.provider) || isSaid(first, second, isGlobal);
}

/** Under two providers, only what both say in full. */
function isSaid(first: Location, second: Location, isGlobal: boolean): boolean {
  const regions = isGlobal || (first.region !== undefined && second.region !== undefined);
  return regions && first.account !== undefined && second.account !== undefined;
}

function differ(first: string | undefined, second: string | undefined): boolean {
  return first !== undefined && second !== undefined && first !== second;
}
