import { expect, test } from '@jest/globals';
import { actionWords, readAuditFilter } from './audit-filter.ts';

test('an address without filters asks for everything', () => {
  expect(readAuditFilter(new URLSearchParams())).toEqual({
    action: null,
    actorId: null,
    subjectId: null,
    from: null,
    to: null,
  });
});

test('days are whole and both included', () => {
  const { from, to } = readAuditFilter(new URLSearchParams('from=2026-11-01&to=2026-11-02'));
  expect(new Date(to ?? 0).getTime() - new Date(from ?? 0).getTime()).toBe(2 * 86_400_000);
});

test('nonsense is no filter', () => {
  expect(readAuditFilter(new URLSearchParams('from=yesterday&to=2026-99-99'))).toMatchObject({ from: null, to: null });
});

test('actions read as words', () => {
  expect(actionWords('member.role_changed')).toBe('Member role changed');
});
