import { expect, test } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import { FakeError, startFakeServer } from '../../../test/fake-server.ts';
import { connection } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { nodeRun, nodeTypes, run } from '../../../test/run-fixtures.ts';
import RunPage from './run-page.tsx';

const routes = [
  { path: '/p/:slug/runs', element: <p>All runs</p> },
  { path: '/p/:slug/runs/:id', element: <RunPage /> },
];
const approval = (changes: object = {}) => ({
  message: 'Ship 1.4.2 to production?',
  form: null,
  required: 1,
  people: ['MAINTAINER'],
  decisions: [],
  viewerCanDecide: true,
  ...changes,
});
const asking = (changes: object = {}) =>
  nodeRun('ask', 'WAITING', {
    wait: { kind: 'APPROVAL', until: '2026-11-21T12:00:00Z', key: null, url: null, run: null, deployment: null },
    approval: approval(),
    ...changes,
  });

test('shows each node as it stands, and new attempts as they come', async () => {
  const server = startFakeServer({
    nodeTypes,
    run: run(1, 'RUNNING', { nodeRuns: [nodeRun('start', 'SUCCEEDED'), nodeRun('build', 'RUNNING')] }),
  });
  renderAt('/p/shop/runs/run_1', routes);
  expect(await screen.findByRole('heading', { name: 'Release #1' })).toBeInTheDocument();
  const nodes = () => within(screen.getByRole('list', { name: 'Nodes' })).getAllByRole('button');
  expect(nodes().map((node) => node.textContent?.replace(/\d+.*s$/, ''))).toEqual([
    expect.stringContaining('Start'),
    expect.stringMatching(/Build it.*Running/),
    expect.stringMatching(/Ask.*Pending/),
    expect.stringMatching(/Deploy it.*Pending/),
  ]);
  await act(() => server.push('nodeRunChanged', nodeRun('build', 'SUCCEEDED')));
  await act(() => server.push('nodeRunChanged', asking()));
  await waitFor(() => expect(nodes()[2]).toHaveTextContent('Awaiting approval'));
  expect(nodes()[1]).toHaveTextContent('Succeeded');
  server.root.run = run(1, 'CANCELED', { nodeRuns: [nodeRun('build', 'SUCCEEDED'), nodeRun('ask', 'CANCELED')] });
  await act(() => server.push('runChanged', run(1, 'CANCELED')));
  await waitFor(() => expect(screen.getAllByRole('status')[0]).toHaveTextContent('Canceled'));
  expect(nodes()[3]).toHaveTextContent('Skipped');
});

test('what a node did before the page began to listen is shown', async () => {
  const server = startFakeServer({ nodeTypes, run: run(1, 'RUNNING', { nodeRuns: [nodeRun('build', 'RUNNING')] }) });
  renderAt('/p/shop/runs/run_1', routes);
  await screen.findByRole('heading', { name: 'Release #1' });
  server.root.run = run(1, 'RUNNING', { nodeRuns: [nodeRun('start', 'SUCCEEDED'), nodeRun('build', 'SUCCEEDED')] });
  await act(() => server.push('runChanged', run(1, 'RUNNING')));
  const nodes = within(screen.getByRole('list', { name: 'Nodes' }));
  expect(await nodes.findByRole('button', { name: /Build it.*Succeeded/ })).toBeInTheDocument();
});

test('a run whose end is heard before its last nodes shows them as they ended', async () => {
  const server = startFakeServer({ nodeTypes, run: run(1, 'WAITING', { nodeRuns: [asking()] }) });
  renderAt('/p/shop/runs/run_1', routes);
  await screen.findByRole('heading', { name: 'Release #1' });
  const ended = { nodeRuns: [asking({ status: 'SUCCEEDED' }), nodeRun('deploy', 'SUCCEEDED')] };
  server.root.run = run(1, 'SUCCEEDED', ended);
  await act(() => server.push('runChanged', run(1, 'SUCCEEDED')));
  const nodes = within(screen.getByRole('list', { name: 'Nodes' }));
  expect(await nodes.findByRole('button', { name: /Deploy it.*Succeeded/ })).toBeInTheDocument();
});

