import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Select } from '../select.tsx';
import { type DryRun, DryRunList } from './dry-run-list.tsx';

/** No node fails. */
export const WELL = '-';

interface DryRunPanelProps {
  /** Those that can fail. */
  nodes: readonly { key: string; name: string; type: string }[];
  failing: string;
  onFailing: (key: string) => void;
  onTry: () => void;
  isPending: boolean;
  /** Why there is no answer. */
  failure?: ReactNode;
  dryRun: DryRun | null;
  openKey?: string | null;
}

/** What a run would do if all goes well, or if something fails. */
export function DryRunPanel(props: DryRunPanelProps) {
  const { nodes, failing, onFailing, onTry, isPending, failure, dryRun, openKey = null } = props;
  const options = nodes.map(({ key, name, type }) => ({
    value: key,
    label: type === 'approval' ? `${name}: rejected` : `${name}: fails`,
  }));
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <Select
          aria-label="What happens"
          value={failing}
          onChange={onFailing}
          options={[{ value: WELL, label: 'All goes well' }, ...options]}
          className="w-56"
        />
        <Button icon={<FlaskConical />} isPending={isPending} onClick={onTry}>
          Try it
        </Button>
      </div>
      {failure}
      {dryRun ? (
        <DryRunList dryRun={dryRun} openKey={openKey} />
      ) : (
        <p className="text-muted text-xs">Shows step by step what a run would do. Nothing is done or sent.</p>
      )}
    </>
  );
}
