import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { kindLabels, type Panel, type PanelKind, type PanelMeasure, panelKinds } from './dashboard.ts';
import { MeasureForm } from './measure-form.tsx';
import type { Measure } from './panel-view.tsx';
import type { DashboardProject } from './use-panels.ts';

interface PanelFormProps {
  measures: Measure[];
  project: DashboardProject;
  /** Null for a new one. */
  panel: Panel | null;
  onKeep: (panel: Panel) => void;
  onClose: () => void;
}

let partCount = 0;
/** A measure of the form; two may be of the same, so each has a number of its own. */
const partOf = (value: PanelMeasure | null) => ({ id: partCount++, value });

const mostMeasures = 4;
const nowhere = { x: 0, y: 0, w: 1, h: 1 };

/** What a panel shows and how. */
export function PanelForm({ measures, project, panel, onKeep, onClose }: PanelFormProps) {
  const [title, setTitle] = useState(panel?.title ?? '');
  const [kind, setKind] = useState<PanelKind>(panel?.kind ?? 'line');
  const [own, setOwn] = useState(() => (panel?.measures ?? [null]).map(partOf));
  const [text, setText] = useState(panel?.text ?? '');
  const [hasComparison, setComparison] = useState(panel?.compare !== false);
  const given = own.flatMap(({ value }) => value ?? []);
  const [first] = given;
  const heading = title.trim() || measures.find(({ key }) => key === first?.measure)?.title || '';
  const isText = kind === 'text';
  const isReady = heading !== '' && (isText ? text.trim() !== '' : given.length > 0);
  const units = new Set(given.map(({ measure }) => measures.find(({ key }) => key === measure)?.unit));
  const most = kind === 'stat' ? 1 : mostMeasures;
  const keep = () => {
    const used = given.slice(0, most).map((each) => (kind === 'stat' ? withoutGroups(each) : each));
    onKeep({
      key: panel?.key ?? '',
      title: heading.slice(0, 100),
      kind,
      ...(isText ? { text } : { measures: used }),
      position: panel?.position ?? nowhere,
      ...(!isText && !hasComparison && { compare: false }),
    });
  };
  return (
    <SidePanel
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={panel ? `Edit ${panel.title}` : 'Add panel'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!isReady} onClick={keep}>
            {panel ? 'Keep' : 'Add panel'}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <FormField label="Shown as">
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={(value) => setKind(value as PanelKind)}
              options={panelKinds.map((value) => ({ value, label: kindLabels[value] }))}
            />
          )}
        </FormField>
        {isText ? (
          <FormField label="Text">
            {(control) => (
              <TextArea
                {...control}
                rows={6}
                maxLength={5_000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </FormField>
        ) : (
          own.slice(0, most).map(({ id, value }, index) => (
            <section
              key={id}
              aria-label={`Measure ${index + 1}`}
              className="relative rounded-md border border-line p-3"
            >
              {own.length > 1 ? (
                <IconButton
                  size="sm"
                  className="absolute top-1 right-1 z-1"
                  label={`Take out measure ${index + 1}`}
                  icon={<X />}
                  onClick={() => setOwn(own.filter((other) => other.id !== id))}
                />
              ) : null}
              <MeasureForm
                measures={measures}
                project={project}
                value={value}
                hasGroups={kind !== 'stat'}
                onChange={(changed) => setOwn(own.map((other) => (other.id === id ? { id, value: changed } : other)))}
              />
            </section>
          ))
        )}
        {!isText && own.length < most && given.length === own.length ? (
          <Button icon={<Plus />} onClick={() => setOwn([...own, partOf(null)])}>
            Another measure
          </Button>
        ) : null}
        {units.size > 1 && kind !== 'table' ? (
          <p className="text-waiting">
            These are counted in different units. Put them into a table, or into two panels.
          </p>
        ) : null}
        <FormField
          label="Title"
          hint={title.trim() ? undefined : heading ? `“${heading}” unless you say otherwise` : undefined}
        >
          {(control) => (
            <Input {...control} value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} />
          )}
        </FormField>
        {isText ? null : (
          <Checkbox
            label="Show the comparison that is chosen above"
            isChecked={hasComparison}
            onChange={setComparison}
          />
        )}
      </div>
    </SidePanel>
  );
}

function withoutGroups({ groupBy: _groupBy, top: _top, ...rest }: PanelMeasure): PanelMeasure {
  return rest;
}
