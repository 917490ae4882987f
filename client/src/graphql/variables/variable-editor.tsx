import { History, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useIsPhone } from '../../lib/use-media-query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { describeError } from '../errors.ts';
import {
  useDeleteVariableMutation,
  useRestoreVariableMutation,
  type VariableEditor_VariableFragment,
} from '../generated.ts';
import { VariableDialog, type VariablePlace } from './variable-dialog.tsx';
import { VariablePanel } from './variable-panel.tsx';
import { VariableValue } from './variable-value.tsx';

interface VariableEditorProps {
  place: VariablePlace;
  /** Undefined while they are on their way. */
  variables: VariableEditor_VariableFragment[] | undefined;
  canEdit: boolean;
  hint: string;
  /** In a panel: leaves out when they were set, and the header doesn't stick to the page. */
  isNarrow?: boolean;
  onChange: () => void;
}

const valueColumn: Column<VariableEditor_VariableFragment> = {
  key: 'value',
  header: 'Value',
  cell: (variable) => <VariableValue variable={variable} />,
};

const setColumn: Column<VariableEditor_VariableFragment> = {
  key: 'set',
  header: 'Set',
  width: 'w-44',
  isHiddenOnPhone: true,
  cell: ({ setByName, updatedAt }) => (
    <span className="text-muted">
      {setByName ? `by ${setByName}, ` : ''}
      <RelativeTime at={updatedAt} />
    </span>
  ),
};

/** The variables of one place, some of them secret: shown, set, deleted and brought back. A secret can be replaced but never read. */
export function VariableEditor({ place, variables, canEdit, hint, isNarrow = false, onChange }: VariableEditorProps) {
  const [editing, setEditing] = useState<VariableEditor_VariableFragment | 'new' | null>(null);
  const [shown, setShown] = useState<VariableEditor_VariableFragment | null>(null);
  const remove = useRemoval(onChange);
  const isPhone = useIsPhone();
  const columns: Column<VariableEditor_VariableFragment>[] = [
    {
      key: 'name',
      header: 'Name',
      width: isNarrow ? undefined : 'sm:w-72',
      cell: (variable) => (
        <>
          <code className="break-all text-strong text-xs">{variable.name}</code>
          {isPhone ? (
            <div>
              <VariableValue variable={variable} />
            </div>
          ) : null}
        </>
      ),
    },
    ...(isPhone ? [] : [valueColumn]),
    ...(isNarrow ? [] : [setColumn]),
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: canEdit ? 'w-24' : 'w-10',
      align: 'right',
      cell: (variable) => (
        <span className="inline-flex">
          <IconButton
            size="sm"
            label={`Versions and use of ${variable.name}`}
            icon={<History />}
            onClick={() => setShown(variable)}
          />
          {canEdit ? (
            <>
              <IconButton
                size="sm"
                label={`${variable.isSecret ? 'Replace' : 'Set'} ${variable.name}`}
                icon={<Pencil />}
                onClick={() => setEditing(variable)}
              />
              <IconButton
                size="sm"
                label={`Delete ${variable.name}`}
                icon={<Trash2 />}
                onClick={() => void remove(variable)}
              />
            </>
          ) : null}
        </span>
      ),
    },
  ];
  const add = canEdit ? (
    <Button icon={<Plus />} onClick={() => setEditing('new')}>
      Set variable
    </Button>
  ) : null;
  return (
    <div className="max-w-220 space-y-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{hint}</p>
        {variables && variables.length > 0 ? add : null}
      </div>
      {variables?.length === 0 ? (
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
          rows={variables ?? []}
          rowKey={(variable) => variable.id}
          loadingRows={variables ? 0 : 3}
          stickyTop={isNarrow ? 'top-0' : undefined}
        />
      )}
      {editing ? (
        <VariableDialog
          place={place}
          variable={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSet={onChange}
        />
      ) : null}
      {shown ? (
        <VariablePanel variable={shown} canEdit={canEdit} onChange={onChange} onClose={() => setShown(null)} />
      ) : null}
    </div>
  );
}

/** Deletes at once; for ten seconds it can be taken back. */
function useRemoval(onChange: () => void) {
  const [, deleteVariable] = useDeleteVariableMutation();
  const [, restoreVariable] = useRestoreVariableMutation();
  const undo = async (id: string) => {
    const { error } = await restoreVariable({ input: { id } });
    onChange();
    if (error) showErrorToast(describeError(error).title, describeError(error).message);
  };
  return async ({ id, name }: VariableEditor_VariableFragment) => {
    const { error } = await deleteVariable({ id });
    onChange();
    if (error) return showErrorToast(describeError(error).title, describeError(error).message);
    showUndoToast(`${name} deleted`, () => void undo(id));
  };
}
