import { describe, expect, test } from '@jest/globals';
import { settleAttempts } from '../src/features/audit/attempt.service.ts';
import { ApiError, as, type TestActor, type Variables } from './as.ts';
import type { Cast, Who } from './factories.ts';
import type { TestApp } from './test-app.ts';

export interface AuditRow {
  action: string;
  project_id: string | null;
  actor_id: string | null;
  actor_kind: string;
  actor_name: string;
  subject_id: string | null;
  subject_type: string | null;
  subject_name: string | null;
  detail: unknown;
}

interface Given {
  variables: Variables;
  /** Who does it, where it is nobody of the cast. */
  by?: TestActor;
}

export interface MutationCases {
  operation: string;
  /** Variables that work, and what must be there for it: made anew for each case. */
  given(cast: Cast): Given | Promise<Given>;
  /** Who does it. */
  by: Who;
  /** What somebody who is not signed in gets: an error, unless the mutation is for them. */
  anonymous?: 'is allowed';
  /** Nobody is a stranger where nothing belongs to a project. */
  stranger?: 'has no project here' | 'FORBIDDEN';
  /** Who may see the thing, but not do this with it. */
  forbiddenTo: readonly Who[];
  /** What is wrong, the change that makes the variables wrong, and the paths of the problems. */
  invalid: readonly [what: string, change: (variables: Variables) => Variables, paths: string[]][];
  /** What the server writes about it: of several events the last. `nothing` where it is only the person’s own convenience. */
  audit: 'nothing' | ((cast: Cast, variables: Variables) => Partial<AuditRow>);
  /** What else is true then. */
  works?: (cast: Cast, data: Record<string, unknown>, variables: Variables) => unknown;
  /**
   * The second time: `same` gives the same answer and does nothing; a code refuses; `again` does it again, which is harmless.
   */
  twice:
    | 'same'
    | 'again'
    | 'NOT_FOUND'
    | 'INVITATION_INVALID'
    | 'CONFLICT'
    | 'INVALID_INPUT'
    | 'RATE_LIMITED'
    | 'UNAUTHENTICATED'
    | 'FORBIDDEN';
  /** For mutations with an idempotency key: another valid input. */
  otherInput?: (variables: Variables) => Variables;
}

/** A try counts before it is known how it ends. */
const TRIES = ['sign_in_tries'];
const TRAIL = ['audit_events', 'audit_chains', ...TRIES];

/** Replaces fields of `input`. */
export const input = (part: Variables) => (variables: Variables) => ({
  ...variables,
  input: { ...(variables.input as Variables), ...part },
});

