import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';

const read = (environment: Record<string, string>) => readConfig(environment, '/srv/pilothouse');

describe('the configuration', () => {
  test('fits a laptop when nothing is set', () => {
    expect(read({})).toMatchObject({
      isProduction: false,
      allowedOrigins: [],
      databaseUrl: null,
      dataDir: '/srv/pilothouse/.pilothouse',
      servicesDir: '/srv/pilothouse/.pilothouse/services',
      host: '127.0.0.1',
      port: null,
      publicUrl: null,
      secret: null,
      administrator: null,
      hasDemo: true,
      migratesAtStart: true,
      metricsToken: null,
      outboundAllow: [],
      ai: null,
    });
  });

  test('takes what is set; a variable of nothing counts as left out', () => {
    expect(
      read({
        DATABASE_URL: 'postgresql://db/pilothouse',
        PILOTHOUSE_DATA_DIR: '/data',
        PILOTHOUSE_PORT: '80',
        PILOTHOUSE_HOST: '',
        PILOTHOUSE_PUBLIC_URL: 'https://ship.example.com/',
        PILOTHOUSE_MODE: 'production',
        PILOTHOUSE_ALLOWED_ORIGINS: 'https://board.example.com, https://ops.example.com,',
        PILOTHOUSE_DEMO: 'off',
        PILOTHOUSE_MIGRATE: 'never',
        PILOTHOUSE_ADMIN_EMAIL: 'ada@example.com',
        PILOTHOUSE_ADMIN_PASSWORD: 'correct horse battery',
      }),
    ).toMatchObject({
      isProduction: true,
      allowedOrigins: ['https://board.example.com', 'https://ops.example.com'],
      databaseUrl: 'postgresql://db/pilothouse',
      servicesDir: '/data/services',
      host: '127.0.0.1',
      port: 80,
      publicUrl: 'https://ship.example.com',
      hasDemo: false,
      migratesAtStart: false,
      administrator: { email: 'ada@example.com', password: 'correct horse battery' },
    });
  });

  test('says all that is wrong at once, by the name of the variable', () => {
    const wrong = {
      DATABASE_URL: 'mysql://db',
      PILOTHOUSE_PORT: '99999',
      PILOTHOUSE_MODE: 'prod',
      PILOTHOUSE_DEMO: 'maybe',
      PILOTHOUSE_PUBLIC_URL: 'here',
      PILOTHOUSE_METRICS_TOKEN: 'short',
      PILOTHOUSE_DATABASE_POOL: '1',
      PILOTHOUSE_AI_PRICES: '{"small": {"input": "cheap"}}',
    };
    let message = '';
    try {
      read(wrong);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = (error as Error).message;
    }
    for (const name of Object.keys(wrong)) expect(message).toContain(`  ${name}: `);
    expect(message).not.toContain('mysql');
  });

  test('takes prices of models in USD per million tokens', () => {
    const url = { PILOTHOUSE_AI_URL: 'https://ai.example.com/v1' };
    expect(read(url).ai).toEqual({ url: 'https://ai.example.com/v1', model: null, prices: {} });
    const prices = { small: { input: 0.5, output: 2 }, 'org/large:free': { input: 0, output: 0 } };
    expect(read({ ...url, PILOTHOUSE_AI_PRICES: JSON.stringify(prices) }).ai?.prices).toEqual(prices);
    for (const wrong of [
      'cheap',
      '[]',
      '{"small": 1}',
      '{"small": {"input": -1, "output": 1}}',
      '{"small": {"input": 1}}',
    ])
      expect(() => read({ ...url, PILOTHOUSE_AI_PRICES: wrong })).toThrow('PILOTHOUSE_AI_PRICES: must be JSON of USD');
  });

  test('wants both or neither of the administrator’s address and password', () => {
    expect(() => read({ PILOTHOUSE_ADMIN_EMAIL: 'ada@example.com' })).toThrow('belong together');
  });
});
