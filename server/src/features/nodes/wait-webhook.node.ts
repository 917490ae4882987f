import { z } from 'zod';
import { expiryOf, expirySeconds, MAIN } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  expiresSeconds: expirySeconds.meta({
    title: 'Expires after (seconds)',
    description: 'Without a call by then it goes on by the port “expired”.',
    field: 'template',
  }),
});
type Config = z.infer<typeof config>;

export const waitWebhook: NodeType<Config> = {
  type: 'wait-webhook',
  group: 'FLOW',
  name: 'Wait for a call',
  description: 'Waits until another system calls an address.',
  docs: `Shows an address in the run while it waits; the first \`POST\` to it ends the wait. The address is a secret of its own: whoever knows it may call it.

Output: \`{ body, headers, query }\` of the call, or null by the port \`expired\`.`,
  icon: 'webhook',
  config,
  ports: () => [
    { ...MAIN, label: 'Called', description: 'Taken when the address was called.' },
    { name: 'expired', label: 'Expired', description: 'Taken when nobody called in time.' },
  ],
  outputSchema: () => ({
    type: ['object', 'null'],
    properties: { body: {}, headers: { type: 'object' }, query: { type: 'object' } },
  }),
  timeoutSeconds: 30,
  async execute(node, { expiresSeconds }) {
    return { kind: 'wait', wait: { kind: 'WEBHOOK', until: expiryOf(node, expiresSeconds) } };
  },
  async resume(_node, _config, resumed) {
    if (resumed.kind !== 'WEBHOOK') return { kind: 'done', port: 'expired', output: null };
    return { kind: 'done', output: resumed.payload };
  },
};