test('is approved in place, with a comment and what the form asks for', async () => {
  const asked: unknown[] = [];
  const form = { type: 'object', required: ['ticket'], properties: { ticket: { type: 'string', title: 'Ticket' } } };
  const server = startFakeServer({
    nodeTypes,
    run: run(1, 'WAITING', { nodeRuns: [asking()] }),
    node: asking({ approval: approval({ form }) }),
    decideApproval: ({ input }: { input: unknown }) => {
      asked.push(input);
      server.root.node = nodeRun('ask', 'SUCCEEDED', { approval: approval({ viewerCanDecide: false }) });
      return server.root.node;
    },
  });
  const { user } = renderAt('/p/shop/runs/run_1?node=ask', routes);
  const panel = await screen.findByRole('dialog', { name: 'Ask' });
  expect(await within(panel).findByText('Ship 1.4.2 to production?')).toBeInTheDocument();
  expect(panel).toHaveTextContent('Waits for approval, at the latest');
  await user.click(within(panel).getByRole('button', { name: 'Approve' }));
  expect(within(panel).getByRole('alert')).toHaveTextContent('Give Ticket.');
  await user.type(within(panel).getByRole('textbox', { name: 'Ticket' }), 'OPS-7');
  await user.type(within(panel).getByRole('textbox', { name: /Comment/ }), 'Looks good');
  await user.click(within(panel).getByRole('button', { name: 'Approve' }));
  await waitFor(() => expect(within(panel).queryByRole('button', { name: 'Approve' })).toBeNull());
  expect(asked).toEqual([
    { nodeRunId: 'nr_ask__1', decision: 'APPROVED', comment: 'Looks good', form: { ticket: 'OPS-7' } },
  ]);
});

test('who is waited for reads it on top, and is one press away from deciding', async () => {
  startFakeServer({ nodeTypes, run: run(1, 'WAITING', { nodeRuns: [asking()] }), node: asking() });
  const { user } = renderAt('/p/shop/runs/run_1', routes);
  const call = await screen.findByRole('region', { name: 'Waits for you: Ask' });
  expect(call).toHaveTextContent('Ship 1.4.2 to production?');
  await user.click(within(call).getByRole('button', { name: 'Approve or reject' }));
  expect(await screen.findByRole('button', { name: 'Approve' })).toBeVisible();
});

test('who waits for others is not told to decide', async () => {
  const others = asking({ approval: approval({ viewerCanDecide: false }) });
  startFakeServer({ nodeTypes, run: run(1, 'WAITING', { nodeRuns: [others] }), node: others });
  const { user } = renderAt('/p/shop/runs/run_1?node=ask', routes);
  const panel = await screen.findByRole('dialog', { name: 'Ask' });
  expect(await within(panel).findByText('May decide: MAINTAINER.')).toBeVisible();
  await user.keyboard('{Escape}');
  expect(await screen.findByRole('heading', { name: 'Release #1' })).toBeVisible();
  expect(screen.queryByRole('region', { name: /^Waits for you/ })).toBeNull();
});

test('a failed node shows its error, its attempts and its lines, and is retried from there', async () => {
  const asked: { fromNodeKey?: string }[] = [];
  const second = nodeRun('build', 'FAILED', {
    attempt: 2,
    error: { code: 'EXIT_1', message: 'make: no rule' },
    input: { version: '1.4.2' },
  });
  const lines = [
    { seq: 1, stepKey: 'start', text: 'begins' },
    { seq: 2, stepKey: 'build', text: 'make: no rule to make target' },
  ];
  startFakeServer({
    nodeTypes,
    run: run(1, 'FAILED', { nodeRuns: [nodeRun('build', 'FAILED'), second] }, lines),
    node: second,
    retryRun: ({ input }: { input: { fromNodeKey: string } }) => {
      asked.push(input);
      return run(2, 'QUEUED');
    },
  });
  const { user, path } = renderAt('/p/shop/runs/run_1', routes);
  await user.click(await screen.findByRole('button', { name: /Build it.*attempt 2/ }));
  const panel = await screen.findByRole('dialog', { name: 'Build it' });
  expect(await within(panel).findByRole('region', { name: 'error' })).toHaveTextContent('make: no rule');
  expect(await within(panel).findByText('make: no rule to make target')).toBeInTheDocument();
  expect(within(panel).queryByText('begins')).toBeNull();
  expect(within(panel).getByRole('combobox', { name: 'Attempt' })).toHaveTextContent('attempt 2');
  await user.click(within(panel).getByRole('button', { name: 'Retry from here' }));
  await waitFor(() => expect(path()).toBe('/p/shop/runs/run_2'));
  expect(asked[0]).toMatchObject({ id: 'run_1', fromNodeKey: 'build' });
});

