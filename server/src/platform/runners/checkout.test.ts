import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { makeFolders } from '../../../test/runner-harness.ts';
import { checkoutService, removeOldCheckouts } from './checkout.ts';
import { startProcess, stopProcess } from './runner-process.ts';

const folders = makeFolders();
afterEach(folders.clear);

function makeSource(files: Record<string, string>): string {
  const sourceDir = folders.make();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(sourceDir, name)), { recursive: true });
    writeFileSync(join(sourceDir, name), text);
  }
  return sourceDir;
}

const files = { 'service.yaml': 'name: X', 'bin/run': '#!/bin/sh\n', 'bin/lib/a.txt': 'a' };

describe('checkout', () => {
  test('copies files, folders and modes, privately', async () => {
    const sourceDir = makeSource(files);
    chmodSync(join(sourceDir, 'bin/run'), 0o755);
    chmodSync(join(sourceDir, 'bin/lib'), 0o555);
    const dir = join(folders.make(), 'deployment');
    const checkout = await checkoutService({ sourceDir, dir });
    expect(checkout).toMatchObject({ checkoutDir: join(dir, 'source'), fileCount: 5, byteCount: 18 });
    expect(readFileSync(join(checkout.checkoutDir, 'bin/lib/a.txt'), 'utf8')).toBe('a');
    const modeOf = (path: string) => statSync(join(dir, path)).mode & 0o777;
    expect([modeOf('.'), modeOf('source'), modeOf('source/bin/run'), modeOf('source/bin/lib')]).toEqual([
      0o700, 0o700, 0o755, 0o755,
    ]);
    chmodSync(join(sourceDir, 'bin/lib'), 0o755);
  });

  test('the same content has the same hash, anything else another', async () => {
    const hashOf = async (change: (sourceDir: string) => void, content: Record<string, string> = files) => {
      const sourceDir = makeSource(content);
      change(sourceDir);
      return (await checkoutService({ sourceDir, dir: folders.make() })).contentHash;
    };
    const hashes = [
      await hashOf(() => {}),
      await hashOf((dir) => writeFileSync(join(dir, 'service.yaml'), 'name: Y')),
      await hashOf((dir) => chmodSync(join(dir, 'bin/run'), 0o755)),
      await hashOf((dir) => mkdirSync(join(dir, 'empty'))),
      await hashOf((dir) => symlinkSync('bin', join(dir, 'link'))),
      await hashOf((dir) => symlinkSync('service.yaml', join(dir, 'link'))),
      await hashOf(() => {}, { 'service.yaml': 'name: X', 'bin/run': '#!/bin/sh\n', 'bin/lib/b.txt': 'a' }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(await hashOf(() => {}, Object.fromEntries(Object.entries(files).reverse()))).toBe(hashes[0]);
  });

  test('again over what a crash left', async () => {
    const dir = folders.make();
    mkdirSync(join(dir, 'source'));
    mkdirSync(join(dir, 'source.draft'));
    writeFileSync(join(dir, 'source', 'old'), '');
    await checkoutService({ sourceDir: makeSource(files), dir });
    expect(readdirSync(join(dir, 'source')).sort()).toEqual(['bin', 'service.yaml']);
    expect(existsSync(join(dir, 'source.draft'))).toBe(false);
  });

  test('links within the folder stay links, absolute ones become relative', async () => {
    const sourceDir = makeSource(files);
    symlinkSync('../service.yaml', join(sourceDir, 'bin/up'));
    symlinkSync(join(sourceDir, 'bin'), join(sourceDir, 'absolute'));
    symlinkSync('nowhere', join(sourceDir, 'broken'));
    const { checkoutDir } = await checkoutService({ sourceDir, dir: folders.make() });
    expect(readlinkSync(join(checkoutDir, 'bin/up'))).toBe('../service.yaml');
    expect(readlinkSync(join(checkoutDir, 'absolute'))).toBe('bin');
    expect(readlinkSync(join(checkoutDir, 'broken'))).toBe('nowhere');
    expect(readFileSync(join(checkoutDir, 'bin/up'), 'utf8')).toBe('name: X');
  });

  test.each<[string, (sourceDir: string) => void, string]>([
    ['a link out', (dir) => symlinkSync('/etc/passwd', join(dir, 'x')), 'the link x leads out of it, to /etc/passwd.'],
    ['a relative one', (dir) => symlinkSync('../../etc', join(dir, 'x')), 'the link x leads out of it'],
    ['a broken one', (dir) => symlinkSync('../nowhere', join(dir, 'x')), 'the link x leads out of it'],
    [
      'over another link',
      (dir) => {
        mkdirSync(join(dir, 'd'));
        symlinkSync('..', join(dir, 'd/q'));
        symlinkSync('d/q/../..', join(dir, 'x'));
      },
      'the link x leads out of it',
    ],
  ])('%s is refused, and nothing is left', async (_, change, message) => {
    const sourceDir = makeSource(files);
    change(sourceDir);
    const dir = folders.make();
    const refused = checkoutService({ sourceDir, dir });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(message) });
    expect(readdirSync(dir)).toEqual([]);
  });

  test('a socket is refused', async () => {
    const sourceDir = makeSource(files);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(sourceDir, 'x'), resolve));
    const refused = checkoutService({ sourceDir, dir: folders.make() });
    await expect(refused).rejects.toThrow('x is neither a file nor a folder nor a link.');
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    [{ fileCount: 4 }, 'it holds more than 4 files.'],
    [{ byteCount: 17 }, 'it holds more than 0 MiB.'],
    [{ depth: 1 }, 'it is more than 1 folders deep.'],
  ])('more than %j is refused', async (limits, message) => {
    const refused = checkoutService({ sourceDir: makeSource(files), dir: folders.make(), limits });
    await expect(refused).rejects.toThrow(`The service's folder can't be used: ${message}`);
  });

  test('a folder that is not there', async () => {
    await expect(checkoutService({ sourceDir: '/no/such', dir: folders.make() })).rejects.toThrow(
      '/no/such does not exist.',
    );
  });
});

