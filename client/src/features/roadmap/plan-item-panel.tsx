import { Unlink } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type PlanItemPanelQuery,
  type PlanLinkSource,
  useLinkPlanItemMutation,
  usePlanItemPanelQuery,
  usePlanLinkChoicesQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Select } from '../../ui/select.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { showErrorToast } from '../../ui/toast.tsx';
import { PlanStatusLabel } from './plan-status.tsx';
import { DueDate } from './plan-urgent.tsx';
import { priorityWords } from './plan-words.ts';

type Item = Extract<NonNullable<PlanItemPanelQuery['node']>, { isOverdue: boolean }>;
type Shipping = Item['deployments'][number];

const sources: Record<PlanLinkSource, string> = {
  CHANGE: 'its tickets have this id',
  VERSION: 'it is of this version',
  FILE: 'the file names it',
  HAND: 'linked by hand',
};

interface PlanItemPanelProps {
  id: string;
  project: { id: string; slug: string; viewerCanManagePlan: boolean };
  onClose: () => void;
}

/** One item: what the file says of it, and which deployments ship it. */
export function PlanItemPanel({ id, project, onClose }: PlanItemPanelProps) {
  const [{ data, error }, retry] = usePlanItemPanelQuery({ variables: { id }, requestPolicy: 'cache-and-network' });
  const item = data?.node && 'isOverdue' in data.node ? data.node : null;
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={item?.title ?? 'Item'}
      description={item?.key ?? undefined}
    >
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {data && !item ? <p className="text-muted">There is no such item here.</p> : null}
      {!data && !error ? <Skeleton className="h-40" /> : null}
      {item ? (
        <div className="space-y-6">
          <Facts facts={factsOf(item)} />
          <Shippings item={item} project={project} onChanged={() => retry({ requestPolicy: 'network-only' })} />
        </div>
      ) : null}
    </SidePanel>
  );
}

const none = <span className="text-faint">–</span>;
const factsOf = (item: Item) => [
  { label: 'Status', value: <PlanStatusLabel status={item.status} /> },
  { label: 'Phase', value: item.phase ?? none },
  { label: 'Priority', value: item.priority ? priorityWords[item.priority] : none },
  { label: 'Estimate', value: item.estimate ?? none },
  { label: 'Owner', value: item.owner ?? none },
  { label: 'Due', value: item.dueOn ? <DueDate item={item} /> : none },
  { label: 'Version', value: item.version ? <span className="font-mono text-code">{item.version}</span> : none },
  { label: 'Changed', value: <RelativeTime at={item.updatedAt} /> },
  ...(item.doneAt ? [{ label: 'Done since', value: <RelativeTime at={item.doneAt} /> }] : []),
  ...(item.removedAt ? [{ label: 'Gone from the file', value: <RelativeTime at={item.removedAt} /> }] : []),
];

interface ShippingsProps {
  item: Item;
  project: PlanItemPanelProps['project'];
  onChanged: () => void;
}

function Shippings({ item, project, onChanged }: ShippingsProps) {
  const [, link] = useLinkPlanItemMutation();
  const [isPending, setPending] = useState(false);
  const change = async (deploymentId: string, isLinked: boolean) => {
    setPending(true);
    const { error } = await link({ input: { id: item.id, deploymentId, isLinked } });
    setPending(false);
    if (error) showErrorToast(isLinked ? 'It was not linked' : 'The link is still there', describeError(error).message);
    onChanged();
  };
  const canManage = project.viewerCanManagePlan;
  return (
    <section aria-labelledby="shipped">
      <h3 id="shipped" className="mb-1 font-medium text-strong">
        Deployments that ship it
      </h3>
      {item.deployments.length === 0 ? (
        <p className="text-muted">
          None yet. A deployment ships it when its tickets name {item.key ? `“${item.key}”` : 'the item’s id'}, when it
          is of the item’s version, or when you link it here.
        </p>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {item.deployments.map((shipping) => (
            <ShippingRow
              key={shipping.deployment.id}
              shipping={shipping}
              slug={project.slug}
              onUnlink={canManage ? () => void change(shipping.deployment.id, false) : null}
            />
          ))}
        </ul>
      )}
      {canManage ? (
        <LinkChoice item={item} projectId={project.id} isPending={isPending} onChoose={(id) => void change(id, true)} />
      ) : null}
    </section>
  );
}

function ShippingRow({
  shipping,
  slug,
  onUnlink,
}: {
  shipping: Shipping;
  slug: string;
  onUnlink: (() => void) | null;
}) {
  const { deployment, source } = shipping;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <Link to={`/p/${slug}/deployments/${deployment.id}`} className="block truncate text-strong hover:underline">
          {deployment.service.name} #{deployment.number}{' '}
          <span className="font-mono text-code">{deployment.version}</span>
        </Link>
        <p className="text-muted text-xs">
          {deployment.environment.name}, <RelativeTime at={deployment.finishedAt ?? deployment.createdAt} />;{' '}
          {sources[source]}
        </p>
      </div>
      <StatusBadge status={deployment.status} />
      {source === 'HAND' && onUnlink ? (
        <IconButton size="sm" label={`Unlink deployment #${deployment.number}`} icon={<Unlink />} onClick={onUnlink} />
      ) : null}
    </li>
  );
}

interface LinkChoiceProps {
  item: Item;
  projectId: string;
  isPending: boolean;
  onChoose: (deploymentId: string) => void;
}

function LinkChoice({ item, projectId, isPending, onChoose }: LinkChoiceProps) {
  const [{ data }] = usePlanLinkChoicesQuery({ variables: { projectId } });
  const linked = new Set(item.deployments.map(({ deployment }) => deployment.id));
  const choices = (data?.deployments.nodes ?? []).filter(({ id }) => !linked.has(id));
  if (choices.length === 0) return null;
  return (
    <Select
      className="mt-3 w-full"
      aria-label="Link a deployment"
      placeholder="Link one of the last deployments…"
      value={undefined}
      isDisabled={isPending}
      onChange={onChoose}
      options={choices.map(({ id, number, version, service, environment }) => ({
        value: id,
        label: `${service.name} #${number} ${version}`,
        hint: environment.name,
      }))}
    />
  );
}
