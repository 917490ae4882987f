import { expect, test } from '@jest/globals';
import { throughOutages } from './transient.ts';

const away = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

test('what the database could not answer is asked again until it does', async () => {
  const failures = [away(), Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })];
  const work = async () => {
    const failure = failures.shift();
    if (failure) throw failure;
    return 'there';
  };
  expect(await throughOutages(new AbortController().signal, work)).toBe('there');
});

test('what it refuses is not asked again, and nothing is once nobody waits', async () => {
  let count = 0;
  const failing = (error: Error) => async () => {
    count += 1;
    throw error;
  };
  const refused = Object.assign(new Error('duplicate key'), { code: '23505' });
  await expect(throughOutages(new AbortController().signal, failing(refused))).rejects.toBe(refused);
  await expect(throughOutages(AbortSignal.abort(), failing(away()))).rejects.toThrow('ECONNREFUSED');
  expect(count).toBe(2);
});
