import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { type Status, StatusBadge, StatusIcon } from './status-badge.tsx';

const statuses: Status[] = [
  'AWAITING_APPROVAL',
  'QUEUED',
  'PENDING',
  'RUNNING',
  'WAITING',
  'VERIFYING',
  'CANCELING',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
  'TIMED_OUT',
  'REJECTED',
  'SKIPPED',
];

test('every status has a word of its own, beside its icon and inside the lone icon', () => {
  const words = statuses.map((status) => {
    const { container, unmount } = render(<StatusBadge status={status} />);
    const word = container.textContent ?? '';
    expect(container.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
    unmount();
    render(<StatusIcon status={status} />).unmount();
    return word;
  });
  expect(new Set(words).size).toBe(statuses.length);
  expect(words.every((word) => /^[A-Z][a-z ]+$/.test(word))).toBe(true);
});

test('the lone icon is named', () => {
  render(<StatusIcon status="TIMED_OUT" />);
  expect(screen.getByRole('img', { name: 'Timed out' })).toBeInTheDocument();
});
