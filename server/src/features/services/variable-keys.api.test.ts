import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { useCast } from '../../../test/factories.ts';

const cast = useCast();
const SET = `mutation ($input: SetVariableInput!) {
  setVariable(input: $input) { id kind value isSecret fingerprint }
}`;
let count = 0;

describe('a private key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const makeKey = (passphrase: string) => {
    const path = join(folder, `key-${++count}`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', path]);
    return { path, text: readFileSync(path, 'utf8') };
  };
  const setKey = (value: string, part: object = {}) => ({
    input: { projectId: cast.project.id, name: `KEY_${++count}`, kind: 'SSH_KEY', value, ...part },
  });

  test('is a secret whatever is said, and known by its fingerprint', async () => {
    const { path, text } = makeKey('');
    const { setVariable } = await as(cast.maintainer).run<{ setVariable: object }>(
      SET,
      setKey(text, { isSecret: false }),
    );
    const shown = execFileSync('ssh-keygen', ['-lf', path], { encoding: 'utf8' }).split(' ')[1];
    expect(setVariable).toMatchObject({
      kind: 'SSH_KEY',
      isSecret: true,
      value: null,
      fingerprint: `${shown} (ED25519)`,
    });
  });

  test('with a passphrase is refused with what to do', async () => {
    const error = await as(cast.maintainer).fail(SET, setKey(makeKey('a passphrase').text));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', paths: ['value'] });
    expect(error.message).toMatch(/has a passphrase.*ssh-keygen -p/);
  });
});
