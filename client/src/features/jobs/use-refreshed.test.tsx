import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { fireEvent, renderHook } from '@testing-library/react';
import { useRefreshed } from './use-refreshed.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());
const hide = (isHidden: boolean) => {
  Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
  fireEvent(document, new Event('visibilitychange'));
};

test('asks every five seconds while the page is shown, at once when it is shown again, and never after it', () => {
  let count = 0;
  const { unmount } = renderHook(() => useRefreshed(() => (count += 1)));
  jest.advanceTimersByTime(10_000);
  expect(count).toBe(2);
  hide(true);
  jest.advanceTimersByTime(60_000);
  expect(count).toBe(2);
  hide(false);
  expect(count).toBe(3);
  unmount();
  jest.advanceTimersByTime(10_000);
  expect(count).toBe(3);
});
