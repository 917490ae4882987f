import { ada } from './fixtures.ts';

type Fixture = Record<string, unknown>;

interface FakeLine {
  seq: number;
  stepKey: string | null;
  text: string;
}

const workflow = { __typename: 'Workflow', id: 'wf_release', slug: 'release', name: 'Release', viewerCanRun: true };

/** Build, then ask, then deploy; where building fails, tell somebody. */
const graph = {
  nodes: [
    { key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } },
    { key: 'build', type: 'script', name: 'Build it', config: {}, position: { x: 260, y: 0 } },
    { key: 'ask', type: 'approval', name: 'Ask', config: {}, position: { x: 520, y: 0 } },
    { key: 'deploy', type: 'deploy', name: 'Deploy it', config: {}, position: { x: 780, y: 0 } },
  ],
  edges: [
    { from: 'start', fromPort: 'main', to: 'build' },
    { from: 'build', fromPort: 'main', to: 'ask' },
    { from: 'ask', fromPort: 'main', to: 'deploy' },
  ],
};

export const nodeTypes = [
  { type: 'manual', name: 'Manual start', icon: 'play' },
  { type: 'script', name: 'Run a script', icon: 'terminal' },
  { type: 'approval', name: 'Approval', icon: 'user-check' },
  { type: 'deploy', name: 'Deploy', icon: 'rocket' },
];

export const nodeRun = (nodeKey: string, status: string, changes: Fixture = {}) => ({
  __typename: 'NodeRun',
  id: ['nr', nodeKey, changes.path, changes.attempt ?? 1].join('_'),
  nodeKey,
  path: '',
  attempt: 1,
  status,
  port: status === 'SUCCEEDED' ? 'main' : null,
  input: null,
  inputPayload: null,
  output: null,
  outputPayload: null,
  error: null,
  wait: null,
  isReused: false,
  startedAt: '2026-11-20T12:00:01Z',
  finishedAt: status === 'RUNNING' || status === 'WAITING' ? null : '2026-11-20T12:00:03Z',
  durationMs: 2_000,
  approval: null,
  run: { id: 'run_1' },
  ...changes,
});

/** A run with all that its page asks for, and a log that answers like the server's. */
export function run(number: number, status: string, changes: Fixture = {}, lines: FakeLine[] = []) {
  const isOpen = status === 'RUNNING' || status === 'WAITING' || status === 'QUEUED';
  const all = lines.map((line) => ({ at: '2026-11-20T12:00:02Z', stream: 'STDOUT', ...line }));
  return {
    __typename: 'Run',
    id: `run_${number}`,
    number,
    status,
    statusReason: null,
    phase: 'MAIN',
    trigger: 'MANUAL',
    triggerNodeKey: 'start',
    createdByName: ada.name,
    payload: { version: '1.4.2' },
    inputPayload: null,
    output: null,
    outputPayload: null,
    error: null,
    wakeAt: null,
    deadSince: null,
    createdAt: '2026-11-20T12:00:00Z',
    startedAt: '2026-11-20T12:00:01Z',
    finishedAt: isOpen ? null : '2026-11-20T12:01:05Z',
    durationMs: 64_000,
    logLineCount: lines.length,
    viewerCanCancel: isOpen,
    viewerCanRetry: status === 'FAILED',
    project: { __typename: 'Project', id: 'prj_shop' },
    workflow,
    workflowVersion: { __typename: 'WorkflowVersion', id: 'wfv_1', number: 3, graph },
    parentRun: null,
    childRuns: [],
    retryOf: null,
    retries: [],
    nodeRuns: [],
    log: (args: { after: number; first: number; search?: string | null; nodeKey?: string | null }) => {
      const found = all.filter(
        ({ seq, stepKey, text }) =>
          seq > args.after &&
          (!args.nodeKey || stepKey === args.nodeKey) &&
          (!args.search || text.includes(args.search)),
      );
      return { lines: found.slice(0, args.first), lastSeq: all.length, hasEnded: !isOpen };
    },
    ...changes,
  };
}
