import { UserCheck } from 'lucide-react';
import { type RunGraph_NodeRunFragment, useRunApprovalQuery } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { pathLabel } from './run-graph.ts';

type NodeRun = RunGraph_NodeRunFragment;

/** More than these would push the run itself out of sight; the next follows when one is decided. */
const callsAtMost = 3;

interface ApprovalCallsProps {
  nodeRuns: readonly NodeRun[];
  names: ReadonlyMap<string, string>;
  onOpen: (nodeRun: NodeRun) => void;
}

/** That the run waits for the viewer, with the way to where they decide; nothing where it waits for others. */
export function ApprovalCalls({ nodeRuns, names, onOpen }: ApprovalCallsProps) {
  const asking = nodeRuns.filter(({ status, wait }) => status === 'WAITING' && wait?.kind === 'APPROVAL');
  return asking
    .slice(0, callsAtMost)
    .map((nodeRun) => (
      <ApprovalCall
        key={nodeRun.id}
        nodeRun={nodeRun}
        name={names.get(nodeRun.nodeKey) ?? nodeRun.nodeKey}
        onOpen={() => onOpen(nodeRun)}
      />
    ));
}

function ApprovalCall({ nodeRun, name, onOpen }: { nodeRun: NodeRun; name: string; onOpen: () => void }) {
  const [{ data }] = useRunApprovalQuery({ variables: { id: nodeRun.id } });
  const approval = data?.node?.__typename === 'NodeRun' ? data.node.approval : null;
  if (!approval?.viewerCanDecide) return null;
  return (
    <section
      aria-label={`Waits for you: ${name}`}
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-waiting/30 bg-waiting-soft px-3 py-2.5"
    >
      <UserCheck aria-hidden className="size-4 shrink-0 self-start text-waiting sm:self-center" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium text-strong">
          Waits for you: {name}
          {nodeRun.path ? `, ${pathLabel(nodeRun.path)}` : ''}
        </p>
        <p className="line-clamp-2 break-words text-body">{approval.message}</p>
      </div>
      <Button look="primary" className="max-sm:w-full" onClick={onOpen}>
        Approve or reject
      </Button>
    </section>
  );
}
