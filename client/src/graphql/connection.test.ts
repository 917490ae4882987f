import { expect, jest, test } from '@jest/globals';
import { createConnection } from './connection.ts';

test('the first connection is no recovery, later ones are', () => {
  const at = new Date('2026-11-20T14:02:10Z');
  const connection = createConnection(() => at);
  const recovered = jest.fn();
  connection.onRecovered(recovered);
  connection.opened();
  expect(recovered).not.toHaveBeenCalled();
  connection.lost();
  expect(connection.get()).toEqual({ kind: 'reconnecting', lostAt: at });
  connection.opened();
  expect(recovered).toHaveBeenCalledTimes(1);
  expect(connection.get()).toEqual({ kind: 'live' });
});

test('keeps the time of the first loss over several tries', () => {
  let minute = 0;
  const connection = createConnection(() => new Date(2026, 0, 1, 0, minute++));
  connection.opened();
  connection.lost();
  const first = connection.get();
  connection.lost();
  expect(connection.get()).toEqual(first);
});
