import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { MeasurePicker } from '../../ui/chart/measure-picker.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import type { PanelDimension, PanelMeasure } from './dashboard.ts';
import type { Measure } from './panel-view.tsx';
import type { DashboardProject } from './use-panels.ts';

interface MeasureFormProps {
  measures: Measure[];
  project: DashboardProject;
  value: PanelMeasure | null;
  hasGroups: boolean;
  onChange: (value: PanelMeasure) => void;
}

const nothing = 'nothing';
const dimensionLabels = { SERVICE: 'Service', ENVIRONMENT: 'Environment', NAME: 'Name', STATUS: 'Status' };

/** One measure of a panel: which, told apart by what, and of what. */
export function MeasureForm({ measures, project, value, hasGroups, onChange }: MeasureFormProps) {
  const [isPicking, setPicking] = useState(value === null);
  const measure = measures.find(({ key }) => key === value?.measure) ?? null;
  const choose = ({ key, dimensions }: Measure) => {
    const { groupBy, label: _label, ...rest } = value ?? { measure: key };
    const isKept = groupBy && dimensions.some((dimension) => dimension.toLowerCase() === groupBy);
    const has = (dimension: Measure['dimensions'][number]) => dimensions.includes(dimension);
    onChange(
      compact({
        ...rest,
        measure: key,
        groupBy: isKept ? groupBy : undefined,
        services: has('SERVICE') ? rest.services : undefined,
        environments: has('ENVIRONMENT') ? rest.environments : undefined,
        names: has('NAME') ? rest.names : undefined,
        statuses: has('STATUS') ? rest.statuses : undefined,
      }),
    );
    setPicking(false);
  };
  if (isPicking || !value)
    return <MeasurePicker measures={measures} chosen={value?.measure ?? null} onChoose={choose} />;
  const change = (part: Partial<PanelMeasure>) => onChange(compact({ ...value, ...part }));
  const filter = (field: 'services' | 'environments', label: string, places: DashboardProject['environments']) => (
    <FilterChip
      label={label}
      options={places.map(({ slug, name }) => ({ value: slug, label: name }))}
      values={value[field] ?? []}
      onChange={(chosen) => change({ [field]: chosen.length > 0 ? chosen : undefined })}
    />
  );
  return (
    <div className="space-y-3">
      <div>
        <div className="flex items-center gap-2 pr-7">
          <span className="font-medium text-strong">{measure?.title ?? value.measure}</span>
          <Button size="sm" className="ml-auto" onClick={() => setPicking(true)}>
            Change
          </Button>
        </div>
        <p className="text-muted text-xs">{measure?.description ?? 'There is no such measure on this server.'}</p>
      </div>
      {hasGroups && measure && measure.dimensions.length > 0 ? (
        <div className="flex gap-2">
          <FormField label="Told apart by" className="flex-1">
            {(control) => (
              <Select
                {...control}
                value={value.groupBy?.toUpperCase() ?? nothing}
                onChange={(chosen) =>
                  change({
                    groupBy: chosen === nothing ? undefined : (chosen.toLowerCase() as PanelDimension),
                    ...(chosen === nothing && { top: undefined }),
                  })
                }
                options={[
                  { value: nothing, label: 'Nothing' },
                  ...measure.dimensions.map((dimension) => ({ value: dimension, label: dimensionLabels[dimension] })),
                ]}
              />
            )}
          </FormField>
          {value.groupBy ? (
            <FormField label="The largest" className="w-24">
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  max={50}
                  value={value.top ?? 8}
                  onChange={(event) => {
                    const top = Math.round(Number(event.target.value));
                    if (top >= 1 && top <= 50) change({ top });
                  }}
                />
              )}
            </FormField>
          ) : null}
        </div>
      ) : null}
      {measure?.dimensions.includes('SERVICE') || measure?.dimensions.includes('ENVIRONMENT') ? (
        <div className="flex flex-wrap gap-1.5">
          {measure.dimensions.includes('SERVICE') ? filter('services', 'Service', project.services.nodes) : null}
          {measure.dimensions.includes('ENVIRONMENT')
            ? filter('environments', 'Environment', project.environments)
            : null}
        </div>
      ) : null}
      <FormField label="Called" isOptional>
        {(control) => (
          <Input
            {...control}
            value={value.label ?? ''}
            maxLength={100}
            placeholder={measure?.title}
            onChange={(event) => change({ label: event.target.value.trim() ? event.target.value : undefined })}
          />
        )}
      </FormField>
    </div>
  );
}

/** Without what says nothing, as it would stand in the file. */
const compact = (value: { [Key in keyof PanelMeasure]: PanelMeasure[Key] | undefined }): PanelMeasure =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as unknown as PanelMeasure;
