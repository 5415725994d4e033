import { canonicalJson } from "../canonical-json";
import { containerNeeds, formProblems } from "./needs/container-needs";
import { executeCommandNeeds } from "./needs/execute-command-needs";
import { guardDutyNeeds } from "./needs/image-needs";
import { type Need, notDerived, type TaskNeeds, together } from "./needs/need";
import type { NeedsContext } from "./needs/needs-context";
import { volumeNeeds } from "./needs/volume-needs";
import { containerName, objectsOf, type TaskForm } from "./task-form";

/**
 * What a task definition requires of its two roles, and because of what. The one place where a permission of a task's is
 * derived: the constructs grant what this says, and whatever judges or explains roles compares them with it.
 */
export function needsOf(task: TaskForm, context: NeedsContext): TaskNeeds {
  const containers = objectsOf(task.containers);
  const { needs, cannotSay } = together(
    Array.isArray(task.containers)
      ? together()
      : notDerived({ member: "containerDefinitions", what: "containers" }, "they are not known"),
    ...containers.map((container, index) => {
      const name = containerName(container, index);
      return together(containerNeeds(container, name, context), formProblems(container, name));
    }),
    ...objectsOf(task.volumes).map((volume) => volumeNeeds(volume, containers, context)),
    executeCommandNeeds(context),
    guardDutyNeeds(context),
  );
  return { needs: onceEach(needs), cannotSay };
}

/** Needs that say the same once, because of all that asks for them. */
function onceEach(needs: readonly Need[]): readonly Need[] {
  const byContent = new Map<string, Need>();
  for (const need of needs) {
    const { because, ...content } = need;
    const key = canonicalJson(content);
    const known = byContent.get(key);
    byContent.set(key, known ? { ...known, because: [...known.because, ...because] } : need);
  }
  return [...byContent.values()];
}
