import { Readable, type Transform } from 'node:stream';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { chainOf } from '../../platform/audit/chain.rules.ts';
import { authorize, requireAdministrator } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { parseInput } from '../../platform/validation.ts';
import { type AuditEventRow, streamChain } from './audit.queries.ts';
import type { AuditFilter } from './audit.types.ts';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = [
  'seq',
  'at',
  'action',
  'actorKind',
  'actorId',
  'actorName',
  'subjectType',
  'subjectId',
  'subjectName',
  'address',
  'requestId',
  'detail',
  'id',
  'projectId',
  'hash',
] as const satisfies (keyof AuditEventRow)[];

/**
 * The events that match, oldest first, as a stream that is read as fast as it is taken. For those with `audit:read`; without
 * `project` the installation's, for administrators. Recorded before the first line leaves.
 */
export async function exportAudit(
  ctx: Context,
  input: { project: { id: string; slug: string } | null; filter: AuditFilter; format: ExportFormat },
): Promise<Readable> {
  const { project, filter, format } = input;
  if (project) authorize(ctx, 'audit:read', project.id);
  else requireAdministrator(ctx);
  await withTransaction(ctx, (ctx) =>
    recordAudit(ctx, {
      action: 'audit.exported',
      projectId: project?.id ?? null,
      ...(project && { subject: { id: project.id, type: 'Project', name: project.slug } }),
      detail: { format, filter: givenOf(filter) },
    }),
  );
  const events = streamChain(ctx, chainOf(project?.id ?? null), filter);
  return format === 'csv' ? Readable.from(events).compose(csv()) : Readable.from(linesOf(events));
}

const text = z.string().max(100, 'Use at most 100 characters.');
const moment = z.iso
  .datetime({ offset: true, error: 'Use an RFC 3339 time, such as 2026-11-20T22:15:43Z.' })
  .transform((value) => new Date(value));
const filterRules = z.object({
  action: text.optional(),
  actorId: text.optional(),
  subjectId: text.optional(),
  refusedOnly: z
    .enum(['true', 'false'], 'Use true or false.')
    .transform((value) => value === 'true')
    .optional(),
  from: moment.optional(),
  to: moment.optional(),
});

/** The filter of an address, whose parameters are called as the fields of `AuditFilter`. INVALID_INPUT names what is wrong. */
export const readAuditFilter = (parameters: unknown): AuditFilter => parseInput(filterRules, parameters);

const givenOf = (filter: AuditFilter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value));

async function* linesOf(events: AsyncIterable<AuditEventRow>): AsyncGenerator<string> {
  for await (const event of events)
    yield `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, event[column] ?? null])))}\n`;
}

/** With what begins a formula escaped: names are chosen by others, and spreadsheets run them. */
const csv = (): Transform =>
  stringify({
    header: true,
    columns: [...COLUMNS],
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    quote_record_delimiter: true,
  });
