import { expect, test } from '@jest/globals';
import { auditFileUrl, eventWords, readAuditFilter } from './audit-filter.ts';

test('an address without filters asks for everything', () => {
  expect(readAuditFilter(new URLSearchParams())).toEqual({
    action: null,
    actorId: null,
    subjectId: null,
    refusedOnly: null,
    from: null,
    to: null,
  });
});

test('days are whole and both included', () => {
  const { from, to } = readAuditFilter(new URLSearchParams('from=2026-11-01&to=2026-11-02'));
  expect(new Date(to ?? 0).getTime() - new Date(from ?? 0).getTime()).toBe(2 * 86_400_000);
});

test('nonsense is no filter', () => {
  expect(readAuditFilter(new URLSearchParams('from=yesterday&to=2026-99-99&refused=perhaps'))).toMatchObject({
    from: null,
    to: null,
    refusedOnly: null,
  });
});

test('events read as words', () => {
  expect(eventWords({ action: 'member.role_changed' })).toBe('Member role changed');
  expect(eventWords({ action: 'attempt.refused', detail: { operation: 'deleteService' } })).toBe(
    'Delete service refused',
  );
  expect(eventWords({ action: 'attempt.refused', detail: { operation: 'POST /graphql' } })).toBe(
    'POST /graphql refused',
  );
  expect(eventWords({ action: 'attempt.refused', detail: { count: 12 } })).toBe('12 more attempts refused');
  expect(eventWords({ action: 'attempt.refused', detail: null })).toBe('Attempt refused');
});

test('a file has the same filter', () => {
  const filter = readAuditFilter(new URLSearchParams('action=token&refused=1'));
  expect(auditFileUrl('/api/v1/audit', 'csv', filter)).toBe('/api/v1/audit.csv?action=token&refusedOnly=true');
  expect(auditFileUrl('/api/v1/audit', 'ndjson', {})).toBe('/api/v1/audit.ndjson');
});
