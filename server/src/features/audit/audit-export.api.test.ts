import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeEnvironment, makeProject, makeToken, useCast } from '../../../test/factories.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';

const cast = useCast();
const RENAME = 'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { id } }';

async function trail() {
  const project = await makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.operator, 'OPERATOR'],
  ]);
  const { id } = await makeEnvironment(project);
  await as(cast.owner).run(RENAME, { input: { id, name: '=HYPERLINK("http://x","é"),\n' } });
  await as(cast.owner).run('mutation ($id: ID!) { deleteEnvironment(id: $id) { id } }', { id });
  return { project, id };
}

describe('the export', () => {
  test('as NDJSON has every event, oldest first, one on each line', async () => {
    const { project, id } = await trail();
    const response = await as(cast.owner).fetch(`/api/v1/projects/${project.slug}/audit.ndjson`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="audit-${project.slug}-\\d{4}-\\d\\d-\\d\\d\\.ndjson"$`),
    );
    const events = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events).toMatchObject([
      {
        seq: 1,
        action: 'environment.updated',
        actorName: 'owner',
        subjectId: id,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { seq: 2, action: 'environment.deleted' },
      { seq: 3, action: 'audit.exported', detail: { format: 'ndjson', filter: {} } },
    ]);
  });

  test('as CSV runs nothing in a spreadsheet', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const names = ['=cmd()', '+1', '-1', '@x', '\tx', '\rx', 'plain "quoted", with\na line'];
    for (const name of names)
      await withTransaction(systemContext(cast.app.app, 'test'), (ctx) =>
        recordAudit(ctx, { action: 'x.done', projectId: project.id, subject: { id: 'x', type: 'X', name } }),
      );
    const response = await as(cast.owner).fetch(`/api/v1/projects/${project.slug}/audit.csv?subjectId=x`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    expect(text).toMatch(/^\ufeffseq,at,action,/);
    for (const name of names.slice(0, 4)) expect(text).toContain(`,'${name},`);
    expect(text).toContain(`,'\tx,`);
    expect(text).toContain(`,"'\rx",`);
    expect(text).toContain(`,"plain ""quoted"", with\na line",`);
  });

  test('has the page’s filters, and says what is wrong with one', async () => {
    const { project } = await trail();
    const ask = async (search: string) => {
      const response = await as(cast.owner).fetch(`/api/v1/projects/${project.slug}/audit.ndjson${search}`);
      return { status: response.status, text: await response.text() };
    };
    expect((await ask('?action=environment.deleted')).text.trimEnd().split('\n')).toHaveLength(1);
    expect((await ask('?to=2020-01-01T00:00:00Z')).text).toBe('');
    expect((await ask('?refusedOnly=true')).text).toBe('');
    const wrong = await ask('?from=yesterday');
    expect(wrong.status).toBe(400);
    expect(JSON.parse(wrong.text)).toMatchObject({ error: { code: 'INVALID_INPUT', problems: [{ path: 'from' }] } });
  });

  test('is for those who may read the trail', async () => {
    const { project } = await trail();
    const path = `/api/v1/projects/${project.slug}/audit.csv`;
    expect((await as(cast.operator).fetch(path)).status).toBe(403);
    expect((await as(cast.stranger).fetch(path)).status).toBe(404);
    expect((await as(cast.administrator).fetch(path)).status).toBe(404);
    expect((await as(cast.anonymous).fetch(path)).status).toBe(401);
    const token = await makeToken(cast.app, { kind: 'SERVICE', project, scopes: ['audit:read'] });
    expect((await as(token).fetch(path)).status).toBe(200);
  });

  test('of the installation is for administrators', async () => {
    expect((await as(cast.owner).fetch('/api/v1/audit.csv')).status).toBe(403);
    expect((await as(cast.anonymous).fetch('/api/v1/audit.csv')).status).toBe(401);
    const response = await as(cast.administrator).fetch('/api/v1/audit.csv');
    expect(response.headers.get('content-disposition')).toContain('audit-installation-');
    expect(await response.text()).toContain('seq,at,action');
  });

  test('goes on where a page of a thousand ends', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    await withTransaction(systemContext(cast.app.app, 'test'), async (ctx) => {
      for (let n = 0; n < 1_001; n += 1) await recordAudit(ctx, { action: 'x.done', projectId: project.id });
    });
    const response = await as(cast.owner).fetch(`/api/v1/projects/${project.slug}/audit.ndjson`);
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(1_002);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ seq: 1_002, action: 'audit.exported' });
  });
});
