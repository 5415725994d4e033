import * as fc from "fast-check";
import { key, secret, word } from "./module-values";

export interface ModuleVolume {
  readonly efs?: Readonly<Record<string, unknown>>;
  readonly host_path?: string;
  readonly fsx?: { readonly credentials: string; readonly [member: string]: unknown };
  readonly docker?: Readonly<Record<string, unknown>>;
  readonly configured_at_launch?: boolean;
}

const volume: fc.Arbitrary<ModuleVolume> = fc.oneof(
  fc.constant({}),
  fc
    .record(
      {
        file_system_id: fc.constantFrom("fs-12345678", "fs-87654321"),
        access_point_id: fc.constant("fsap-12345678"),
        iam: fc.constant(true),
        root_access: fc.boolean(),
        transit_encryption_port: fc.integer({ min: 1, max: 65_535 }),
      },
      { requiredKeys: ["file_system_id"] },
    )
    .map((efs) => ({ efs })),
);
const dockerVolume = fc
  .record(
    {
      scope: fc.constantFrom("task", "shared"),
      autoprovision: fc.boolean(),
      driver: fc.constant("local"),
      driver_options: fc.constant({ type: "tmpfs" }),
      labels: fc.constant({ team: "mine" }),
    },
    { requiredKeys: [] },
  )
  .map(({ autoprovision, ...docker }) => ({
    docker: { ...docker, ...(docker.scope === "shared" && autoprovision !== undefined && { autoprovision }) },
  }));
const fsxVolume = fc
  .record(
    {
      file_system_id: fc.constant("fs-0123456789abcdef0"),
      root_directory: fc.constant("share"),
      credentials: secret,
      credentials_kms_key: key,
      domain: fc.constant("corp.example.com"),
    },
    { requiredKeys: ["file_system_id", "credentials", "domain"] },
  )
  .map((fsx) => ({ fsx }));

type Volumes = Readonly<Record<string, ModuleVolume>>;
const named = (each: fc.Arbitrary<ModuleVolume>, maxKeys = 2) => fc.dictionary(word, each, { maxKeys });
/** At most one, which is mounted as all are. */
const atLaunch: fc.Arbitrary<Volumes> = fc.constantFrom<Volumes[]>({}, { launched: { configured_at_launch: true } });
const together = (...parts: readonly fc.Arbitrary<Volumes>[]) =>
  fc.tuple(...parts).map((all): Volumes => Object.assign({}, ...all));

/** The volumes of a task by what it runs on. */
export const volumesByPlace = fc.record({
  fargate: together(named(volume), atLaunch),
  ec2: together(named(volume), named(dockerVolume, 1), atLaunch),
  windows: named(fsxVolume),
});
