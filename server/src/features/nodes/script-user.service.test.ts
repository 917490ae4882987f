import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { useCast } from '../../../test/factories.ts';
import { graphOf, useRunWork } from '../../../test/run-harness.ts';
import { closeDataFolder } from '../../platform/runners/script-user.ts';

const isRoot = process.getuid?.() === 0;
const runs = useRunWork(() => cast);
// Who is not root can't become another one: what is refused then is seen at the start, see the guards.
const cast = useCast(isRoot ? { PILOTHOUSE_SCRIPT_USER: 'nobody' } : {});
const dataDir = () => cast.app.app.config.dataDir;
beforeAll(async () => {
  process.env.PILOTHOUSE_LEAK = 'of the server';
  await writeFile(join(dataDir(), 'secret'), 'hush', { mode: 0o644 });
  if (isRoot) await closeDataFolder(dataDir(), 'nobody');
});
runs.startWorking();

async function outputOf(script: string): Promise<string[]> {
  const node = { key: 'script', type: 'script', config: { script, environment: { DATA: dataDir() } } };
  const id = await runs.startRun(graphOf([node], ['begin>script']), { city: 'Kiel' });
  await runs.stands(id, 'SUCCEEDED');
  const { output } = await runs.rowOf(id);
  return (output as { stdout: string }).stdout.trimEnd().split('\n');
}

const asAnother = isRoot ? test : test.skip;

asAnother('a script is that user, in no other group, in a folder of its own', async () => {
  expect(
    await outputOf(
      'id -un; [ "$(id -G)" = "$(id -g)" ] && echo alone; echo x > file; stat -c %U . file; [ "$HOME" = "$PWD" ] && echo home; cat "$PILOTHOUSE_INPUT"',
    ),
  ).toEqual(['nobody', 'alone', 'nobody', 'nobody', 'home', '{"city":"Kiel"}']);
});

asAnother('it reads nothing of the data folder', async () => {
  const read = `for path in "$DATA" "$DATA/runs" "$DATA"/runs/*; do ls "$path" 2>/dev/null; done
    for name in secret node-id postgres.password; do cat "$DATA/$name" 2>/dev/null; done
    touch "$DATA/mine"
    echo end`;
  expect(await outputOf(`(${read}) 2>/dev/null`)).toEqual(['end']);
  expect(await readdir(dataDir())).not.toContain('mine');
});

asAnother('it sees nothing of the server’s environment, and can’t end it', async () => {
  const lines = await outputOf(
    'env | cut -d= -f1 | sort | paste -sd,; cat "/proc/$PPID/environ" 2>/dev/null; kill -0 "$PPID" 2>/dev/null && echo killed; echo end',
  );
  expect(lines).toEqual([
    'DATA,HOME,LANG,PATH,PILOTHOUSE_IDEMPOTENCY_KEY,PILOTHOUSE_INPUT,PILOTHOUSE_RUN_ID,PWD,TMPDIR',
    'end',
  ]);
});

asAnother('nothing of its folder is left, whatever it closed', async () => {
  await outputOf('mkdir -p a/b; echo x > a/b/c; ln -s "$DATA/secret" link; chmod 000 a; chmod 500 .; echo done');
  expect(await readdir(join(dataDir(), 'runs'))).toEqual([]);
  expect(await readdir(dataDir())).toContain('secret');
});
