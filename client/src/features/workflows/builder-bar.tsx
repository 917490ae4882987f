import {
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  Download,
  Ellipsis,
  FlaskConical,
  History,
  LayoutGrid,
  Network,
  Play,
  Plus,
  Redo2,
  RotateCcw,
  Settings,
  Undo2,
  Upload,
} from 'lucide-react';
import { Link } from 'react-router';
import { cn } from '../../lib/cn.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu, MenuItem, MenuSeparator } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { Alignment } from './graph-edit.ts';
import type { DraftState } from './use-draft.ts';

interface BuilderBarProps {
  name: string;
  /** Of the page of versions. */
  versionsPath: string;
  version: number | null;
  hasUnpublishedChanges: boolean;
  isPublishedShown: boolean;
  onShowPublished: (isShown: boolean) => void;
  draft: DraftState;
  canEdit: boolean;
  canRun: boolean;
  canPublish: boolean;
  canUndo: boolean;
  canRedo: boolean;
  selectedCount: number;
  onAdd: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onLayOut: () => void;
  onAlign: (alignment: Alignment) => void;
  onOpen: (kind: 'run' | 'dry-run' | 'publish' | 'settings' | 'export' | 'import') => void;
  onDiscard: () => void;
}

/** Above the canvas: what is shown, whether it is saved, and what one does with the whole of it. */
export function BuilderBar(props: BuilderBarProps) {
  const { name, version, isPublishedShown, canEdit } = props;
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-page px-4 py-1.5">
      <h1 className="min-w-0 max-w-80 truncate text-lg">{name}</h1>
      {version === null ? <Badge>Never published</Badge> : <DraftSwitch {...props} version={version} />}
      <SaveState state={props.draft} isShown={canEdit} />
      <div className="ml-auto flex items-center gap-1">
        {canEdit ? (
          <>
            <Button size="sm" icon={<Plus />} onClick={props.onAdd}>
              Add node
            </Button>
            <IconButton
              size="sm"
              label="Undo"
              keys={['mod', 'Z']}
              icon={<Undo2 />}
              disabled={!props.canUndo}
              onClick={props.onUndo}
            />
            <IconButton
              size="sm"
              label="Redo"
              keys={['mod', 'Y']}
              icon={<Redo2 />}
              disabled={!props.canRedo}
              onClick={props.onRedo}
            />
            <ArrangeMenu {...props} />
          </>
        ) : null}
        <Button size="sm" look="ghost" icon={<History />} asChild>
          <Link to={props.versionsPath}>
            <History aria-hidden /> Versions
          </Link>
        </Button>
        <MoreMenu {...props} />
        {canEdit && !isPublishedShown ? (
          <Button size="sm" icon={<FlaskConical />} onClick={() => props.onOpen('dry-run')}>
            Dry run
          </Button>
        ) : null}
        {props.canRun ? (
          <Button size="sm" icon={<Play />} onClick={() => props.onOpen('run')}>
            Run
          </Button>
        ) : null}
        {canEdit && !isPublishedShown ? (
          <Button size="sm" look="primary" disabled={!props.canPublish} onClick={() => props.onOpen('publish')}>
            Publish…
          </Button>
        ) : null}
      </div>
    </header>
  );
}

function DraftSwitch(props: BuilderBarProps & { version: number }) {
  const { isPublishedShown, hasUnpublishedChanges, version, onShowPublished } = props;
  const views = [
    { isPublished: false, label: hasUnpublishedChanges ? 'Draft, with changes' : 'Draft' },
    { isPublished: true, label: `Published, version ${version}` },
  ];
  return (
    <fieldset className="flex rounded-md border border-control p-px">
      <legend className="sr-only">What is shown</legend>
      {views.map(({ isPublished, label }) => (
        <button
          key={label}
          type="button"
          aria-pressed={isPublished === isPublishedShown}
          onClick={() => onShowPublished(isPublished)}
          className="h-6 rounded-sm px-2 text-muted text-xs hover:text-strong aria-pressed:bg-pressed aria-pressed:text-strong pointer-coarse:h-10"
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function SaveState({ state, isShown }: { state: DraftState; isShown: boolean }) {
  const words = { saved: 'Saved', saving: 'Saving…', failed: 'Not saved', conflict: 'Not saved' } as const;
  if (!isShown) return null;
  const isBad = state.kind === 'failed' || state.kind === 'conflict';
  return (
    <span role="status" className={cn('text-xs', isBad ? 'text-failed' : 'text-muted')}>
      {words[state.kind]}
      {state.kind === 'failed' ? `: ${state.message}` : null}
    </span>
  );
}

function ArrangeMenu({ selectedCount, onLayOut, onAlign }: BuilderBarProps) {
  const isFew = selectedCount < 2;
  return (
    <DropdownMenu trigger={<IconButton size="sm" label="Arrange" icon={<LayoutGrid />} />}>
      <MenuItem icon={<Network />} keys={['L']} onSelect={onLayOut}>
        Arrange all
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<AlignStartVertical />} isDisabled={isFew} onSelect={() => onAlign('left')}>
        Align left
      </MenuItem>
      <MenuItem icon={<AlignStartHorizontal />} isDisabled={isFew} onSelect={() => onAlign('top')}>
        Align top
      </MenuItem>
      <MenuItem icon={<AlignHorizontalSpaceAround />} isDisabled={isFew} onSelect={() => onAlign('columns')}>
        Even columns
      </MenuItem>
      <MenuItem icon={<AlignVerticalSpaceAround />} isDisabled={isFew} onSelect={() => onAlign('rows')}>
        Even rows
      </MenuItem>
    </DropdownMenu>
  );
}

/** What one does with the workflow as a whole, and seldom. */
function MoreMenu(props: BuilderBarProps) {
  const { canEdit, isPublishedShown, version, hasUnpublishedChanges, onOpen } = props;
  const canReplace = canEdit && !isPublishedShown;
  return (
    <DropdownMenu trigger={<IconButton size="sm" label={`More for ${props.name}`} icon={<Ellipsis />} />}>
      <MenuItem icon={<Settings />} onSelect={() => onOpen('settings')}>
        Settings
      </MenuItem>
      <MenuItem icon={<Download />} onSelect={() => onOpen('export')}>
        Export
      </MenuItem>
      {canReplace ? (
        <MenuItem icon={<Upload />} onSelect={() => onOpen('import')}>
          Import a file
        </MenuItem>
      ) : null}
      {canReplace && version !== null && hasUnpublishedChanges ? (
        <>
          <MenuSeparator />
          <MenuItem icon={<RotateCcw />} isDangerous onSelect={props.onDiscard}>
            Discard changes since version {version}
          </MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}
