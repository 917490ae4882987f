import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { SessionProvider } from '../../graphql/session.tsx';
import type { DashboardContent } from './dashboard.ts';
import { useDashboardDraft } from './use-dashboard-draft.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const named = (name: string): DashboardContent => ({ version: 1, name, panels: [] });
const yamlOf = (content: DashboardContent) => `version: 1\nname: ${content.name}\npanels: []\n`;

interface Sent {
  content?: DashboardContent;
  source?: string;
  baseRevision: number;
}

/** A server that keeps one draft as the real one does: by revision, with YAML and content of the same. */
function serve(begin = named('First')) {
  const kept = { content: begin, source: yamlOf(begin), revision: 7, savedByName: 'Ada Marsh' };
  const sent: Sent[] = [];
  /** What an answer waits for, where a test holds it up. */
  const gate = { isClosed: false, waiting: [] as (() => void)[] };
  const draft = () => ({ ...kept, savedAt: '2026-11-20T12:00:00Z' });
  const server = startFakeServer({
    saveDashboardDraft: async ({ input }: { input: Sent }) => {
      sent.push(input);
      if (gate.isClosed) await new Promise<void>((resolve) => gate.waiting.push(resolve));
      if (input.baseRevision !== kept.revision)
        throw new FakeError('DRAFT_CONFLICT', 'Somebody else has saved this draft.', {
          details: { revision: kept.revision, savedByName: kept.savedByName },
        });
      if (input.source?.includes('panels: {'))
        throw new FakeError('INVALID_INPUT', 'The dashboard can’t be read.', {
          problems: [
            { path: 'source', message: 'Line 3: Give a list.' },
            { path: 'source', message: 'It has no panels.' },
          ],
        });
      const content = input.content ?? named(/^name: (.*)$/m.exec(input.source ?? '')?.[1] ?? '');
      Object.assign(kept, { content, source: input.source ?? yamlOf(content), revision: kept.revision + 1 });
      return { id: 'dsh_1', name: content.name, hasUnpublishedChanges: true, draft: draft() };
    },
  });
  const online = globalThis.fetch;
  const hook = renderHook(() => useDashboardDraft('dsh_1', draft()), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <SessionProvider onUnauthenticated={() => undefined}>{children}</SessionProvider>
    ),
  });
  const wait = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
  return {
    kept,
    sent,
    server,
    hook,
    wait,
    draft: () => hook.result.current,
    rename: (name: string) => act(() => hook.result.current.changeContent((content) => ({ ...content, name }))),
    write: (source: string) => act(() => hook.result.current.changeSource(source)),
    hold: () => {
      gate.isClosed = true;
    },
    release: async () => {
      gate.isClosed = false;
      for (const resolve of gate.waiting.splice(0)) resolve();
      await wait(0);
    },
    cutOff: () => {
      globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    },
    reconnect: () => {
      globalThis.fetch = online;
    },
    /** Somebody else saves meanwhile. */
    saveElsewhere: (content: DashboardContent) =>
      Object.assign(kept, { content, source: yamlOf(content), revision: kept.revision + 1, savedByName: 'Grace Lind' }),
  };
}

test('saves once it has stood still, the last of it, from the revision that it began from', async () => {
  const it = serve();
  it.rename('Second');
  await it.wait(500);
  it.rename('Third');
  await it.wait(500);
  expect(it.sent).toEqual([]);
  expect(it.draft().state).toEqual({ kind: 'saving' });
  expect(it.draft().unsaved).toBe('content');
  await it.wait(300);
  expect(it.sent).toMatchObject([{ content: { name: 'Third' }, baseRevision: 7 }]);
  expect(it.draft()).toMatchObject({ state: { kind: 'saved' }, unsaved: null, source: yamlOf(named('Third')) });
  it.rename('Fourth');
  await it.wait(800);
  expect(it.sent.at(-1)).toMatchObject({ content: { name: 'Fourth' }, baseRevision: 8 });
});

test('a change that changes nothing is not saved', async () => {
  const it = serve();
  act(() => it.draft().changeContent((content) => content));
  await it.wait(5_000);
  expect(it.sent).toEqual([]);
  expect(it.draft().state).toEqual({ kind: 'saved' });
});

test('one save at a time: what is changed meanwhile stays in sight and goes after it, from the revision that came', async () => {
  const it = serve();
  it.hold();
  it.rename('Second');
  await it.wait(700);
  it.rename('Third');
  await it.wait(5_000);
  expect(it.sent).toHaveLength(1);
  await it.release();
  expect(it.draft().content?.name).toBe('Third');
  expect(it.sent).toMatchObject([
    { content: { name: 'Second' }, baseRevision: 7 },
    { content: { name: 'Third' }, baseRevision: 8 },
  ]);
  expect(it.draft().state).toEqual({ kind: 'saved' });
  expect(it.kept).toMatchObject({ content: { name: 'Third' }, revision: 9 });
});

test('a conflict stops it: nothing of theirs is overwritten, and nothing of mine is lost', async () => {
  const it = serve();
  it.saveElsewhere(named('Theirs'));
  it.rename('Mine');
  await it.wait(700);
  expect(it.draft().state).toEqual({ kind: 'conflict', savedByName: 'Grace Lind' });
  it.rename('Mine, more');
  await it.wait(60_000);
  expect(await act(() => it.draft().flush())).toBeNull();
  expect(it.sent).toHaveLength(1);
  expect(it.kept.content.name).toBe('Theirs');
  expect(it.draft().content?.name).toBe('Mine, more');
  expect(it.draft().state.kind).toBe('conflict');
});