test('of a value that is stored apart one sees how it begins, its size and the way to all of it', async () => {
  const stored = { id: 'pay_1', byteCount: 1_650_000, url: '/api/v1/payloads/pay_1' };
  const large = nodeRun('build', 'SUCCEEDED', {
    output: { $payload: { ...stored, contentType: 'application/json', preview: '{"rows":[1,2' } },
    outputPayload: stored,
    // Looks like one, and is none: a node gave just this.
    input: { $payload: { id: 'pay_2', byteCount: 3 } },
  });
  startFakeServer({ nodeTypes, run: run(1, 'SUCCEEDED', { nodeRuns: [large] }), node: large });
  renderAt('/p/shop/runs/run_1?node=build', routes);
  const panel = await screen.findByRole('dialog', { name: 'Build it' });
  expect(await within(panel).findByText('{"rows":[1,2…')).toBeVisible();
  expect(within(panel).getByText(/1\.[67] M/)).toHaveTextContent('too large to show here');
  expect(
    within(panel)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href')),
  ).toEqual([stored.url]);
});

test('the time line has a bar for each attempt, which says what it shows', async () => {
  startFakeServer({
    nodeTypes,
    run: run(1, 'FAILED', {
      nodeRuns: [
        nodeRun('build', 'FAILED'),
        nodeRun('build', 'SUCCEEDED', {
          attempt: 2,
          startedAt: '2026-11-20T12:00:05Z',
          finishedAt: '2026-11-20T12:00:07Z',
        }),
      ],
    }),
  });
  renderAt('/p/shop/runs/run_1?tab=timeline', routes);
  const list = await screen.findByRole('list', { name: 'Attempts over time' });
  expect(
    within(list).getByRole('button', { name: 'Build it attempt 2, Succeeded, began after 4.0s, 2.0s' }),
  ).toBeInTheDocument();
});

test('the log is read to its end, searched on the server, and goes on live', async () => {
  const lines = [
    { seq: 1, stepKey: 'build', text: 'compiling' },
    { seq: 2, stepKey: 'build', text: 'linking' },
  ];
  const server = startFakeServer({ nodeTypes, run: run(1, 'RUNNING', {}, lines) });
  const { user } = renderAt('/p/shop/runs/run_1?tab=log', routes);
  expect(await screen.findByText('linking')).toBeInTheDocument();
  expect(screen.getAllByText('Build it').length).toBeGreaterThan(1);
  await waitFor(() => expect(screen.getByText('compiling')).toBeInTheDocument());
  await act(() =>
    server.push('runLog', {
      lines: [{ seq: 3, at: '2026-11-20T12:00:04Z', stream: 'STDERR', stepKey: 'build', text: 'warning' }],
      lastSeq: 3,
      hasEnded: false,
    }),
  );
  expect(await screen.findByText('3 lines')).toBeInTheDocument();
  await user.type(screen.getByRole('textbox', { name: 'Search the log' }), 'link');
  expect(await screen.findByText('1 line')).toBeInTheDocument();
});

test('is replayed with an edited payload; what is not JSON is said at the field', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    nodeTypes,
    run: run(1, 'SUCCEEDED'),
    replayRun: ({ input }: { input: { payload: unknown } }) => {
      asked.push(input.payload);
      return run(2, 'QUEUED');
    },
  });
  const { user, path } = renderAt('/p/shop/runs/run_1', routes);
  await user.click(await screen.findByRole('button', { name: 'Replay' }));
  const field = screen.getByRole('textbox', { name: 'Payload' });
  await user.clear(field);
  await user.type(field, '{{"version": ');
  await user.click(screen.getByRole('button', { name: 'Replay run' }));
  expect(screen.getByRole('alert')).toHaveTextContent('This is not valid JSON.');
  await user.type(field, '2}');
  await user.click(screen.getByRole('button', { name: 'Replay run' }));
  await waitFor(() => expect(path()).toBe('/p/shop/runs/run_2'));
  expect(asked).toEqual([{ version: 2 }]);
});

