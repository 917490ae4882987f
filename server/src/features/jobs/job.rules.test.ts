import { describe, expect, test } from '@jest/globals';
import { jobKind, kindOfTask, maskError, secretsOf } from './job.rules.ts';

describe('kinds', () => {
  test('jobs of one machine’s deployments are of one kind', () => {
    expect(kindOfTask('deployment.attach.wrk_1')).toBe('deployment.attach');
    expect(kindOfTask('deployment.start')).toBe('deployment.start');
  });

  test('one that this version does not know is called as in the queue, and names nothing', () => {
    expect(jobKind('old.work')).toMatchObject({ title: 'old.work', about: null });
    expect(jobKind('constructor')).toMatchObject({ title: 'constructor', about: null });
  });
});

describe('errors', () => {
  test.each([
    ['no route to postgres://ada:hunter2@db/shop', 'no route to postgres://ada:***@db/shop'],
    ['401 for Authorization: Bearer abcdefghijkl', '401 for Authorization: Bearer ***'],
    ['{"password": "hunter2"}', '{"password": "***"}'],
    ['https://example.com/?api_key=hunter2&page=2', 'https://example.com/?api_key=***&page=2'],
    ['the key is s3cr3t-of-the-house', 'the key is ***'],
    ['connect ECONNREFUSED 127.0.0.1:25', 'connect ECONNREFUSED 127.0.0.1:25'],
  ])('%s', (error, shown) => {
    expect(maskError(error, ['s3cr3t-of-the-house'])).toBe(shown);
  });

  test('of endless length are cut', () => {
    expect(maskError('x'.repeat(20_000), [])).toHaveLength(8_000);
  });

  test('what the operator keeps secret is known by its name, or is a password in an address', () => {
    expect(
      secretsOf({
        PILOTHOUSE_SECRET: 'long enough',
        PILOTHOUSE_SMTP_URL: 'smtp://ada:p%40ss@mail:25',
        PILOTHOUSE_PORT: '4000',
        PILOTHOUSE_METRICS_TOKEN: undefined,
      }),
    ).toEqual(['long enough', 'p@ss']);
  });
});
