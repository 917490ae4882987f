import { expect, jest, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import { type Hotkeys, useHotkeys } from './use-hotkeys.ts';

function Keys({ hotkeys, scope }: { hotkeys: Hotkeys; scope?: 'page' | 'frame' }) {
  useHotkeys(hotkeys, { scope });
  return null;
}

const press = (key: string, options: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...options });

test('runs single keys and two after the other', () => {
  const home = jest.fn();
  const deploy = jest.fn();
  render(<Keys hotkeys={{ 'g d': home, d: deploy }} />);
  press('g');
  press('d');
  expect(home).toHaveBeenCalledTimes(1);
  expect(deploy).not.toHaveBeenCalled();
  press('d');
  expect(deploy).toHaveBeenCalledTimes(1);
});

test('leaves typing alone, but not Ctrl+K', () => {
  const deploy = jest.fn();
  const palette = jest.fn();
  render(
    <>
      <input aria-label="Name" />
      <Keys hotkeys={{ d: deploy, 'mod+k': palette }} />
    </>,
  );
  screen.getByLabelText('Name').focus();
  press('d');
  press('k', { ctrlKey: true });
  expect(deploy).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledTimes(1);
});

test('a page’s own keys win over the frame’s, whichever was there first', () => {
  const frame = jest.fn();
  const page = jest.fn();
  const { rerender } = render(<Keys key="frame" scope="frame" hotkeys={{ d: frame }} />);
  rerender(
    <>
      <Keys key="frame" scope="frame" hotkeys={{ d: frame }} />
      <Keys key="page" hotkeys={{ d: page }} />
    </>,
  );
  press('d');
  expect(page).toHaveBeenCalledTimes(1);
  expect(frame).not.toHaveBeenCalled();
});

test('does nothing while a dialog is open', () => {
  const deploy = jest.fn();
  render(
    <>
      <div role="dialog" data-state="open" />
      <Keys hotkeys={{ d: deploy }} />
    </>,
  );
  press('d');
  expect(deploy).not.toHaveBeenCalled();
});
