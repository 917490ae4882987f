import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, renderHook } from '@testing-library/react';
import { forgetCopies, readCopy, writeCopy } from './kept.ts';
import { useKept } from './use-kept.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  localStorage.clear();
});

const read = (value: unknown) => (typeof value === 'number' ? value : null);

/** The hook with a server that answers when it is told to. */
function keep(known: number | null | undefined) {
  const sent: (number | null)[] = [];
  const answers: ((isTaken: boolean) => void)[] = [];
  const save = (value: number | null) => {
    sent.push(value);
    return new Promise<boolean>((resolve) => answers.push(resolve));
  };
  const hook = renderHook(
    (props: { known: number | null | undefined }) => useKept({ name: 'it', read, save, ...props }),
    { initialProps: { known } },
  );
  return {
    sent,
    value: () => hook.result.current[0],
    change: (value: number | null) => act(() => hook.result.current[1](value)),
    wait: (ms: number) => act(() => jest.advanceTimersByTime(ms)),
    answer: (isTaken: boolean) =>
      act(async () => {
        answers.shift()?.(isTaken);
      }),
    learn: (known: number | null) => hook.rerender({ known }),
    leave: () => hook.unmount(),
  };
}

test('thirty moves are one save, of the last', async () => {
  const it = keep(null);
  for (let move = 1; move <= 30; move += 1) {
    it.change(move);
    it.wait(100);
  }
  expect(it.sent).toEqual([]);
  expect(readCopy('it')).toEqual({ value: 30, isSaved: false });
  it.wait(1_000);
  expect(it.sent).toEqual([30]);
  await it.answer(true);
  expect(readCopy('it')).toEqual({ value: 30, isSaved: true });
});

test('one save at a time: what changed meanwhile is sent after it, and only then counts as saved', async () => {
  const it = keep(null);
  it.change(1);
  it.wait(1_000);
  it.change(2);
  it.wait(5_000);
  expect(it.sent).toEqual([1]);
  await it.answer(true);
  expect(readCopy('it')).toEqual({ value: 2, isSaved: false });
  expect(it.sent).toEqual([1, 2]);
  await it.answer(true);
  expect(readCopy('it')).toEqual({ value: 2, isSaved: true });
});

test('the copy is drawn before the server has answered; what was changed elsewhere comes with the answer', () => {
  writeCopy('it', { value: 1, isSaved: true });
  const it = keep(undefined);
  expect(it.value()).toBe(1);
  it.learn(2);
  expect(it.value()).toBe(2);
  expect(it.sent).toEqual([]);
});

test('what did not reach the server goes before what it says, and is sent again', async () => {
  writeCopy('it', { value: 3, isSaved: false });
  const it = keep(1);
  expect(it.value()).toBe(3);
  expect(it.sent).toEqual([3]);
  await it.answer(false);
  it.learn(2);
  expect(it.value()).toBe(3);
  expect(it.sent).toEqual([3, 3]);
  await it.answer(true);
  expect(readCopy('it')).toEqual({ value: 3, isSaved: true });
});

test('an answer under way does not take back what is changed meanwhile', () => {
  const it = keep(undefined);
  it.change(5);
  it.learn(1);
  expect(it.value()).toBe(5);
});

test('who leaves at once has it saved', () => {
  const it = keep(null);
  it.change(1);
  it.leave();
  expect(it.sent).toEqual([1]);
});

test('a copy that can’t be used is none, and copies go with who signs out', () => {
  writeCopy('it', { value: 'broken', isSaved: false });
  const it = keep(7);
  expect(it.value()).toBe(7);
  expect(it.sent).toEqual([]);
  localStorage.setItem('other', 'stays');
  forgetCopies();
  expect(readCopy('it')).toBeNull();
  expect(localStorage.getItem('other')).toBe('stays');
});
