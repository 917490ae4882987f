import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readSshKey } from './ssh-key.rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** What `ssh-keygen` makes of these arguments: the private key, the public one, and its own fingerprint. */
function make(...args: string[]) {
  const path = join(folder, String(++count));
  execFileSync('ssh-keygen', ['-q', '-C', 'of a test', '-f', path, ...args]);
  const shown = execFileSync('ssh-keygen', ['-lf', path], { encoding: 'utf8' });
  return {
    text: readFileSync(path, 'utf8'),
    publicKey: readFileSync(`${path}.pub`, 'utf8'),
    fingerprint: shown.split(' ')[1],
  };
}
const openssh = make('-t', 'ed25519', '-N', '');

describe('a private key', () => {
  test.each([
    ['OpenSSH, Ed25519', ['-t', 'ed25519']],
    ['OpenSSH, RSA', ['-t', 'rsa', '-b', '2048']],
    ['OpenSSH, ECDSA', ['-t', 'ecdsa']],
    ['PEM, RSA', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ['PKCS #8, ECDSA', ['-t', 'ecdsa', '-m', 'PKCS8']],
  ])('%s: as it is, with the fingerprint of ssh-keygen', (_what, args) => {
    const { text, fingerprint } = make(...args, '-N', '');
    expect(readSshKey(text)).toEqual({
      key: text,
      fingerprint: expect.stringContaining(`${fingerprint} (`),
    });
  });

  test('gets the line ends that ssh insists on', () => {
    expect(readSshKey(`\n  ${openssh.text.trim().replaceAll('\n', '\r\n')}`)).toMatchObject({ key: openssh.text });
  });

  test.each([
    ['OpenSSH', ['-t', 'ed25519']],
    ['PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
    ['PKCS #8', ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8']],
  ])('with a passphrase is refused: %s', (_what, args) => {
    const { text } = make(...args, '-N', 'a passphrase');
    expect(readSshKey(text).problem).toMatch(/^This key has a passphrase/);
  });

  test('is what its name says', () => {
    expect(readSshKey(openssh.publicKey).problem).toMatch(/^This is the public half/);
    expect(readSshKey('hunter2').problem).toMatch(/^This is no private key/);
    expect(readSshKey('').problem).toMatch(/^This is no private key/);
    for (const cut of [openssh.text.slice(0, 200), openssh.text.replace(/.{40}\n/, '\n')]) {
      const { problem } = readSshKey(cut);
      expect(problem).toMatch(/^This private key can’t be read/);
      expect(problem).not.toContain(cut.split('\n')[1]);
    }
  });
});
