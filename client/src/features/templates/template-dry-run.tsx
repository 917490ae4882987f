import { FlaskConical } from 'lucide-react';
import type { CombinedError } from 'urql';
import type { DryRunList_DryRunFragment } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { DryRunList } from './dry-run-list.tsx';

/** No node fails. */
export const WELL = '-';

interface TemplateDryRunProps {
  /** Those that can fail. */
  nodes: { key: string; name: string; type: string }[];
  failing: string;
  onFailing: (key: string) => void;
  onTry: () => void;
  isPending: boolean;
  error: CombinedError | undefined;
  dryRun: DryRunList_DryRunFragment | null;
  openKey: string | null;
}

/** What a run would do if all goes well, or if something fails. */
export function TemplateDryRun(props: TemplateDryRunProps) {
  const { nodes, failing, onFailing, onTry, isPending, error, dryRun, openKey } = props;
  const options = nodes.map(({ key, name, type }) => ({
    value: key,
    label: type === 'approval' ? `${name}: rejected` : `${name}: fails`,
  }));
  return (
    <section aria-labelledby="template-dry-run">
      <h2 id="template-dry-run" className="mb-2 font-medium text-sm">
        Dry run
      </h2>
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
      {error ? <QueryError error={error} /> : null}
      {dryRun ? (
        <DryRunList dryRun={dryRun} openKey={openKey} />
      ) : (
        <p className="text-muted text-xs">Shows step by step what a run would do. Nothing is done or sent.</p>
      )}
    </section>
  );
}
