import { expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { VirtuosoMockContext } from 'react-virtuoso';
import { fullDeployment, logLines, step } from '../../../../test/deployment-fixtures.ts';
import { startFakeServer } from '../../../../test/fake-server.ts';
import { renderAt } from '../../../../test/render-at.tsx';
import DeploymentPage from '../deployment-page.tsx';

const page = (
  <VirtuosoMockContext value={{ viewportHeight: 360, itemHeight: 18 }}>
    <DeploymentPage />
  </VirtuosoMockContext>
);
const routes = [{ path: '/p/:slug/deployments/:id', element: page }];

function open(deployment: ReturnType<typeof fullDeployment>, hash = '') {
  const server = startFakeServer({ deployment });
  return { server, ...renderAt(`/p/shop/deployments/dpl_7${hash}`, routes) };
}
const lineNumber = (seq: number) => document.querySelector(`a[href="#L${seq}"]`) as HTMLElement;
const lineText = (seq: number) => document.querySelector(`[data-seq="${seq}"] .log-text`)?.textContent;

test('shows the lines, with colours and without markup', async () => {
  const lines = logLines(3);
  Object.assign(lines[1] ?? {}, { text: '\u001b[32m<b>ok</b>\u001b[0m' });
  open(fullDeployment(7, 'SUCCEEDED', {}, lines));
  await waitFor(() => expect(lineText(1)).toBe('line 1'));
  expect(lineText(2)).toBe('<b>ok</b>');
  expect(screen.getByText('<b>ok</b>')).toHaveClass('ansi-green-fg');
});

test('counts matches on the server, and n and N go from one to the next', async () => {
  const { user } = open(fullDeployment(7, 'SUCCEEDED', {}, logLines(15)));
  await waitFor(() => expect(lineText(1)).toBe('line 1'));
  await user.keyboard('/');
  expect(screen.getByRole('searchbox', { name: 'Search the log' })).toHaveFocus();
  await user.keyboard('line 1');
  expect(await screen.findByText('1 of 7')).toBeInTheDocument();
  await user.keyboard('{Enter}');
  expect(await screen.findByText('2 of 7')).toBeInTheDocument();
  expect(document.querySelector('[data-current]')).toHaveAttribute('data-seq', '10');
  await user.tab();
  await user.keyboard('N');
  expect(await screen.findByText('1 of 7')).toBeInTheDocument();
});

test('filters by stream, and says when nothing passes', async () => {
  const { user, path } = open(fullDeployment(7, 'SUCCEEDED', {}, logLines(15)));
  await waitFor(() => expect(lineText(1)).toBe('line 1'));
  await user.click(screen.getByRole('button', { name: 'Stream: All output' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'stderr' }));
  await waitFor(() => expect(lineText(10)).toBe('stderr: line 10'));
  expect(lineText(1)).toBeUndefined();
  expect(path()).toContain('stream=STDERR');
  await user.click(screen.getByRole('button', { name: 'Stream: stderr' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'system' }));
  expect(await screen.findByText('None of the 15 lines passes the filter.')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Show all lines' }));
  await waitFor(() => expect(lineText(1)).toBe('line 1'));
});

test('a link to lines marks them; pressing a number makes such a link', async () => {
  // Not by role: the list stays invisible until it was scrolled to its place, which jsdom never does.
  const { user } = open(fullDeployment(7, 'SUCCEEDED', {}, logLines(15)), '#L3-L5');
  expect(await screen.findByText('Lines 3–5')).toBeInTheDocument();
  await waitFor(() => expect(document.querySelectorAll('[data-selected]')).toHaveLength(3));
  await user.click(lineNumber(8));
  expect(await screen.findByText('Line 8')).toBeInTheDocument();
  await user.keyboard('{Shift>}');
  await user.click(lineNumber(10));
  await user.keyboard('{/Shift}');
  expect(await screen.findByText('Lines 8–10')).toBeInTheDocument();
});

test('live lines appear once, and the end is noticed', async () => {
  const lines = logLines(6);
  const { server } = open(
    fullDeployment(7, 'RUNNING', { isLogComplete: false, finishedAt: null, logLineCount: 3 }, lines),
  );
  await waitFor(() => expect(lineText(3)).toBe('line 3'));
  expect(screen.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true');
  await waitFor(async () => {
    await server.push('deploymentLog', { lines: lines.slice(3, 5), lastSeq: 5, hasEnded: false });
    expect(lineText(5)).toBe('line 5');
  });
  await server.push('deploymentLog', { lines: lines.slice(3, 6), lastSeq: 6, hasEnded: false });
  await waitFor(() => expect(lineText(6)).toBe('line 6'));
  expect(document.querySelectorAll('[data-seq="5"]')).toHaveLength(1);
});

test('pressing a step marks it', async () => {
  const steps = [
    step('build', 'SUCCEEDED', { firstLogSeq: 1 }),
    step('switch', 'SUCCEEDED', { firstLogSeq: 9, position: 1 }),
  ];
  const { user } = open(fullDeployment(7, 'SUCCEEDED', { steps }, logLines(15)));
  await waitFor(() => expect(lineText(1)).toBe('line 1'));
  const button = screen.getByRole('button', { name: /switch/ });
  await user.click(button);
  await waitFor(() => expect(button).toHaveAttribute('aria-current', 'true'));
});

test('a log of nothing says why', async () => {
  open(fullDeployment(7, 'QUEUED', { startedAt: null, finishedAt: null, isLogComplete: false }));
  expect(await screen.findByText('The log begins when it is this deployment’s turn.')).toBeInTheDocument();
});
