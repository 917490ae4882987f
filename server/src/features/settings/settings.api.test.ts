import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { systemContext } from '../../platform/context.ts';
import { settingsOf } from './settings.service.ts';
import type { InstanceSettings } from './settings.types.ts';

const cast = useCast({
  PILOTHOUSE_RATE_SERVICE: '7000',
  PILOTHOUSE_OIDC_CLIENT_ID: 'pilothouse',
  PILOTHOUSE_OIDC_ISSUER: 'http://127.0.0.1:1',
  PILOTHOUSE_OIDC_NAME: 'Staff',
  PILOTHOUSE_ALLOWED_ORIGINS: 'https://board.example.com',
});

const FIELDS = `signInMethods { key name isShown } sessionDays auditRetentionDays anonymousPointsPerMinute userPointsPerMinute
  servicePointsPerMinute publicUrl allowedOrigins states { name defaultValue fixedBy updatedAt updatedByName }`;
const UPDATE = `mutation ($input: UpdateInstanceSettingsInput!) { updateInstanceSettings(input: $input) { ${FIELDS} } }`;
const update = async (change: object) =>
  (await as(cast.administrator).run<{ updateInstanceSettings: InstanceSettings }>(UPDATE, { input: change }))
    .updateInstanceSettings;
const read = async () =>
  (await as(cast.administrator).run<{ instanceSettings: InstanceSettings }>(`{ instanceSettings { ${FIELDS} } }`))
    .instanceSettings;
const reset = () => cast.app.sql('delete from instance_settings');

let days = 100;
describeMutation('updateInstanceSettings', cast, {
  operation: UPDATE,
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'viewer'],
  given: () => {
    days += 1;
    return { variables: { input: { auditRetentionDays: days, sessionDays: 7 } } };
  },
  invalid: [
    ['no days', input({ sessionDays: 0 }), ['sessionDays']],
    ['too many days', input({ sessionDays: 366 }), ['sessionDays']],
    ['a trail too short', input({ auditRetentionDays: 29 }), ['auditRetentionDays']],
    ['less than nothing', input({ userPointsPerMinute: -1 }), ['userPointsPerMinute']],
    ['so little that nobody gets back in', input({ userPointsPerMinute: 999 }), ['userPointsPerMinute']],
    ['what the environment sets', input({ servicePointsPerMinute: 5_000 }), ['servicePointsPerMinute']],
    ['its default, too', input({ servicePointsPerMinute: null }), ['servicePointsPerMinute']],
    ['a way in that isn’t there', input({ hiddenSignInMethods: ['magic'] }), ['hiddenSignInMethods']],
    ['no way in', input({ hiddenSignInMethods: ['password', 'oidc'] }), ['hiddenSignInMethods']],
    [
      'several at once',
      input({ sessionDays: 0, auditRetentionDays: 1, hiddenSignInMethods: ['magic'] }),
      ['sessionDays', 'auditRetentionDays', 'hiddenSignInMethods'],
    ],
  ],
  audit: (_cast, { input: wanted }) => ({
    action: 'settings.changed',
    project_id: null,
    subject_type: 'InstanceSettings',
    detail: expect.objectContaining({ after: expect.objectContaining(pick(wanted as object, 'auditRetentionDays')) }),
  }),
  works: (_cast, data, { input: wanted }) => expect(data).toMatchObject(wanted as object),
  twice: 'same',
});
const pick = (from: object, name: string) => ({ [name]: (from as Record<string, unknown>)[name] });

describe('settings of the installation', () => {
  test('are the configuration’s until somebody sets them; null goes back', async () => {
    await reset();
    const before = await read();
    expect(before).toMatchObject({
      sessionDays: 30,
      auditRetentionDays: null,
      servicePointsPerMinute: 7_000,
      signInMethods: [
        { key: 'password', isShown: true },
        { key: 'oidc', name: 'Staff', isShown: true },
      ],
      publicUrl: null,
      allowedOrigins: ['https://board.example.com'],
    });
    const state = (settings: InstanceSettings, name: string) => settings.states.find((each) => each.name === name);
    expect(state(before, 'sessionDays')).toEqual({
      name: 'sessionDays',
      defaultValue: 30,
      fixedBy: null,
      updatedAt: null,
      updatedByName: null,
    });
    expect(state(before, 'servicePointsPerMinute')).toMatchObject({ fixedBy: 'PILOTHOUSE_RATE_SERVICE' });

    const after = await update({ sessionDays: 3, hiddenSignInMethods: ['password'] });
    expect(after.sessionDays).toBe(3);
    expect(after.signInMethods.map(({ isShown }) => isShown)).toEqual([false, true]);
    expect(state(after, 'sessionDays')).toMatchObject({
      defaultValue: 30,
      updatedAt: expect.any(String),
      updatedByName: 'administrator',
    });
    expect(await update({ sessionDays: null, hiddenSignInMethods: null })).toEqual(before);
  });

  test('a change is audited with before and after, and nothing when nothing changes', async () => {
    await reset();
    await update({ sessionDays: 3, userPointsPerMinute: 900_000 });
    await update({ sessionDays: 5, userPointsPerMinute: 900_000 });
    await update({ sessionDays: 5 });
    const events = await cast.app.sql<{ detail: object }>(
      `select detail from audit_events where action = 'settings.changed' order by id desc limit 2`,
    );
    expect(events.map(({ detail }) => detail)).toEqual([
      { before: { sessionDays: 3 }, after: { sessionDays: 5 } },
      { before: expect.objectContaining({ sessionDays: 30 }), after: { sessionDays: 3, userPointsPerMinute: 900_000 } },
    ]);
  });

  test('a change counts at once here, and elsewhere within a second', async () => {
    await reset();
    const { app } = cast.app;
    const ctx = systemContext(app, 'test');
    const { now } = app;
    let at = Date.now() + 60_000;
    app.now = () => new Date(at);
    expect(await settingsOf(ctx)).toMatchObject({ sessionDays: 30, servicePointsPerMinute: 7_000 });
    await update({ sessionDays: 4 });
    expect(await settingsOf(ctx)).toMatchObject({ sessionDays: 4 });
    // As another process would.
    await cast.app.sql(`update instance_settings set value = '9' where key = 'sessionDays'`);
    expect(await settingsOf(ctx)).toMatchObject({ sessionDays: 4 });
    at += 1_001;
    expect(await settingsOf(ctx)).toMatchObject({ sessionDays: 9 });
    app.now = now;
  });

  test('the limits are those of the settings, from the next request on', async () => {
    await reset();
    const limit = async () => (await as(cast.anonymous).answer('{ __typename }')).headers.get('x-ratelimit-limit');
    await update({ anonymousPointsPerMinute: 12_345 });
    expect(await limit()).toBe('12345');
    await update({ anonymousPointsPerMinute: null });
    expect(await limit()).toBe('30000');
  });

  test('what is stored and makes no sense, or is fixed by now, counts as nothing', async () => {
    await reset();
    await cast.app.sql(
      `insert into instance_settings (key, value) values ('sessionDays', '"x"'), ('servicePointsPerMinute', '5'), ('gone', '1')`,
    );
    expect(await read()).toMatchObject({ sessionDays: 30, servicePointsPerMinute: 7_000 });
    await reset();
  });

  test('are read by administrators only', async () => {
    expect(await as(cast.owner).fail('{ instanceSettings { sessionDays } }')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await as(cast.anonymous).fail('{ instanceSettings { sessionDays } }')).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
