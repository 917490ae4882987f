import { expect, test } from '@jest/globals';
import { shownConfiguration, shownValue } from './doctor.rules.ts';

test.each([
  ['PILOTHOUSE_SECRET', 'hunter2hunter2', 'set, 14 characters'],
  ['PILOTHOUSE_ADMIN_PASSWORD', 'hunter2', 'set, 7 characters'],
  ['PILOTHOUSE_METRICS_TOKEN', 'hunter2', 'set, 7 characters'],
  ['PILOTHOUSE_KEYS', 'a:hunter2', 'set, 9 characters'],
  ['PILOTHOUSE_GOOGLE_CLIENT_SECRET', 'hunter2', 'set, 7 characters'],
  ['PILOTHOUSE_KEYS_FILE', '/run/keys', '/run/keys'],
  ['DATABASE_URL', 'postgres://ada:hunter2@db/shop?password=hunter2#hunter2', 'postgres://ada:*****@db/shop'],
  ['DATABASE_URL', 'postgres://ada@db/shop?sslmode=require', 'postgres://ada@db/shop?sslmode=require'],
  ['PILOTHOUSE_SMTP_URL', 'smtp://ada:hunter2@mail:587', 'smtp://ada:*****@mail:587'],
  ['PILOTHOUSE_REDIS_URL', 'redis://:hunter2@[broken', 'set, 24 characters'],
  ['PILOTHOUSE_PUBLIC_URL', 'https://ship.example.com/', 'https://ship.example.com/'],
  ['PILOTHOUSE_HOST', '0.0.0.0', '0.0.0.0'],
])('%s is shown without a secret', (name, value, shown) => {
  expect(shownValue(name, value)).toBe(shown);
});

test('what is not set, or set to nothing, is its default', () => {
  const table = [{ name: 'PILOTHOUSE_HOST', fallback: '127.0.0.1', description: 'The address.' }];
  for (const environment of [{}, { PILOTHOUSE_HOST: '' }])
    expect(shownConfiguration(table, environment)).toMatchObject([{ value: '127.0.0.1', isSet: false }]);
});
