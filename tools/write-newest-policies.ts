import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { shrunkPolicies } from "../aws/managed-policies/newest-policies";

/** Writes what the built package knows of AWS's managed policies beside its code. */
writeFileSync(join(__dirname, "../dist/aws/managed-policies/newest-policies.br"), shrunkPolicies());