test('is replayed with the form of its trigger and with outputs of this run in the place of nodes', async () => {
  const asked: unknown[] = [];
  const form = { type: 'object', required: ['version'], properties: { version: { type: 'string', title: 'Version' } } };
  const { workflowVersion, ...rest } = run(1, 'FAILED');
  const [start, ...others] = workflowVersion.graph.nodes;
  const graph = { ...workflowVersion.graph, nodes: [{ ...start, config: { form } }, ...others] };
  const built = nodeRun('build', 'SUCCEEDED', { output: { files: 12 } });
  startFakeServer({
    nodeTypes,
    run: {
      ...rest,
      workflowVersion: { ...workflowVersion, graph },
      nodeRuns: [nodeRun('start', 'SUCCEEDED'), built, nodeRun('ask', 'FAILED')],
    },
    node: built,
    replayRun: ({ input }: { input: { payload: unknown; pinned: unknown } }) => {
      asked.push([input.payload, input.pinned]);
      return run(2, 'QUEUED');
    },
  });
  const { user, path } = renderAt('/p/shop/runs/run_1', routes);
  await user.click(await screen.findByRole('button', { name: 'Replay' }));
  const dialog = screen.getByRole('dialog', { name: 'Replay #1' });
  // Neither the trigger nor what failed has an output to take.
  expect(within(dialog).getAllByRole('checkbox')).toHaveLength(1);
  await user.click(within(dialog).getByRole('checkbox', { name: 'Build it' }));
  const output = await within(dialog).findByRole('textbox', { name: 'Output of Build it' });
  expect(output).toHaveValue('{\n  "files": 12\n}');
  await user.clear(output);
  await user.type(output, '{{"files": 13}');
  await user.clear(within(dialog).getByRole('textbox', { name: 'Version' }));
  await user.click(within(dialog).getByRole('button', { name: 'Replay run' }));
  expect(within(dialog).getByRole('alert')).toHaveTextContent('Give Version.');
  await user.type(within(dialog).getByRole('textbox', { name: 'Version' }), '1.4.3');
  await user.click(within(dialog).getByRole('button', { name: 'Edit as JSON' }));
  expect(within(dialog).getByRole('textbox', { name: 'Payload' })).toHaveValue('{\n  "version": "1.4.3"\n}');
  await user.click(within(dialog).getByRole('button', { name: 'Edit in the form' }));
  await user.click(within(dialog).getByRole('button', { name: 'Replay run' }));
  await waitFor(() => expect(path()).toBe('/p/shop/runs/run_2'));
  expect(asked).toEqual([[{ version: '1.4.3' }, { build: { files: 13 } }]]);
});

test('is forked from a node, with an edited output before it', async () => {
  const asked: unknown[] = [];
  const built = nodeRun('build', 'SUCCEEDED', { output: { files: 12 } });
  startFakeServer({
    nodeTypes,
    run: run(1, 'FAILED', { nodeRuns: [nodeRun('start', 'SUCCEEDED'), built, nodeRun('ask', 'FAILED')] }),
    node: built,
    forkRun: ({ input }: { input: { fromNodeKey: string; outputs: unknown } }) => {
      asked.push([input.fromNodeKey, input.outputs]);
      return run(2, 'QUEUED');
    },
  });
  const { user, path } = renderAt('/p/shop/runs/run_1?node=ask', routes);
  await user.click(await screen.findByRole('button', { name: 'Fork from here' }));
  const dialog = screen.getByRole('dialog', { name: 'Fork #1 from Ask' });
  await user.click(within(dialog).getByRole('checkbox', { name: 'Build it' }));
  const output = await within(dialog).findByRole('textbox', { name: 'Output of Build it' });
  await user.clear(output);
  await user.click(within(dialog).getByRole('button', { name: 'Fork run' }));
  expect(within(dialog).getByRole('alert')).toHaveTextContent('This is not valid JSON.');
  await user.type(output, '{{"files": 13}');
  await user.click(within(dialog).getByRole('button', { name: 'Fork run' }));
  await waitFor(() => expect(path()).toBe('/p/shop/runs/run_2'));
  expect(asked).toEqual([['ask', { build: { files: 13 } }]]);
});