/** The cases that every mutation has. `cast` is filled before the first test. */
export function describeMutation(name: string, cast: Cast, cases: MutationCases): void {
  const { operation, audit } = cases;
  const prepare = async (): Promise<{ by: TestActor; variables: Variables }> => ({
    by: cast[cases.by],
    ...(await cases.given(cast)),
  });
  const refuse = async (actor: TestActor, variables: Variables) => {
    const before = await cast.app.fingerprint(TRAIL);
    const { body } = await as(actor).answer(operation, variables);
    if (!body.errors?.[0]) throw new Error(`${actor.name} was not refused: ${JSON.stringify(body.data)}`);
    const error = new ApiError(body.errors[0]);
    expect(await cast.app.fingerprint(TRAIL)).toBe(before);
    await settleAttempts(cast.app.app);
    const events = await auditOf(cast.app, body.extensions?.requestId);
    if (error.code === 'INVALID_INPUT') expect(events.map(({ action }) => action)).not.toContain('attempt.refused');
    else
      expect(events).toContainEqual(
        expect.objectContaining({
          action: 'attempt.refused',
          actor_id: actor.userId,
          detail: expect.objectContaining({ operation: name, code: error.code }),
        }),
      );
    return error;
  };

  describe(name, () => {
    if (cases.anonymous !== 'is allowed')
      test('not signed in', async () => {
        const { variables } = await prepare();
        expect(await refuse(cast.anonymous, variables)).toMatchObject({ code: 'UNAUTHENTICATED' });
      });

    if (cases.stranger !== 'has no project here')
      test('another project', async () => {
        const { variables } = await prepare();
        const code = cases.stranger ?? 'NOT_FOUND';
        expect(await refuse(cast.stranger, variables)).toMatchObject({ code });
      });

    for (const who of cases.forbiddenTo)
      test(`${who} lacks the right`, async () => {
        const { variables } = await prepare();
        expect(await refuse(cast[who], variables)).toMatchObject({ code: 'FORBIDDEN' });
      });

    for (const [what, change, paths] of cases.invalid)
      test(`invalid: ${what}`, async () => {
        const { by, variables } = await prepare();
        const error = await refuse(by, change(variables));
        expect(error).toMatchObject({ code: 'INVALID_INPUT', paths });
        for (const { message } of error.problems) expect(message).toMatch(/^\S.*[.?!”]$/su);
      });

    test(audit === 'nothing' ? 'works and is not audited' : 'works and is audited', async () => {
      const { by, variables } = await prepare();
      const { body } = await as(by).answer(operation, variables);
      expect(body.errors).toBeUndefined();
      const events = await auditOf(cast.app, body.extensions?.requestId);
      if (audit === 'nothing') expect(events).toEqual([]);
      else {
        const event = events.at(-1);
        expect(event).toMatchObject({ actor_name: expect.any(String), ...audit(cast, variables) });
        if (by.userId && cases.anonymous !== 'is allowed')
          expect(event).toMatchObject({ actor_id: by.userId, actor_kind: 'USER', actor_name: expect.any(String) });
      }
      await cases.works?.(cast, body.data?.[name] as Record<string, unknown>, variables);
    });

    const testAudited = audit === 'nothing' ? null : test;
    testAudited?.('does not happen when it can’t be audited', async () => {
      const { by, variables } = await prepare();
      const before = await cast.app.fingerprint(TRIES);
      await withoutAudit(cast.app, async () => {
        expect(await as(by).fail(operation, variables)).toMatchObject({ code: 'INTERNAL' });
      });
      expect(await cast.app.fingerprint(TRIES)).toBe(before);
      expect(cast.app.takeDefects()).toHaveLength(1);
    });

    test(`twice: ${cases.twice}`, async () => {
      const { by, variables } = await prepare();
      const first = await as(by).run(operation, variables);
      // What is refused leaves an attempt in the trail; what does nothing leaves nothing.
      const exceptFor = cases.twice === 'same' ? [] : TRAIL;
      const before = await cast.app.fingerprint(exceptFor);
      if (cases.twice === 'again') await as(by).run(operation, variables);
      else {
        if (cases.twice === 'same') expect(await as(by).run(operation, variables)).toEqual(first);
        else expect(await as(by).fail(operation, variables)).toMatchObject({ code: cases.twice });
        expect(await cast.app.fingerprint(exceptFor)).toBe(before);
      }
    });

    if (cases.otherInput) describeKey(cast, cases, prepare, cases.otherInput);
  });
}

function describeKey(
  cast: Cast,
  { operation }: MutationCases,
  prepare: () => Promise<{ by: TestActor; variables: Variables }>,
  otherInput: (variables: Variables) => Variables,
): void {
  test('the same idempotency key is done once, another input with it refused', async () => {
    const { by, variables } = await prepare();
    const keyed = input({ idempotencyKey: 'key-1' });
    const first = await as(by).run(operation, keyed(variables));
    const before = await cast.app.fingerprint();
    expect(await as(by).run(operation, keyed(variables))).toEqual(first);
    expect(await as(by).fail(operation, keyed(otherInput(variables)))).toMatchObject({ code: 'CONFLICT' });
    expect(await cast.app.fingerprint()).toBe(before);
    await cast.app.sql('delete from idempotency_keys');
  });

  test('five at once with one key give one result', async () => {
    const { by, variables } = await prepare();
    const keyed = input({ idempotencyKey: 'key-2' })(variables);
    const results = await Promise.all(Array.from({ length: 5 }, () => as(by).run(operation, keyed)));
    for (const result of results) expect(result).toEqual(results[0]);
    await cast.app.sql('delete from idempotency_keys');
  });
}

/** The audit events of one request, in order. */
export function auditOf(app: TestApp, requestId: string | undefined): Promise<AuditRow[]> {
  return app.sql<AuditRow>('select * from audit_events where request_id = $1 order by id', [requestId]);
}

/** Lets every write to the audit trail fail meanwhile. */
async function withoutAudit(app: TestApp, work: () => Promise<void>): Promise<void> {
  await app.sql(`create or replace function refuse_audit() returns trigger language plpgsql
                 as $$ begin raise exception 'The disk of the audit trail is full.'; end $$`);
  await app.sql(
    'create trigger refuse_audit before insert on audit_events for each statement execute function refuse_audit()',
  );
  try {
    await work();
  } finally {
    await app.sql('drop trigger refuse_audit on audit_events');
  }
}
