import { z } from 'zod';
import { expiryOf, expirySeconds, MAIN } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  message: z
    .string()
    .min(1)
    .max(10_000)
    .meta({ title: 'Message', description: 'What people read before they decide.', field: 'template' }),
  people: z.array(z.string().min(1).max(320)).max(50).default([]).meta({
    title: 'Who may decide',
    description: 'E-mail addresses or roles. Nobody named: everybody who may approve runs.',
    field: 'people',
  }),
  required: z.int().min(1).max(20).default(1).meta({
    title: 'Approvals needed',
    description: 'How many people must approve. One rejection ends it.',
    field: 'literal',
  }),
  form: z.record(z.string(), z.unknown()).optional().meta({
    title: 'Form',
    description: 'What they fill in with their decision, as JSON Schema.',
    field: 'json-schema',
  }),
  expiresSeconds: expirySeconds.meta({
    title: 'Expires after (seconds)',
    description: 'Without a decision by then it goes on by the port “expired”.',
    field: 'template',
  }),
});
type Config = z.infer<typeof config>;

export const approval: NodeType<Config> = {
  type: 'approval',
  group: 'FLOW',
  name: 'Approval',
  description: 'Waits until people approve or reject.',
  docs: `Asks people to decide. They need the permission \`run:approve\` and, where some are named, to be one of them.

It goes on by \`main\` once enough have approved, by \`rejected\` at the first rejection, and by \`expired\` when nobody decided in time.

Output: \`{ isApproved, isExpired, decisions: [{ decision, comment, form, decidedByName, decidedAt }] }\`.`,
  icon: 'user-check',
  config,
  ports: () => [
    { ...MAIN, label: 'Approved', description: 'Taken when enough people have approved.' },
    { name: 'rejected', label: 'Rejected', description: 'Taken at the first rejection.' },
    { name: 'expired', label: 'Expired', description: 'Taken when nobody decided in time.' },
  ],
  outputSchema: ({ form }) => ({
    type: 'object',
    properties: {
      isApproved: { type: 'boolean' },
      isExpired: { type: 'boolean' },
      decisions: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            decision: { type: 'string', enum: ['APPROVED', 'REJECTED'] },
            comment: { type: ['string', 'null'] },
            form: form ?? {},
            decidedByName: { type: 'string' },
            decidedAt: { type: 'string' },
          },
        },
      },
    },
    required: ['isApproved', 'isExpired', 'decisions'],
  }),
  timeoutSeconds: 30,
  async execute(node, { message, people, required, form, expiresSeconds }) {
    const until = expiryOf(node, expiresSeconds);
    return { kind: 'wait', wait: { kind: 'APPROVAL', until, message, form: form ?? null, people, required } };
  },
  async resume(_node, _config, resumed) {
    if (resumed.kind !== 'APPROVAL')
      return { kind: 'done', port: 'expired', output: { isApproved: false, isExpired: true, decisions: [] } };
    const { isApproved, decisions } = resumed;
    const output = { isApproved, isExpired: false, decisions };
    return { kind: 'done', port: isApproved ? 'main' : 'rejected', output };
  },
};
