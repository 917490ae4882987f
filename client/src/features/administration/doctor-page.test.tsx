import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { renderAt } from '../../../test/render-at.tsx';
import AdministrationLayout from './administration-layout.tsx';
import DoctorPage from './doctor-page.tsx';

const routes = [
  {
    path: '/administration',
    element: <AdministrationLayout />,
    children: [{ path: 'doctor', element: <DoctorPage /> }],
  },
];
const report = (changes: object = {}) => ({
  checkedAt: '2026-11-20T12:00:00Z',
  version: '0.1.0',
  isProduction: true,
  risks: [
    {
      id: 'secret-strong',
      level: 'REFUSE',
      title: 'The secret is a placeholder',
      why: 'Who guesses it can forge sessions.',
      remedy: 'PILOTHOUSE_SECRET="$(openssl rand -base64 32)"',
    },
    {
      id: 'demo',
      level: 'RISK',
      title: 'The demo project is on',
      why: 'It runs programs.',
      remedy: 'PILOTHOUSE_DEMO=off',
    },
    { id: 'origins-exact', level: 'OK', title: 'Other sites are allowed one by one', why: 'Wildcards.', remedy: null },
  ],
  checks: [
    {
      id: 'database',
      title: 'The database answers',
      status: 'OK',
      detail: 'Postgres 18.4',
      remedy: null,
      durationMs: 3,
    },
    {
      id: 'workers',
      title: 'A worker is alive',
      status: 'PROBLEM',
      detail: 'None.',
      remedy: 'node pilothouse.mjs start worker',
      durationMs: 2,
    },
    {
      id: 'mail',
      title: 'The mail server takes mail',
      status: 'SKIPPED',
      detail: 'Not set.',
      remedy: null,
      durationMs: 0,
    },
  ],
  configuration: [
    { name: 'PILOTHOUSE_SECRET', value: 'set, 43 characters', isSet: true, description: 'Encrypts secrets.' },
    { name: 'PILOTHOUSE_HOST', value: '127.0.0.1', isSet: false, description: 'The address to listen on.' },
  ],
  ...changes,
});

test('says what is wrong first, why, and what to copy', async () => {
  startFakeServer({ doctor: report() });
  renderAt('/administration/doctor', routes);
  expect(await screen.findByText('1 thing stops the next start, 1 risk, 1 check failed')).toBeVisible();
  const risk = screen.getByRole('heading', { name: 'The secret is a placeholder' }).closest('li') as HTMLElement;
  expect(within(risk).getByText('Stops the next start')).toBeVisible();
  expect(within(risk).getByText('Who guesses it can forge sessions.')).toBeVisible();
  expect(within(risk).getByText('PILOTHOUSE_SECRET="$(openssl rand -base64 32)"')).toBeVisible();
  expect(within(risk).getByRole('button', { name: 'Copy remedy' })).toBeVisible();
  expect(screen.getByText('What to do: node pilothouse.mjs start worker')).toBeVisible();
  expect(screen.getByText('Other sites are allowed one by one')).toBeVisible();
  expect(screen.getByText('set, 43 characters')).toBeVisible();
  expect(screen.getByText('1 by default')).toBeVisible();
});

test('looks again', async () => {
  const server = startFakeServer({ doctor: report() });
  const { user } = renderAt('/administration/doctor', routes);
  await screen.findByText(/1 check failed/);
  server.root = { doctor: report({ risks: [], checks: [] }) };
  await user.click(screen.getByRole('button', { name: 'Look again' }));
  expect(await screen.findByText('Everything is in order')).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'Risky' })).toBeNull();
});

test('tells who is no administrator', async () => {
  startFakeServer({
    doctor: () => {
      throw new FakeError('FORBIDDEN', 'Only an administrator of this installation may do this.');
    },
  });
  renderAt('/administration/doctor', routes);
  expect(await screen.findByText('Only an administrator of this installation may do this.')).toBeVisible();
});
