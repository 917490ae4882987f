import { useState } from 'react';
import {
  type StorageKinds_FactStorageFragment,
  useSetFactRetentionMutation,
  useStorageFreedQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatBytes, formatPlural, formatShortCount } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';

interface RetentionDialogProps {
  kind: StorageKinds_FactStorageFragment;
  onClose: () => void;
  onSaved: () => void;
}

/** For how long events of a kind are kept, with what a shorter time lets go: that can't be undone, so it is said before. */
export function RetentionDialog({ kind, onClose, onSaved }: RetentionDialogProps) {
  const [text, setText] = useState(String(kind.retentionDays));
  const [{ fetching, error }, save] = useSetFactRetentionMutation();
  const days = /^\d+$/.test(text) ? Number(text) : null;
  const isValid = days !== null && days >= 7 && days <= 3_650;
  const asked = useDebounced(isValid ? days : null, 200);
  const isShorter = isValid && days < kind.retentionDays;
  const [{ data }] = useStorageFreedQuery({
    variables: { kind: kind.kind, days: asked ?? kind.retentionDays },
    pause: asked === null,
    requestPolicy: 'network-only',
  });
  const freed = asked === days ? data?.freedStorage : undefined;
  const submit = async (value: number | null) => {
    const result = await save({ input: { kind: kind.kind, days: value } });
    if (result.error) return;
    showToast(`Events are kept for ${formatPlural(value ?? kind.defaultRetentionDays, 'day')} from now on.`);
    onSaved();
    onClose();
  };
  const removes = freed !== undefined && freed.monthCount > 0 && isShorter;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Keep “${kind.title}”`}
      description="Events leave by whole months. Charts keep what was counted from them; only their rows can’t be opened any more."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={removes ? 'danger' : 'primary'}
            isPending={fetching}
            disabled={!isValid || days === kind.retentionDays || (isShorter && freed === undefined)}
            onClick={() => void submit(days === kind.defaultRetentionDays ? null : days)}
          >
            {removes ? 'Keep less, and drop these' : 'Keep for this long'}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {error ? <QueryError error={error} /> : null}
        <FormField
          label="Days"
          hint={`7 to 3,650. ${formatPlural(kind.defaultRetentionDays, 'day')} unless set.`}
          error={text !== '' && !isValid ? 'Use 7 to 3,650 whole days.' : undefined}
        >
          {(field) => (
            <Input
              {...field}
              inputMode="numeric"
              value={text}
              onChange={(event) => setText(event.target.value.trim())}
            />
          )}
        </FormField>
        <p aria-live="polite" className="min-h-9 text-muted">
          {isShorter && freed
            ? freed.monthCount > 0
              ? `Within a day ${formatPlural(freed.monthCount, 'month')} with about ${formatShortCount(freed.rowsEstimate)} events leave for good: ${formatBytes(freed.bytes)}.`
              : 'Nothing leaves now: no month is old enough.'
            : null}
          {isValid && days > kind.retentionDays && kind.removedBefore
            ? `Events from before ${kind.removedBefore.slice(0, 7)} have left and don’t come back. Late ones for that time are counted, and kept.`
            : null}
        </p>
      </div>
    </Dialog>
  );
}
