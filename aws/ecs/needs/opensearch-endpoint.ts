import { formatArn, type Location } from "../../arn";
import type { ResourceStatement } from "../../policy/statement";

/** `search-<domain>-<26 characters>.<region>.es.…`; the characters are what AWS adds to tell domains of one name apart. */
const DOMAIN = /^(?:search|vpc)-([a-z][a-z0-9-]*?)(?:-[a-z0-9]{26})?\.(?:([a-z0-9-]+)\.es\.|aos\.([a-z0-9-]+)\.on\.)/;
const COLLECTION = /^([a-z0-9]+)\.([a-z0-9-]+)\.aoss\./;

/**
 * What sending to OpenSearch takes, by the endpoint: Fluent Bit's output posts to `_bulk` and does nothing else. Undefined
 * where the endpoint is a name of one's own. Sources: Fluent Bit, out_opensearch; OpenSearch Service developer guide, ac and
 * serverless-data-access.
 */
export function openSearchStatement(host: string, location: Location): readonly ResourceStatement[] | undefined {
  const [, domain, ipv4Region, dualStackRegion] = DOMAIN.exec(host) ?? [];
  const domainRegion = ipv4Region ?? dualStackRegion;
  if (domain && domainRegion) {
    const arn = formatArn({ ...location, service: "es", region: domainRegion, resource: `domain/${domain}/*` });
    return [{ sid: "FireLensPostToOpenSearch", actions: ["es:ESHttpPost"], resources: [arn] }];
  }
  const [, collection, region] = COLLECTION.exec(host) ?? [];
  if (!collection || !region) return undefined;
  const arn = formatArn({ ...location, service: "aoss", region, resource: `collection/${collection}` });
  return [{ sid: "FireLensWriteToCollection", actions: ["aoss:APIAccessAll"], resources: [arn] }];
}
