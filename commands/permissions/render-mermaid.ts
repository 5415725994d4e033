import type { Granted } from "../../review/report/granted";

/** A Mermaid diagram of roles, statements and resources, which GitHub and GitLab draw. */
export function renderMermaid({ grants }: Granted): string {
  const roles = new Nodes("role", (label) => `([${label}])`);
  const statements = new Nodes("statement", (label) => `[${label}]`);
  const resources = new Nodes("resource", (label) => `[(${label})]`);
  const edges = grants.flatMap((grant) => {
    const { role, roleName, name, effect, actions, resources: arns, conditions } = grant;
    const keys = conditions.map((condition) => `if ${condition.split(" ")[0]}`);
    const statement = statements.id(JSON.stringify(grant), [name, ...actions, ...keys]);
    const arrow = effect === "Deny" ? "--x" : "-->";
    return [
      `${roles.id(roleName, [role, roleName])} ${arrow} ${statement}`,
      ...arns.map((arn) => `${statement} ${arrow} ${resources.id(arn, [shortened(arn)])}`),
    ];
  });
  const lines = [...roles.lines(), ...statements.lines(), ...resources.lines(), ...new Set(edges)];
  return ["flowchart LR", ...lines.map((line) => `  ${line}`)].join("\n");
}

/** Nodes of one shape, each with an id that Mermaid takes. */
class Nodes {
  private readonly known = new Map<string, { readonly id: string; readonly label: string }>();

  constructor(
    private readonly kind: string,
    private readonly shape: (label: string) => string,
  ) {}

  id(key: string, label: readonly string[]): string {
    const node = this.known.get(key) ?? {
      id: `${this.kind}${this.known.size + 1}`,
      label: label.map(quoted).join("<br/>"),
    };
    this.known.set(key, node);
    return node.id;
  }

  lines(): readonly string[] {
    return [...this.known.values()].map(({ id, label }) => `${id}${this.shape(`"${label}"`)}`);
  }
}

/** An ARN without its partition, region and account, which are the same for all. */
function shortened(arn: string): string {
  const [, , service, , , ...resource] = arn.split(":");
  return arn === "*" ? "*" : `${service} ${resource.join(":")}`;
}

/** Mermaid takes entities for what would end a label. */
function quoted(text: string): string {
  return text.replace(/&/g, "#amp;").replace(/"/g, "#quot;").replace(/</g, "#lt;").replace(/>/g, "#gt;");
}
