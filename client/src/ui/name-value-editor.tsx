import { Lock, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { EmptyState } from './empty-state.tsx';
import { IconButton } from './icon-button.tsx';
import { NameValueDialog } from './name-value-dialog.tsx';
import { RelativeTime } from './relative-time.tsx';
import { type Column, Table } from './table.tsx';
import { showErrorToast, showToast } from './toast.tsx';

export interface NameValue {
  id: string;
  name: string;
  /** Null for a secret. */
  value: string | null;
  isSecret: boolean;
  updatedAt: string;
}

export interface Refusal {
  title: string;
  message: string;
  problems: Array<{ path: string; message: string }>;
}

interface NameValueEditorProps {
  /** Undefined while they are on their way. */
  entries: NameValue[] | undefined;
  canEdit: boolean;
  hint: string;
  /** In a panel: leaves out when they were set, and the header doesn't stick to the page. */
  isNarrow?: boolean;
  onSet: (entry: { name: string; value: string; isSecret: boolean }) => Promise<Refusal | null>;
  onDelete: (id: string) => Promise<Refusal | null>;
}

const updatedColumn: Column<NameValue> = {
  key: 'updated',
  header: 'Set',
  width: 'w-28',
  isHiddenOnPhone: true,
  cell: (entry) => <RelativeTime at={entry.updatedAt} className="text-muted" />,
};

/** Names with values, some of them secret: shown, set and deleted. A secret can be replaced but never read. */
export function NameValueEditor({ entries, canEdit, hint, isNarrow = false, onSet, onDelete }: NameValueEditorProps) {
  const [editing, setEditing] = useState<NameValue | 'new' | null>(null);
  const [deleting, setDeleting] = useState<NameValue | null>(null);
  const [isPending, setPending] = useState(false);
  const columns: Column<NameValue>[] = [
    {
      key: 'name',
      header: 'Name',
      width: isNarrow ? undefined : 'sm:w-72',
      cell: (entry) => <code className="break-all text-strong text-xs">{entry.name}</code>,
    },
    {
      key: 'value',
      header: 'Value',
      cell: (entry) =>
        entry.isSecret ? (
          <span className="inline-flex items-center gap-1 align-middle text-muted">
            <Lock aria-hidden className="size-3" /> secret
          </span>
        ) : (
          <code className="break-all text-xs">{entry.value}</code>
        ),
    },
    ...(isNarrow ? [] : [updatedColumn]),
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: 'w-20',
      align: 'right',
      cell: (entry) =>
        canEdit ? (
          <span className="inline-flex">
            <IconButton size="sm" label={`Set ${entry.name}`} icon={<Pencil />} onClick={() => setEditing(entry)} />
            <IconButton size="sm" label={`Delete ${entry.name}`} icon={<Trash2 />} onClick={() => setDeleting(entry)} />
          </span>
        ) : null,
    },
  ];
  const add = canEdit ? (
    <Button icon={<Plus />} onClick={() => setEditing('new')}>
      Set variable
    </Button>
  ) : null;
  const remove = async (entry: NameValue) => {
    setPending(true);
    const refusal = await onDelete(entry.id);
    setPending(false);
    setDeleting(null);
    if (refusal) {
      showErrorToast(refusal.title, refusal.message);
    } else if (entry.isSecret) {
      showToast(`${entry.name} deleted`);
    } else {
      const { name, value } = entry;
      showToast(`${name} deleted`, {
        action: { label: 'Undo', onPress: () => void onSet({ name, value: value ?? '', isSecret: false }) },
      });
    }
  };
  return (
    <div className="max-w-220 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{hint}</p>
        {entries && entries.length > 0 ? add : null}
      </div>
      {entries?.length === 0 ? (
        <EmptyState
          title="No variables yet"
          action={add}
          example={
            <p className="text-center text-muted text-xs">
              <code className="text-xs">LOG_LEVEL=info</code>
            </p>
          }
        />
      ) : (
        <Table
          label="Variables"
          columns={columns}
          rows={entries ?? []}
          rowKey={(entry) => entry.id}
          loadingRows={entries ? 0 : 3}
          stickyTop={isNarrow ? 'top-0' : undefined}
        />
      )}
      {editing ? (
        <NameValueDialog entry={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSet={onSet} />
      ) : null}
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={`Delete ${deleting?.name ?? ''}`}
        confirmLabel="Delete variable"
        isPending={isPending}
        onConfirm={() => {
          if (deleting) void remove(deleting);
        }}
      >
        {deleting?.isSecret
          ? 'Its value is gone for good; nobody can read it back.'
          : 'The next deployment runs without it.'}
      </ConfirmDialog>
    </div>
  );
}
