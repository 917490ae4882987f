import { Copy, GripVertical, MoveDiagonal2, Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { useMetricRange } from '../../lib/use-metric-range.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showUndoToast } from '../../ui/toast.tsx';
import { type DashboardContent, freeKey, type Panel, type Position, rangeOf } from './dashboard.ts';
import { closeGaps, firstSizes, freePlace, gap, inReadingOrder, placePanel, rowHeight, stepOf } from './grid.ts';
import { PanelForm } from './panel-form.tsx';
import { PanelView } from './panel-view.tsx';
import { useDrag } from './use-drag.ts';
import { type DashboardProject, useMeasures, usePanels } from './use-panels.ts';

interface GridEditorProps {
  project: DashboardProject;
  content: DashboardContent;
  isAdding: boolean;
  onAdding: (isOpen: boolean) => void;
  onChange: (change: (panels: Panel[]) => Panel[]) => void;
}

const noFilters = { serviceIds: [], environmentIds: [] };

/** The panels as they will be, to be moved, sized, changed, added and taken out. */
export function GridEditor({ project, content, isAdding, onAdding, onChange }: GridEditorProps) {
  const grid = useRef<HTMLDivElement>(null);
  const measures = useMeasures();
  const { window } = useMetricRange(project.timeZone, rangeOf(content));
  const { data, error, retry, isReady } = usePanels({ project, content, measures, filters: noFilters, window });
  const [editedKey, setEditedKey] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const place = (key: string, position: Position) => onChange((panels) => placePanel(panels, key, position));
  const { shown, heldKey, handlers } = useDrag(grid, content.panels, place);
  const edited = content.panels.find(({ key }) => key === editedKey) ?? null;
  const step = (event: KeyboardEvent, panel: Panel, isResizing: boolean) => {
    const position = stepOf(event.key, isResizing || event.shiftKey, panel.position);
    if (!position) return;
    event.preventDefault();
    place(panel.key, position);
    const { x, y, w, h } = position;
    setSaid(`${panel.title}: column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`);
  };
  const remove = (panel: Panel) => {
    onChange((panels) => closeGaps(panels.filter(({ key }) => key !== panel.key)));
    showUndoToast(`${panel.title} is taken out`, () =>
      onChange((panels) => placePanel([...panels, panel], panel.key, panel.position)),
    );
  };
  const duplicate = (panel: Panel) =>
    onChange((panels) => [
      ...panels,
      { ...panel, key: freeKey(panel.title, panels), position: freePlace(panels, panel.position) },
    ]);
  return (
    <>
      <p className="mb-3 text-muted text-xs">
        Drag a panel by its grip and size it by its corner, or focus the grip: arrow keys move it, with Shift they size
        it.
      </p>
      {error ? <QueryError error={error} onRetry={retry} className="mb-4" /> : null}
      <div ref={grid} className="grid grid-cols-12" style={{ gap, gridAutoRows: rowHeight }}>
        {inReadingOrder(shown).map((panel) => {
          const { x, y, w, h } = panel.position;
          return (
            <section
              key={panel.key}
              aria-label={panel.title}
              className={cn(
                'group relative min-w-0 rounded-lg',
                heldKey === panel.key ? 'z-2 opacity-80 outline-2 outline-accent' : null,
              )}
              style={{ gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
            >
              <div className="pointer-events-none h-full" inert>
                {isReady && window ? (
                  <PanelView
                    panel={panel}
                    data={data.get(panel.key) ?? []}
                    window={window}
                    zone={project.timeZone}
                    height={Math.max(60, h * (rowHeight + gap) - gap - 92)}
                  />
                ) : (
                  <Skeleton className="h-full rounded-lg" />
                )}
              </div>
              <div className="absolute top-1.5 right-1.5 flex rounded-md border border-line bg-page opacity-0 focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
                <IconButton
                  size="sm"
                  label={`Move ${panel.title}`}
                  keys={['←', '→', '↑', '↓']}
                  icon={<GripVertical />}
                  className="cursor-grab touch-none active:cursor-grabbing"
                  onKeyDown={(event) => step(event, panel, false)}
                  {...handlers(panel, false)}
                />
                <IconButton
                  size="sm"
                  label={`Edit ${panel.title}`}
                  icon={<Pencil />}
                  onClick={() => setEditedKey(panel.key)}
                />
                <IconButton
                  size="sm"
                  label={`Duplicate ${panel.title}`}
                  icon={<Copy />}
                  onClick={() => duplicate(panel)}
                />
                <IconButton
                  size="sm"
                  label={`Take out ${panel.title}`}
                  icon={<Trash2 />}
                  onClick={() => remove(panel)}
                />
              </div>
              <button
                type="button"
                aria-label={`Size ${panel.title}`}
                className="absolute right-0 bottom-0 cursor-nwse-resize touch-none rounded-md p-1 text-muted opacity-0 hover:text-strong focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
                onKeyDown={(event) => step(event, panel, true)}
                {...handlers(panel, true)}
              >
                <MoveDiagonal2 aria-hidden className="size-3.5" />
              </button>
            </section>
          );
        })}
      </div>
      {content.panels.length === 0 ? (
        <EmptyState
          title="There are no panels yet"
          action={
            <Button look="primary" onClick={() => onAdding(true)}>
              Add panel
            </Button>
          }
        >
          Choose a measure and how to draw it. It stands where there is room, and is moved from there.
        </EmptyState>
      ) : null}
      <p role="status" className="sr-only">
        {said}
      </p>
      {isAdding && measures ? (
        <PanelForm
          measures={[...measures.values()]}
          project={project}
          panel={null}
          onKeep={(panel) => {
            onChange((panels) => [
              ...panels,
              { ...panel, key: freeKey(panel.title, panels), position: freePlace(panels, firstSizes[panel.kind]) },
            ]);
            onAdding(false);
          }}
          onClose={() => onAdding(false)}
        />
      ) : null}
      {edited && measures ? (
        <PanelForm
          key={edited.key}
          measures={[...measures.values()]}
          project={project}
          panel={edited}
          onKeep={(panel) => {
            onChange((panels) => panels.map((each) => (each.key === edited.key ? { ...each, ...panel } : each)));
            setEditedKey(null);
          }}
          onClose={() => setEditedKey(null)}
        />
      ) : null}
    </>
  );
}
