import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { describeError } from '../errors.ts';
import {
  useRestoreVariableMutation,
  useVariablePanelQuery,
  type VariableEditor_VariableFragment,
  type VariablePanel_VariableVersionFragment,
  type VariablePanelQuery,
} from '../generated.ts';
import { QueryError } from '../query-error.tsx';
import { VariableValue } from './variable-value.tsx';

interface VariablePanelProps {
  variable: VariableEditor_VariableFragment;
  canEdit: boolean;
  onChange: () => void;
  onClose: () => void;
}

type Shown = Extract<NonNullable<VariablePanelQuery['node']>, { versions: unknown }>;

/** Who gets a variable, and what it was before. */
export function VariablePanel({ variable, canEdit, onChange, onClose }: VariablePanelProps) {
  const [{ data, error }, retry] = useVariablePanelQuery({
    variables: { id: variable.id },
    requestPolicy: 'cache-and-network',
  });
  const [, restoreVariable] = useRestoreVariableMutation();
  const [restoring, setRestoring] = useState<number | null>(null);
  const shown = data?.node && 'versions' in data.node ? data.node : null;
  const refresh = () => retry({ requestPolicy: 'network-only' });
  const restore = async (version: number) => {
    setRestoring(version);
    const result = await restoreVariable({ input: { id: variable.id, version } });
    setRestoring(null);
    refresh();
    onChange();
    if (result.error) {
      const { title, message } = describeError(result.error);
      return showErrorToast(title, message);
    }
    showToast(`${variable.name} has the value of version ${version} again`);
  };
  return (
    <SidePanel open onOpenChange={onClose} title={<code>{variable.name}</code>}>
      {error && !shown ? <QueryError error={error} onRetry={refresh} /> : null}
      {!error && !shown ? <Skeleton className="h-40 w-full" /> : null}
      {shown ? (
        <div className="space-y-6">
          <section>
            <h3 className="mb-1.5 text-sm">Used by</h3>
            <Facts facts={usesOf(shown)} />
          </section>
          <section>
            <h3 className="mb-1.5 text-sm">Versions</h3>
            <ol className="divide-y divide-line border-line border-y" aria-label="Versions">
              {shown.versions.nodes.map((version) => (
                <Version
                  key={version.id}
                  version={version}
                  restore={canEdit && !version.isCurrent ? () => void restore(version.version) : null}
                  isPending={restoring === version.version}
                />
              ))}
            </ol>
            <p className="mt-1.5 text-muted text-xs">The last 20 are kept.</p>
          </section>
        </div>
      ) : null}
    </SidePanel>
  );
}

function usesOf({ usedBy }: Shown) {
  const { services, serviceCount, environments, lastDeployment, lastVersion } = usedBy;
  const others = serviceCount - services.length;
  const names = (things: { name: string }[]) => things.map((thing) => thing.name).join(', ');
  return [
    { label: 'Services', value: (names(services) || 'none') + (others > 0 ? ` and ${others} more` : '') },
    { label: 'Environments', value: names(environments) || 'none' },
    {
      label: 'Last deployment',
      value: lastDeployment ? (
        <>
          <Link
            to={`/p/${lastDeployment.service.project.slug}/deployments/${lastDeployment.id}`}
            className="rounded-sm text-accent-text hover:underline"
          >
            {lastDeployment.service.name} #{lastDeployment.number}
          </Link>{' '}
          to {lastDeployment.environment.name} got version {lastVersion},{' '}
          <RelativeTime at={lastDeployment.createdAt} className="text-muted" />
        </>
      ) : (
        'none yet'
      ),
    },
  ];
}

interface VersionProps {
  version: VariablePanel_VariableVersionFragment;
  /** Null where it can't be taken again. */
  restore: (() => void) | null;
  isPending: boolean;
}

function Version({ version, restore, isPending }: VersionProps) {
  return (
    <li className="flex items-start gap-3 py-2">
      <span className="w-6 shrink-0 text-right text-muted tabular-nums">{version.version}</span>
      <div className="min-w-0 flex-1 space-y-0.5">
        <VariableValue variable={version} />
        <p className="text-muted text-xs">
          {version.restoredFrom ? `version ${version.restoredFrom} again, ` : 'set '}
          {version.setByName ? `by ${version.setByName}, ` : ''}
          <RelativeTime at={version.setAt} />
        </p>
      </div>
      {version.isCurrent ? <Badge tone="accent">in force</Badge> : null}
      {restore ? (
        <Button
          size="sm"
          icon={<RotateCcw />}
          isPending={isPending}
          onClick={restore}
          aria-label={`Restore version ${version.version}`}
        >
          Restore
        </Button>
      ) : null}
    </li>
  );
}
