import { ai } from './ai.node.ts';
import { approval } from './approval.node.ts';
import { code } from './code.node.ts';
import { condition } from './condition.node.ts';
import { delay } from './delay.node.ts';
import { deploy } from './deploy.node.ts';
import { error } from './error.node.ts';
import { event } from './event.node.ts';
import { eventWrite } from './event-write.node.ts';
import { graphql } from './graphql.node.ts';
import { http } from './http.node.ts';
import { join } from './join.node.ts';
import { loop } from './loop.node.ts';
import { manual } from './manual.node.ts';
import type { NodeType } from './node.types.ts';
import { notify } from './notify.node.ts';
import { parallel } from './parallel.node.ts';
import { runFinished } from './run-finished.node.ts';
import { schedule } from './schedule.node.ts';
import { script } from './script.node.ts';
import { stop } from './stop.node.ts';
import { subWorkflow } from './sub-workflow.node.ts';
import { switchNode } from './switch.node.ts';
import { transform } from './transform.node.ts';
import { variableGet } from './variable-get.node.ts';
import { variableSet } from './variable-set.node.ts';
import { waitWebhook } from './wait-webhook.node.ts';
import { webhook } from './webhook.node.ts';

/** Every type of node, in the order of the palette. */
export const nodeTypes = [
  ai,
  approval,
  code,
  condition,
  delay,
  deploy,
  error,
  event,
  eventWrite,
  graphql,
  http,
  join,
  loop,
  manual,
  notify,
  parallel,
  runFinished,
  schedule,
  script,
  stop,
  subWorkflow,
  switchNode,
  transform,
  variableGet,
  variableSet,
  waitWebhook,
  webhook,
] as unknown as readonly NodeType[];

const byType = new Map(nodeTypes.map((type) => [type.type, type]));

export function nodeTypeOf(type: string): NodeType | null {
  return byType.get(type) ?? null;
}
