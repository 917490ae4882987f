import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { makeProject, type TestProject, useCast } from '../../test/factories.ts';
import { addFacts } from '../../test/facts.ts';
import { systemContext } from '../platform/context.ts';
import { projectMetricsTopic } from '../platform/facts.ts';
import { type Installation, runCommand } from './commands.ts';

const cast = useCast();
let project: TestProject;

beforeEach(async () => {
  project = await makeProject(cast.app);
  await addFacts(systemContext(cast.app.app, 'test'), [
    { projectId: project.id, kind: 'custom', name: 'order' },
    { projectId: project.id, kind: 'custom', name: 'order' },
  ]);
});

/** What the command says, and how it ends. */
async function recount(...args: string[]) {
  const said: string[] = [];
  const listen = (text: unknown) => said.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(listen as never),
  );
  const installation = { open: async () => cast.app.app } as Installation;
  try {
    return { code: await runCommand(['facts', 'recount', ...args], installation), text: said.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const countsOf = async () =>
  (
    await cast.app.sql<{ count: string }>(
      `select r.count from rollups r join rollup_series s on s.id = r.series_id
       where r.project_id = $1 and s.cut = 0 and r.grain = 1440`,
      [project.id],
    )
  ).map(({ count }) => Number(count));
const today = () => new Date().toISOString().slice(0, 10);

describe('facts recount', () => {
  test('mends what was counted wrong, tells open pages, and is audited', async () => {
    await cast.app.sql('update rollups set count = count + 5 where project_id = $1', [project.id]);
    const heard = Promise.withResolvers<void>();
    const stop = cast.app.app.events.subscribe(projectMetricsTopic(project.id), () => heard.resolve());
    const { code, text } = await recount('--from', today(), '--project', project.slug);
    await heard.promise;
    stop();
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(
        new RegExp(`^ok {6}${project.slug}: counted anew from ${today()}T00:00:00.000Z to 2`),
      ),
    });
    expect(await countsOf()).toEqual([2]);
    expect((await recount('--from', today(), '--project', project.slug)).text).toBe(text);
    expect(await countsOf()).toEqual([2]);
    const events = await cast.app.sql(
      `select detail from audit_events where action = 'facts.recounted' and project_id = $1`,
      [project.id],
    );
    expect(events).toHaveLength(2);
  });

  test('without a project it is all of them, with one that is not there it fails', async () => {
    await cast.app.sql('update rollups set count = count + 5 where project_id = $1', [project.id]);
    const { code, text } = await recount('--from', today());
    expect(code).toBe(0);
    expect(text).toContain(`ok      ${project.slug}: counted anew`);
    expect(await countsOf()).toEqual([2]);
    const unknown = await recount('--from', today(), '--project', 'none-of-this-name');
    expect(unknown).toEqual({ code: 1, text: 'There is no such project.\n' });
    const old = await recount('--from', '2020-01-01', '--to', '2020-02-01', '--project', project.slug);
    expect(old).toEqual({
      code: 0,
      text: `none    ${project.slug}: no facts of these days are there to count from.\n`,
    });
  });

  test.each([
    [[]],
    [['--from', 'yesterday']],
    [['--from', '2026-13-01']],
    [['--from', '2026-05-02', '--to', '2026-05-01']],
  ])('wrong usage ends with 2: %j', async (args) => {
    expect((await recount(...(args as string[]))).code).toBe(2);
  });
});