describe('removing old ones', () => {
  const day = 24 * 3600;
  function makeRoot(ages: Record<string, number>): string {
    const rootDir = folders.make();
    for (const [name, days] of Object.entries(ages)) {
      mkdirSync(join(rootDir, name, 'source'), { recursive: true });
      const at = Date.now() / 1000 - days * day;
      utimesSync(join(rootDir, name), at, at);
    }
    return rootDir;
  }
  const ages = { a: 1, b: 2, c: 3, d: 10, e: 20 };

  test.each<[number, number, string[], string]>([
    [100, 100, [], 'abcde'],
    [100, 5, [], 'abc'],
    [2, 100, [], 'ab'],
    [0, 100, [], ''],
    [1, 5, ['e', 'b'], 'abe'],
  ])('keep %d, %d days, in use %j', async (keepCount, keepDays, used, kept) => {
    const rootDir = makeRoot(ages);
    writeFileSync(join(rootDir, 'file'), '');
    const removed = await removeOldCheckouts({ rootDir, keepCount, keepDays, isInUse: (name) => used.includes(name) });
    expect(readdirSync(rootDir).join('').replace('file', '')).toBe(kept);
    expect([...removed, ...kept].sort()).toEqual(Object.keys(ages));
  });

  test('what still runs stays, whatever anybody says', async () => {
    const rootDir = folders.make();
    const dir = join(rootDir, 'running');
    await startProcess({
      dir,
      argv: ['sleep', '600'],
      cwd: rootDir,
      env: { PATH: process.env.PATH ?? '' },
      graceSeconds: 0,
    });
    const isInUse = () => false;
    expect(await removeOldCheckouts({ rootDir, keepCount: 0, keepDays: 0, isInUse })).toEqual([]);
    await stopProcess(dir);
    expect(await removeOldCheckouts({ rootDir, keepCount: 0, keepDays: 0, isInUse })).toEqual(['running']);
  });

  test('no root yet, or one that cannot be asked about', async () => {
    expect(await removeOldCheckouts({ rootDir: '/no/such', keepCount: 0, keepDays: 0, isInUse: () => false })).toEqual(
      [],
    );
    const rootDir = makeRoot({ a: 1 });
    const isInUse = () => Promise.reject(new Error('the database is away'));
    await expect(removeOldCheckouts({ rootDir, keepCount: 0, keepDays: 0, isInUse })).rejects.toThrow('away');
    expect(readdirSync(rootDir)).toEqual(['a']);
  });
});
