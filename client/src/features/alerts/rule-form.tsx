import type { AlertSeverity, RulePageQuery } from '../../graphql/generated.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { type AlertDraft, isWhole, type MeasureOption } from './alert-draft.ts';
import { conditionNames, minutesWord, severityLooks } from './alert-words.ts';
import { ConditionFields } from './condition-fields.tsx';

type Project = NonNullable<RulePageQuery['project']>;

interface RuleFormProps {
  draft: AlertDraft;
  measures: RulePageQuery['measures'];
  project: Project;
  onChange: (change: Partial<AlertDraft>) => void;
  problems: Record<string, string>;
}

const holds = [0, 15, 30, 60, 120, 360, 720, 1440];
const severities = (Object.keys(severityLooks) as AlertSeverity[]).map((value) => ({
  value,
  label: severityLooks[value].word,
}));
const ended = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELED'];
const statusesOf: Record<string, string[]> = {
  deployments: [...ended, 'REJECTED'],
  runs: ended,
  steps: ['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED'],
  node_runs: ['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED'],
  api: ['OK', 'ERROR'],
};
const word = (status: string) => status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ');

/** All of a rule, written so that it reads as a sentence. */
export function RuleForm({ draft, measures, project, onChange, problems }: RuleFormProps) {
  const measure = measures.find(({ key }) => key === draft.measure);
  return (
    <div className="space-y-5">
      <FormField label="Name" error={problems.name}>
        {(field) => (
          <Input
            {...field}
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
            placeholder="API errors"
          />
        )}
      </FormField>
      <fieldset className="space-y-3 rounded-lg border border-line p-3">
        <legend className="px-1 font-medium text-body">Fires when</legend>
        <FormField label="Measure" error={problems.measure} hint={measure?.description}>
          {(field) => (
            <Select
              id={field.id}
              aria-invalid={Boolean(problems.measure)}
              value={draft.measure}
              onChange={(key) => onChange(chosenMeasure(key, draft))}
              options={measures.map((each) => ({ value: each.key, label: labelOf(each) }))}
            />
          )}
        </FormField>
        <Filters draft={draft} measure={measure} project={project} onChange={onChange} />
        <Select
          className="w-full sm:w-64"
          aria-label="Condition"
          value={draft.kind}
          onChange={(kind) => onChange(chosenKind(kind as AlertDraft['kind'], draft))}
          options={conditionNames.filter(({ value }) => value !== 'BURN_RATE' || measure?.unit === 'RATIO')}
        />
        <ConditionFields draft={draft} measure={measure} onChange={onChange} problems={problems} />
        <Problems
          problems={problems}
          paths={/^(condition|windowMinutes|everyMinutes|serviceIds|environmentIds|names|statuses)/}
        />
        <div className="flex flex-wrap items-center gap-1.5">
          and has been so for
          <Select
            className="w-auto"
            aria-label="For how long"
            value={String(draft.forMinutes)}
            onChange={(value) => onChange({ forMinutes: Number(value) })}
            options={[...new Set([...holds, draft.forMinutes])].map((minutes) => ({
              value: String(minutes),
              label: minutes === 0 ? 'one look' : minutesWord(minutes),
            }))}
          />
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Severity" error={problems.severity}>
          {(field) => (
            <Select
              id={field.id}
              value={draft.severity}
              onChange={(value) => onChange({ severity: value as AlertSeverity })}
              options={severities}
            />
          )}
        </FormField>
        <Small
          label="Ends after good looks"
          hint="More: what flaps fires once."
          field="resolveAfter"
          {...{ draft, onChange, problems }}
        />
        <Small
          label="At least so many"
          hint="A window counted from fewer says nothing."
          field="minimumSampleSize"
          {...{ draft, onChange, problems }}
        />
        <Small
          label="Tell again after hours"
          hint="Empty: once."
          field="renotifyHours"
          {...{ draft, onChange, problems }}
        />
      </div>
      <FormField label="What to do" isOptional error={problems.description} hint="Who is told reads it here.">
        {(field) => (
          <TextArea
            {...field}
            value={draft.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </FormField>
    </div>
  );
}

/** With its group, unless the title says it already. */
const labelOf = ({ title, group }: MeasureOption) =>
  title.toLowerCase().includes(group.toLowerCase().replace(/s$/, '')) ? title : `${group}: ${title}`;

/** Another measure keeps of the rest what it can be asked. */
function chosenMeasure(measure: string, { everyMinutes }: AlertDraft): Partial<AlertDraft> {
  return { measure, names: [], statuses: [], ...(isWhole(measure) && { windowMinutes: everyMinutes }) };
}

/** Limits of one kind mean nothing for another. */
function chosenKind(kind: AlertDraft['kind'], draft: AlertDraft): Partial<AlertDraft> {
  const threshold = { THRESHOLD: '5', CHANGE: '50', ANOMALY: '3.5', SEASONAL: '3.5', BURN_RATE: '', MISSING: '' }[kind];
  const hourly = kind === 'SEASONAL' && draft.everyMinutes === 15 ? { everyMinutes: 60, windowMinutes: 60 } : {};
  const direction = kind === 'THRESHOLD' && draft.direction === 'EITHER' ? { direction: 'ABOVE' as const } : {};
  return { kind, threshold, ...hourly, ...direction };
}

interface SmallProps extends Pick<RuleFormProps, 'draft' | 'onChange' | 'problems'> {
  label: string;
  hint: string;
  field: 'resolveAfter' | 'minimumSampleSize' | 'renotifyHours';
}

function Small({ label, hint, field: name, draft, onChange, problems }: SmallProps) {
  return (
    <FormField label={label} hint={hint} error={problems[name]}>
      {(field) => (
        <Input
          {...field}
          inputMode="numeric"
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </FormField>
  );
}

function Problems({ problems, paths }: { problems: Record<string, string>; paths: RegExp }) {
  const messages = [
    ...new Set(Object.entries(problems).flatMap(([path, message]) => (paths.test(path) ? [message] : []))),
  ];
  return messages.length > 0 ? (
    <p role="alert" className="text-failed text-xs">
      {messages.join(' ')}
    </p>
  ) : null;
}

interface FiltersProps extends Pick<RuleFormProps, 'draft' | 'project' | 'onChange'> {
  measure: MeasureOption | undefined;
}

function Filters({ draft, measure, project, onChange }: FiltersProps) {
  const can = (dimension: string) => (measure?.dimensions as string[] | undefined)?.includes(dimension) ?? false;
  const kind = draft.measure.split('.')[0] ?? '';
  const known = statusesOf[kind] ?? [];
  const areWorkflows = kind === 'runs' || kind === 'schedules';
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {can('SERVICE') ? (
        <FilterChip
          label="Service"
          options={project.services.nodes.map(option)}
          values={draft.serviceIds}
          onChange={(serviceIds) => onChange({ serviceIds })}
        />
      ) : null}
      {can('ENVIRONMENT') ? (
        <FilterChip
          label="Environment"
          options={project.environments.map(option)}
          values={draft.environmentIds}
          onChange={(environmentIds) => onChange({ environmentIds })}
        />
      ) : null}
      {can('NAME') && areWorkflows ? (
        <FilterChip
          label="Workflow"
          options={project.workflows.nodes.map(option)}
          values={draft.names}
          onChange={(names) => onChange({ names })}
        />
      ) : null}
      {can('STATUS') && known.length > 0 ? (
        <FilterChip
          label="Status"
          options={known.map((status) => ({ value: status, label: word(status) }))}
          values={draft.statuses}
          onChange={(statuses) => onChange({ statuses })}
        />
      ) : null}
      {can('NAME') && !areWorkflows ? (
        <Input
          aria-label="Only these names"
          className="w-56"
          placeholder="All names, or: one, another"
          defaultValue={draft.names.join(', ')}
          onBlur={(event) =>
            onChange({
              names: event.target.value
                .split(',')
                .map((name) => name.trim())
                .filter(Boolean),
            })
          }
        />
      ) : null}
    </div>
  );
}
