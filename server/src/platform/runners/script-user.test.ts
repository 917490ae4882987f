import { chmod, chown, mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, examineConfig } from '../config.ts';
import { guardStart } from '../guards.ts';
import { closeDataFolder, scriptUserObstacle, scriptUserOf } from './script-user.ts';

const isRoot = process.getuid?.() === 0;
const start = (PILOTHOUSE_SCRIPT_USER: string) => guardStart(examineConfig({ PILOTHOUSE_SCRIPT_USER }, '/srv'));
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

/** What a server leaves in its data folder, some of it open to everybody. */
async function makeDataFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'pilothouse-scripts-'));
  await chmod(dir, 0o755);
  await mkdir(join(dir, 'services'), { mode: 0o755 });
  await writeFile(join(dir, 'secret'), 'hush', { mode: 0o600 });
  await writeFile(join(dir, 'node-id'), 'wrk_1', { mode: 0o644 });
  return dir;
}

test('without the setting scripts run as the server does', async () => {
  expect(await scriptUserOf(null)).toBeNull();
  await expect(scriptUserOf('no-such-user')).rejects.toThrow('There is no user no-such-user');
});

test('what is no name of a user is told by the name of the variable', async () => {
  await expect(start('-u root')).rejects.toThrow('PILOTHOUSE_SCRIPT_USER: must be the name or the number of a user');
});

if (isRoot)
  describe('the server as root', () => {
    test.each(['nobody', '65534'])('can run scripts as %s', async (given) => {
      expect(await scriptUserObstacle(given)).toBeNull();
      expect(await scriptUserOf(given)).toEqual({ name: 'nobody', uid: 65_534, gid: expect.any(Number) });
      expect((await start(given)).scriptUser).toBe(given);
    });

    test.each([
      ['no-such-user', 'PILOTHOUSE_SCRIPT_USER is no-such-user, who doesn’t exist on this machine.'],
      ['4000000000', 'PILOTHOUSE_SCRIPT_USER is 4000000000, who doesn’t exist on this machine.'],
      ['root', 'PILOTHOUSE_SCRIPT_USER is root, which is the server’s own user.'],
      ['0', 'PILOTHOUSE_SCRIPT_USER is 0, which is the server’s own user.'],
    ])('does not start with %s', async (given, message) => {
      const refused = start(given);
      await expect(refused).rejects.toBeInstanceOf(ConfigError);
      await expect(refused).rejects.toThrow(message);
    });

    test('closes its data folder for all but where scripts work', async () => {
      const dir = await makeDataFolder();
      await closeDataFolder(dir, 'nobody');
      const paths = ['', 'runs', 'services', 'secret', 'node-id'].map((name) => join(dir, name));
      expect(await Promise.all(paths.map(modeOf))).toEqual(['751', '711', '750', '600', '640']);
      await closeDataFolder(dir, 'nobody');
    });

    test('does not start where that user reads it all the same', async () => {
      const dir = await makeDataFolder();
      const { uid = 0, gid = 0 } = (await scriptUserOf('nobody')) ?? {};
      await chown(join(dir, 'services'), 0, gid);
      await chown(join(dir, 'node-id'), uid, 0);
      const refused = closeDataFolder(dir, 'nobody');
      await expect(refused).rejects.toBeInstanceOf(ConfigError);
      await expect(refused).rejects.toThrow(`  ${join(dir, 'node-id')}\n  ${join(dir, 'services')}\n`);
    });

    test('does not start where that user can’t get to where scripts work', async () => {
      const parent = await mkdtemp(join(tmpdir(), 'pilothouse-closed-'));
      await expect(closeDataFolder(join(parent, 'data'), 'nobody')).rejects.toThrow(
        `nobody, who can’t enter ${join(parent, 'data', 'runs')}`,
      );
    });
  });
else
  test('a server that is not root refuses to start with it', async () => {
    await expect(start('nobody')).rejects.toThrow(
      'PILOTHOUSE_SCRIPT_USER is nobody, but the server is not root and can’t become somebody else.',
    );
  });
