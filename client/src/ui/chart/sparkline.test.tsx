import { afterEach, expect, jest, test } from '@jest/globals';
import { act, render, waitFor } from '@testing-library/react';

const drawn: unknown[] = [];
jest.unstable_mockModule('uplot', () => ({
  default: class {
    constructor(_options: unknown, data: unknown) {
      drawn.push(data);
    }
    setData() {}
    destroy() {}
  },
}));
const { default: SparklineCanvas } = await import('./sparkline-canvas.tsx');

let look: () => void = () => {};
const Before = globalThis.ResizeObserver;
afterEach(() => {
  globalThis.ResizeObserver = Before;
});

test('is painted once it is seen: a phone that is turned shows a column more', async () => {
  let width = 0;
  globalThis.ResizeObserver = class {
    constructor(callback: () => void) {
      look = callback;
    }
    observe() {}
    unobserve() {}
    disconnect() {}
  } as unknown as typeof ResizeObserver;
  const clientWidth = jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
  render(<SparklineCanvas values={[1, null, 3]} width={96} height={28} />);
  expect(drawn).toEqual([]);
  width = 96;
  act(() => look());
  await waitFor(() =>
    expect(drawn).toEqual([
      [
        [0, 1, 2],
        [1, null, 3],
      ],
    ]),
  );
  clientWidth.mockRestore();
});
