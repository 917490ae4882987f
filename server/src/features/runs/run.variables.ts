import type { Json } from '../nodes/node.types.ts';
import { pathsSeenFrom } from './engine.frames.ts';
import type { RunEngine } from './engine.ts';
import type { Attempt } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';
import { asItIs, type Open } from './run.large-values.ts';

export type Values = Record<string, Json>;

/** What the run is to its expressions: `run.number`. */
export const runAbout = (owned: OwnedRun): Values => ({
  id: owned.id,
  number: owned.number,
  workflow: owned.workflowSlug,
  trigger: owned.trigger,
  createdByName: owned.createdByName,
});

/** What expressions of a node may use; in a loop with the `item` and `index` of the innermost iteration. */
export function variablesFor(
  engine: RunEngine,
  owned: OwnedRun,
  variables: Values,
  attempt: Attempt,
  open: Open = asItIs,
): Values {
  const nodes: Values = {};
  let iteration: Values = {};
  for (const path of pathsSeenFrom(attempt.path)) {
    const [, loopKey, index] = /(?:^|\/)([^/[]+)\[(\d+)\]$/.exec(path) ?? [];
    if (loopKey !== undefined) {
      const outer = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      const items = open(engine.attemptAt(loopKey, outer)?.input ?? null, 'item');
      iteration = { item: (Array.isArray(items) ? items[Number(index)] : null) ?? null, index: Number(index) };
    }
    for (const key of engine.plan.nodes.keys()) {
      const seen = engine.attemptAt(key, path);
      if (seen && seen !== attempt) nodes[key] = { output: open(seen.output, key), status: seen.status };
    }
  }
  return {
    trigger: open(owned.payload, 'trigger'),
    nodes,
    vars: variables,
    run: runAbout(owned),
    input: open(attempt.input, 'input'),
    ...iteration,
  };
}