const preview = (changes: object = {}) => ({
  version: { id: 'wfv_2', number: 4 },
  canResume: true,
  problem: null,
  keptNodeKeys: ['start'],
  redoneNodeKeys: ['build', 'ask'],
  diff: {
    nodes: [
      {
        key: 'build',
        name: 'Build it',
        change: 'CHANGED',
        fields: [{ path: 'config.script', before: 'make', after: 'make all' }],
      },
    ],
    edges: [],
    settings: [],
  },
  ...changes,
});

test('goes on with the published version, after what that means was shown', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    nodeTypes,
    run: run(1, 'FAILED', { resumePreview: preview() }),
    resumeRun: ({ input }: { input: { versionId: string } }) => {
      asked.push(input.versionId);
      return run(2, 'QUEUED');
    },
  });
  const { user, path } = renderAt('/p/shop/runs/run_1', routes);
  await user.click(await screen.findByRole('button', { name: 'Resume' }));
  const dialog = screen.getByRole('dialog', { name: 'Resume #1' });
  const resume = await within(dialog).findByRole('button', { name: 'Resume with version 4' });
  expect(dialog).toHaveTextContent('Kept (1 node)Start');
  expect(dialog).toHaveTextContent('Run, or run again (2 nodes)Build it, Ask');
  expect(dialog).toHaveTextContent('make all');
  await user.click(resume);
  await waitFor(() => expect(path()).toBe('/p/shop/runs/run_2'));
  expect(asked).toEqual(['wfv_2']);
});

test('says why it can’t go on with the published version', async () => {
  const problem = 'The node “Ask” is gone, and the run waits there.';
  startFakeServer({
    nodeTypes,
    run: run(1, 'FAILED', { resumePreview: preview({ canResume: false, problem }) }),
  });
  const { user } = renderAt('/p/shop/runs/run_1', routes);
  await user.click(await screen.findByRole('button', { name: 'Resume' }));
  expect(await screen.findByText(problem)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Resume with version 4' })).toBeDisabled();
  expect(screen.queryByText('Run, or run again')).toBeNull();
});

test('is compared with the run before it, from its own page', async () => {
  const filters: unknown[] = [];
  startFakeServer({
    nodeTypes,
    run: run(3, 'FAILED'),
    runs: ({ filter }: { filter: { to?: string; search?: string; statuses?: string[] } }) => {
      filters.push(filter);
      if (filter.to) return connection([run(2, 'FAILED')]);
      return connection(filter.statuses ? [run(1, 'SUCCEEDED')] : [run(3, 'FAILED'), run(2, 'FAILED')]);
    },
  });
  const { user } = renderAt('/p/shop/runs/run_3', routes);
  await user.click(await screen.findByRole('button', { name: 'Compare' }));
  const dialog = screen.getByRole('dialog', { name: 'Compare #3 with' });
  expect(await within(dialog).findByRole('link', { name: /#2.*The one before/ })).toHaveAttribute(
    'href',
    '/p/shop/runs/compare?before=run_2&after=run_3',
  );
  expect(within(dialog).getByRole('link', { name: /#1.*The last that succeeded/ })).toBeInTheDocument();
  await user.type(within(dialog).getByRole('textbox', { name: /Search runs/ }), '2');
  await waitFor(() => expect(filters.at(-1)).toMatchObject({ workflowIds: ['wf_release'], search: '2' }));
});

test('a run that is not there leads back to the list', async () => {
  startFakeServer({
    nodeTypes,
    run: () => {
      throw new FakeError('NOT_FOUND', 'There is no such run.');
    },
  });
  renderAt('/p/shop/runs/run_9', routes);
  expect(await screen.findByRole('heading', { name: 'There is no such run' })).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Go to runs' })).toHaveAttribute('href', '/p/shop/runs');
});