test('after a conflict mine is saved over the revision that was looked at, and over no other', async () => {
  const it = serve();
  it.saveElsewhere(named('Theirs'));
  it.rename('Mine');
  await it.wait(700);
  const looked = it.kept.revision;
  it.saveElsewhere(named('Theirs, later'));
  expect(await act(() => it.draft().overwrite(looked))).toBe(false);
  expect(it.draft().state.kind).toBe('conflict');
  expect(it.kept.content.name).toBe('Theirs, later');
  expect(await act(() => it.draft().overwrite(it.kept.revision))).toBe(true);
  expect(it.kept.content.name).toBe('Mine');
  expect(it.draft().state).toEqual({ kind: 'saved' });
});

test('after a conflict theirs is taken, and what comes next goes from there', async () => {
  const it = serve();
  it.saveElsewhere(named('Theirs'));
  it.rename('Mine');
  await it.wait(700);
  act(() => it.draft().adopt(it.kept));
  expect(it.draft()).toMatchObject({ content: { name: 'Theirs' }, state: { kind: 'saved' }, unsaved: null });
  it.rename('Both');
  await it.wait(700);
  expect(it.sent.at(-1)).toMatchObject({ content: { name: 'Both' }, baseRevision: 8 });
  expect(it.kept.content.name).toBe('Both');
});

test('without a connection it says so, keeps what was changed and tries again until it is saved', async () => {
  const it = serve();
  it.cutOff();
  it.rename('Second');
  await it.wait(700);
  expect(it.draft().state).toMatchObject({ kind: 'failed', message: expect.stringMatching(/\S/) });
  it.rename('Third');
  await it.wait(10_000);
  expect(it.sent).toEqual([]);
  expect(it.draft().content?.name).toBe('Third');
  it.reconnect();
  await it.wait(4_000);
  expect(it.sent).toMatchObject([{ content: { name: 'Third' }, baseRevision: 7 }]);
  expect(it.draft().state).toEqual({ kind: 'saved' });
  await it.wait(60_000);
  expect(it.sent).toHaveLength(1);
});

test('whoever was cut off while somebody else saved is asked, and overwrites nothing', async () => {
  const it = serve();
  it.cutOff();
  it.rename('Mine');
  await it.wait(700);
  it.saveElsewhere(named('Theirs'));
  it.reconnect();
  await it.wait(4_000);
  expect(it.draft().state).toEqual({ kind: 'conflict', savedByName: 'Grace Lind' });
  expect(it.kept.content.name).toBe('Theirs');
});

test('YAML that can’t be read says where, stays as it was written, and is saved once it is right', async () => {
  const it = serve();
  it.write('version: 1\nname: Typed\npanels: {\n');
  await it.wait(700);
  expect(it.draft()).toMatchObject({
    state: {
      kind: 'invalid',
      problems: [
        { line: 3, message: 'Give a list.' },
        { line: null, message: 'It has no panels.' },
      ],
    },
    source: 'version: 1\nname: Typed\npanels: {\n',
    unsaved: 'source',
    content: { name: 'First' },
  });
  await it.wait(60_000);
  expect(it.sent).toHaveLength(1);
  it.write('version: 1\nname: Typed\npanels: []\n');
  await it.wait(700);
  expect(it.draft()).toMatchObject({ state: { kind: 'saved' }, content: { name: 'Typed' } });
  expect(it.kept.revision).toBe(8);
});

test('panels that are changed while YAML is not saved wait for it, so that neither is lost', async () => {
  const it = serve();
  it.write('version: 1\nname: Typed\npanels: []\n');
  await act(async () => it.draft().changeContent((content) => ({ ...content, description: 'Of ours' })));
  await it.wait(1_000);
  expect(it.sent).toMatchObject([
    { source: 'version: 1\nname: Typed\npanels: []\n', baseRevision: 7 },
    { content: { name: 'Typed', description: 'Of ours' }, baseRevision: 8 },
  ]);
});

test('what the server comes to know is taken, unless something is not saved here', async () => {
  const it = serve();
  it.saveElsewhere(named('Theirs'));
  act(() => it.draft().catchUp(it.kept));
  expect(it.draft().content?.name).toBe('Theirs');
  it.rename('Mine');
  const newer = { ...it.kept, content: named('Newer'), revision: 99 };
  act(() => it.draft().catchUp(newer));
  expect(it.draft().content?.name).toBe('Mine');
  await it.wait(700);
  expect(it.kept.content.name).toBe('Mine');
  act(() => it.draft().catchUp({ ...newer, revision: 8 }));
  expect(it.draft().content?.name).toBe('Mine');
});

test('leaving saves at once; closing the window is asked about only while something is not saved', async () => {
  const it = serve();
  const asks = () => {
    const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(asks()).toBe(false);
  it.rename('Second');
  expect(asks()).toBe(true);
  it.hook.unmount();
  await it.wait(0);
  expect(it.sent).toMatchObject([{ content: { name: 'Second' }, baseRevision: 7 }]);
  expect(asks()).toBe(false);
});
