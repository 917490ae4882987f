import { z } from 'zod';
import { handOnTrigger, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  answer: z
    .enum(['ASYNC', 'SYNC'])
    .default('ASYNC')
    .meta({
      title: 'Answer',
      description: 'At once with the run’s id, or with its output (waits at most 30 s for it).',
      labels: { ASYNC: 'At once', SYNC: 'With the output' },
      field: 'literal',
    }),
});
type Config = z.infer<typeof config>;

export const webhook: NodeType<Config> = {
  type: 'webhook',
  group: 'TRIGGER',
  name: 'Webhook',
  description: 'Starts when another system calls an address.',
  docs: `Publishing gives it an address (\`POST /hooks/…\`) and a secret. Callers sign the body: HMAC-SHA256 with the secret, as \`X-Pilothouse-Signature: sha256=…\` (GitHub's \`X-Hub-Signature-256\` is read too). Calls with another signature, or none, are refused.

A delivery counts once: the same \`X-Pilothouse-Delivery\` (or \`X-GitHub-Delivery\`, \`Idempotency-Key\`, \`webhook-id\`) starts no second run. Bodies have 1 MiB at most; JSON is read, anything else is a text.

Output: \`{ body, headers, query }\`; headers are by lower-case name, those with credentials left out.`,
  icon: 'webhook',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: {
      body: {},
      headers: { type: 'object', additionalProperties: { type: 'string' } },
      query: { type: 'object', additionalProperties: { type: 'string' } },
    },
    required: ['body', 'headers', 'query'],
  }),
  timeoutSeconds: 30,
  trigger: 'WEBHOOK',
  execute: handOnTrigger,
};
