import { describe, expect, jest, test } from '@jest/globals';
import { makeProject, useCast } from '../../test/factories.ts';
import { recordAudit } from '../platform/audit/audit.ts';
import { systemContext } from '../platform/context.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { reportText } from './audit-commands.ts';
import { type Installation, runCommand } from './commands.ts';

const cast = useCast();

async function makeChain(count: number) {
  const project = await makeProject(cast.app);
  for (let n = 0; n < count; n += 1)
    await withTransaction(systemContext(cast.app.app, 'test'), (ctx) =>
      recordAudit(ctx, { action: 'x.done', projectId: project.id }),
    );
  return project;
}

/** What the command says, and how it ends. */
async function verify(...args: string[]) {
  const said: string[] = [];
  const listen = (text: unknown) => said.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(listen as never),
  );
  const installation = { open: async () => cast.app.app } as Installation;
  try {
    return { code: await runCommand(['audit', 'verify', ...args], installation), text: said.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('audit verify', () => {
  test('says what is in order, and gives what can be kept elsewhere and asked for again', async () => {
    const project = await makeChain(3);
    const { code, text } = await verify('--project', project.slug);
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(
        new RegExp(`^ok {6}project ${project.slug}: 3 entries\\.\\n {8}${project.id}:3:[0-9a-f]{64}\\n$`),
      ),
    });
    const mark = text.trim().split(/\s+/).at(-1) ?? '';
    expect((await verify('--project', project.slug, '--expect', mark)).code).toBe(0);
    const other = `${mark.slice(0, -4)}0000`;
    const rewritten = await verify('--expect', mark, '--expect', other);
    expect(rewritten.code).toBe(1);
    expect(rewritten.text).toContain(`BROKEN  project ${project.slug}: entry 3 (aud_`);
  });

  test('ends with 1 when a chain is broken, and names the row', async () => {
    const project = await makeChain(3);
    await cast.app.sql('delete from audit_events where chain = $1 and seq = 2', [project.id]);
    expect(await verify('--project', project.slug)).toEqual({
      code: 1,
      text: `BROKEN  project ${project.slug}: entry 2: it is missing. In order before it: 1 entry.\n`,
    });
    const all = await verify();
    expect(all.code).toBe(1);
    expect(all.text.match(/^BROKEN/gm)).toHaveLength(1);
  });

  test.each([['--expect', 'prj_x:1'], ['--expect', 'nonsense'], ['--nothing']])(
    'wrong usage ends with 2: %s %s',
    async (...args) => {
      expect((await verify(...args)).code).toBe(2);
    },
  );

  test('a project that is not there is an error', async () => {
    await expect(verify('--project', 'none')).rejects.toThrow('There is no project “none” with an audit trail.');
  });

  test('says of an expected entry that has left that it can’t be checked', () => {
    const report = {
      chain: 'prj_a',
      project: 'shop',
      firstSeq: 10,
      count: 1,
      seq: 10,
      hash: Buffer.alloc(32),
      broken: null,
    };
    const text = reportText(report, [{ chain: 'prj_a', seq: 3, hash: '' }]);
    expect(text).toContain('ok      project shop: 1 entry, those before 10 have left.');
    expect(text).toContain('An expected entry has left; it can’t be checked any more.');
  });
});
