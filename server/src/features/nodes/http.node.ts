import { z } from 'zod';
import { outboundFetch } from '../../platform/outbound/outbound.ts';
import { OutboundError } from '../../platform/outbound/outbound-error.ts';
import { asJson, invalidConfig, isTemplate, mainOnly, shown } from './config.rules.ts';
import { bodyOf, isExpected, statusError, statusRanges } from './http.rules.ts';
import { type Json, type NodeContext, NodeError, type NodeType, type Outcome } from './node.types.ts';

const pairs = (what: string) =>
  z
    .array(
      z.object({
        name: z
          .string()
          .min(1)
          .max(200)
          .meta({ title: 'Name', description: `Of the ${what}.`, field: 'template' }),
        value: z
          .string()
          .max(8_000)
          .meta({ title: 'Value', description: `Of the ${what}.`, field: 'secret-template' }),
      }),
    )
    .max(50)
    .default([]);

const config = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']).default('GET').meta({
    title: 'Method',
    description: 'What is asked for.',
    field: 'literal',
  }),
  url: z
    .string()
    .min(1)
    .max(8_000)
    .refine((text) => isTemplate(text) || /^https?:\/\/./i.test(text), 'Use a full http:// or https:// address.')
    .meta({ title: 'Address', description: 'The full address, https://…', field: 'secret-template' }),
  query: pairs('parameter').meta({ title: 'Query', description: 'Added to the address, encoded.' }),
  headers: pairs('header').meta({ title: 'Headers', description: 'Sent with the request.' }),
  auth: z
    .enum(['NONE', 'BEARER', 'BASIC', 'HEADER'])
    .default('NONE')
    .meta({
      title: 'Sign in by',
      description: 'A bearer token, a user and password, or a header of its own.',
      labels: { NONE: 'Nothing', BEARER: 'Bearer token', BASIC: 'User and password', HEADER: 'A header of its own' },
      field: 'literal',
    }),
  authName: z.string().max(200).optional().meta({
    title: 'User or header',
    description: 'Of BASIC the user, of HEADER the header’s name.',
    field: 'template',
  }),
  authValue: z.string().max(8_000).optional().meta({
    title: 'Token or password',
    description: 'Take it from a secret: the expression secrets.NAME.',
    field: 'secret-template',
  }),
  bodyType: z
    .enum(['NONE', 'JSON', 'TEXT', 'FORM'])
    .default('NONE')
    .meta({
      title: 'Body',
      description: 'How the body is written.',
      labels: { NONE: 'No body', JSON: 'JSON', TEXT: 'Text', FORM: 'Form' },
      field: 'literal',
    }),
  body: z.unknown().optional().meta({
    title: 'Content',
    description: 'Of JSON any value, of TEXT a text, of FORM an object of fields.',
    field: 'json',
  }),
  expectedStatuses: z
    .string()
    .max(200)
    .refine((text) => statusRanges(text) !== null, 'Use statuses and ranges, such as 200-299, 404.')
    .default('200-299')
    .meta({ title: 'Expected statuses', description: 'Others fail, such as 200-299, 404.', field: 'literal' }),
  followRedirects: z.boolean().default(true).meta({
    title: 'Follow redirects',
    description: 'At most 5; secrets never go on to another site.',
    field: 'literal',
  }),
});
type Config = z.infer<typeof config>;

export const http: NodeType<Config> = {
  type: 'http',
  group: 'ACTION',
  name: 'HTTP request',
  description: 'Asks an address on the internet.',
  docs: `Sends a request and hands on \`{ status, headers, body }\`. JSON is parsed, other texts are texts, anything else is \`{ base64 }\`.

Every attempt sends the same \`X-Idempotency-Key\`, so that the other side can tell a repetition.

Only the public internet can be reached. What is inside is allowed by \`PILOTHOUSE_OUTBOUND_ALLOW\`.

Fails with \`HTTP_CLIENT_ERROR\` (4xx), \`HTTP_SERVER_ERROR\` (5xx), \`HTTP_UNEXPECTED_STATUS\`, \`TIMEOUT\`, \`OUTBOUND_UNREACHABLE\`,
\`OUTBOUND_REFUSED\`, \`OUTBOUND_TOO_LARGE\` (over 10 MiB) or \`OUTBOUND_TOO_MANY_REDIRECTS\`. \`details\` holds the answer where there was one.`,
  icon: 'globe',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { status: { type: 'integer' }, headers: { type: 'object', additionalProperties: true }, body: {} },
    required: ['status', 'headers', 'body'],
    additionalProperties: false,
  }),
  timeoutSeconds: 60,
  execute,
};

/** The attempt's own time limit ends a request; this is for the case that it is set very high. */
const longestMs = 60 * 60 * 1_000;

async function execute(node: NodeContext, config: Config): Promise<Outcome> {
  const { content, contentType } = contentOf(config);
  const given = Object.fromEntries((config.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value]));
  try {
    const response = await outboundFetch(addressOf(config), {
      method: config.method,
      headers: {
        'x-idempotency-key': node.idempotencyKey,
        ...(contentType ? { 'content-type': contentType } : {}),
        ...authOf(config),
        ...given,
      },
      ...(content === null ? {} : { body: content }),
      allow: node.ctx.app.config.outboundAllow,
      signal: node.signal,
      timeoutMs: longestMs,
      maxRedirects: config.followRedirects ? 5 : 0,
    });
    const output = { status: response.status, headers: response.headers, body: bodyOf(response) };
    if (!isExpected(response.status, config.expectedStatuses)) throw statusError(response.status, output);
    return { kind: 'done', output };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const code = error.code === 'OUTBOUND_TIMEOUT' ? 'TIMEOUT' : error.code;
    throw new NodeError(code, error.message, { isRetryable: error.isRetryable, cause: error });
  }
}

function addressOf({ url, query }: Config): string {
  if (!URL.canParse(url)) throw invalidConfig('The address must be a full http:// or https:// address.');
  const address = new URL(url);
  for (const { name, value } of query ?? []) address.searchParams.append(name, value);
  return address.href;
}

function authOf({ auth, authName = '', authValue = '' }: Config): Record<string, string> {
  switch (auth) {
    case 'BEARER':
      return { authorization: `Bearer ${authValue}` };
    case 'BASIC':
      return { authorization: `Basic ${Buffer.from(`${authName}:${authValue}`).toString('base64')}` };
    case 'HEADER':
      if (authName === '') throw invalidConfig('Give the name of the header that signs in.');
      return { [authName.toLowerCase()]: authValue };
    default:
      return {};
  }
}

function contentOf({ bodyType, body }: Config): { content: string | null; contentType: string | null } {
  const value = asJson(body);
  switch (bodyType) {
    case 'JSON':
      return { content: JSON.stringify(value), contentType: 'application/json' };
    case 'TEXT':
      return { content: textOf(value), contentType: 'text/plain; charset=utf-8' };
    case 'FORM':
      return { content: String(formOf(value)), contentType: 'application/x-www-form-urlencoded' };
    default:
      return { content: null, contentType: null };
  }
}

const textOf = (value: Json) => (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value));

function formOf(value: Json): URLSearchParams {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidConfig(`A form must be an object of fields, and is ${shown(value)}.`);
  const form = new URLSearchParams();
  for (const [name, field] of Object.entries(value))
    for (const one of Array.isArray(field) ? field : [field]) form.append(name, textOf(one));
  return form;
}
