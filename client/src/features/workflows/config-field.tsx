import { Plus, X } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FormField as Labelled } from '../../ui/form-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { TimeZoneInput } from '../../ui/time-zone-input.tsx';
import { JsonInput, LinesInput, NumberInput, TextInput } from './config-inputs.tsx';
import {
  type Editor,
  type ExpressionText,
  editorOf,
  expressionOf,
  type FieldSchema,
  type FormField,
  fieldsOf,
  type Reference,
} from './config-schema.ts';

/** What fields may refer to by slug, and what is wrong with them by path. */
export interface FormContext {
  slugs: Record<Reference, string[]>;
  problems: Map<string, string>;
  isReadOnly: boolean;
}

export const ConfigForm = createContext<FormContext>({
  slugs: { service: [], environment: [], workflow: [], channel: [] },
  problems: new Map(),
  isReadOnly: false,
});

interface FieldsProps {
  fields: FormField[];
  value: Record<string, unknown>;
  onChange: (value: Record<string, unknown>) => void;
  /** Of the object in the node, `config`. */
  path: string;
}

/** A form made of a JSON Schema: one control for each property. */
export function ConfigFields({ fields, value, onChange, path }: FieldsProps) {
  return (
    <div className="space-y-3.5">
      {fields.map((field) => (
        <ConfigField
          key={field.name}
          field={field}
          path={`${path}.${field.name}`}
          value={value[field.name]}
          onChange={(next) => onChange(withField(value, field.name, next))}
        />
      ))}
    </div>
  );
}

/** An emptied field is left out rather than stored as nothing. */
function withField(value: Record<string, unknown>, name: string, next: unknown): Record<string, unknown> {
  const { [name]: _before, ...rest } = value;
  return next === undefined ? rest : { ...value, [name]: next };
}

interface ConfigFieldProps {
  field: FormField;
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ConfigField({ field, path, value, onChange }: ConfigFieldProps) {
  const { problems, isReadOnly } = useContext(ConfigForm);
  const editor = editorOf(field.schema);
  const error = problems.get(path);
  if (editor.kind === 'yes-no') {
    return (
      <Checkbox
        label={field.label}
        hint={field.hint}
        isChecked={(value ?? field.schema.default) === true}
        onChange={onChange}
        isDisabled={isReadOnly}
      />
    );
  }
  if (editor.kind === 'group') {
    return (
      <Group label={field.label} hint={field.hint} error={error}>
        <ConfigFields fields={editor.fields} value={asObject(value)} onChange={onChange} path={path} />
      </Group>
    );
  }
  if (editor.kind === 'choices') {
    const chosen = asList(value ?? field.schema.default);
    return (
      <Group label={field.label} hint={field.hint} error={error}>
        {editor.options.map((option) => (
          <Checkbox
            key={option}
            label={field.schema.labels?.[option] ?? option}
            isDisabled={isReadOnly}
            isChecked={chosen.includes(option)}
            onChange={(isChecked) =>
              onChange(editor.options.filter((each) => (each === option ? isChecked : chosen.includes(each))))
            }
          />
        ))}
      </Group>
    );
  }
  if (editor.kind === 'list') {
    return (
      <Group label={field.label} hint={field.hint} error={error}>
        <ListEditor item={editor.item} value={asList(value)} onChange={onChange} path={path} label={field.label} />
      </Group>
    );
  }
  if (editor.kind === 'map') {
    return (
      <Group label={field.label} hint={field.hint} error={error}>
        <MapEditor value={asObject(value)} onChange={onChange} label={field.label} expression={editor.expression} />
      </Group>
    );
  }
  return (
    <Labelled label={field.label} hint={field.hint} error={error} isOptional={field.isOptional}>
      {(control) => (
        <ValueControl
          editor={editor}
          label={field.label}
          schema={field.schema}
          value={value}
          onChange={onChange}
          control={control}
        />
      )}
    </Labelled>
  );
}

function Group({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: string;
  error?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="rounded-md border border-line p-2.5">
      <legend className="px-1 font-medium text-body">{label}</legend>
      {error ? (
        <p role="alert" className="mb-2 text-failed text-xs">
          {error}
        </p>
      ) : hint ? (
        <p className="mb-2 text-muted text-xs">{hint}</p>
      ) : null}
      {children}
    </fieldset>
  );
}

interface ValueControlProps {
  editor: Exclude<Editor, { kind: 'yes-no' | 'group' | 'list' | 'map' | 'choices' }>;
  label: string;
  schema: FieldSchema;
  value: unknown;
  onChange: (value: unknown) => void;
  control: { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined };
}

function ValueControl({ editor, label, schema, value, onChange, control }: ValueControlProps) {
  const { slugs, isReadOnly } = useContext(ConfigForm);
  const listId = useId();
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  const change = (typed: string) => onChange(typed === '' ? undefined : typed);
  if (editor.kind === 'choice') {
    const chosen = text || (typeof schema.default === 'string' ? schema.default : undefined);
    return (
      <Select
        {...control}
        value={chosen}
        onChange={onChange}
        isDisabled={isReadOnly}
        placeholder="Choose"
        options={editor.options.map((option) => ({ value: option, label: schema.labels?.[option] ?? option }))}
      />
    );
  }
  if (editor.kind === 'number') {
    return (
      <NumberInput
        {...control}
        editor={editor}
        value={value ?? schema.default}
        onChange={onChange}
        disabled={isReadOnly}
      />
    );
  }
  if (editor.kind === 'lines') {
    return (
      <LinesInput
        {...control}
        label={label}
        expression={editor.expression}
        value={asList(value)}
        onChange={onChange}
        disabled={isReadOnly}
      />
    );
  }
  if (editor.kind === 'json') {
    return (
      <JsonInput
        {...control}
        label={label}
        expression={editor.expression}
        value={value}
        onChange={onChange}
        disabled={isReadOnly}
      />
    );
  }
  const placeholder = typeof schema.default === 'string' ? schema.default : undefined;
  const typed = { ...control, label, value: text, disabled: isReadOnly, placeholder };
  if (editor.kind === 'number-or-text') {
    return (
      <TextInput
        {...typed}
        lines={1}
        isMono={false}
        expression={editor.expression}
        onChange={(written) => (/^-?\d+(\.\d+)?$/.test(written.trim()) ? onChange(Number(written)) : change(written))}
      />
    );
  }
  const native = {
    ...control,
    value: text,
    disabled: isReadOnly,
    placeholder,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  if (editor.isTimeZone) return <TimeZoneInput {...native} />;
  if (!editor.reference) {
    return (
      <TextInput
        {...typed}
        lines={editor.lines}
        isMono={editor.isMono}
        expression={editor.expression}
        onChange={change}
      />
    );
  }
  if (editor.reference === 'channel' && !text.includes('{')) {
    const known = slugs.channel.map((slug) => ({ value: slug, label: slug }));
    // One that is gone stays in sight, or the node would seem to have none.
    const options = text && !slugs.channel.includes(text) ? [...known, { value: text, label: text }] : known;
    return options.length > 0 ? (
      <Select
        {...control}
        value={text}
        onChange={onChange}
        isDisabled={isReadOnly}
        placeholder="Choose a channel"
        options={options}
      />
    ) : (
      <Input {...native} isMono placeholder="The project has no channels yet" />
    );
  }
  return (
    <>
      <Input {...native} isMono list={listId} />
      <datalist id={listId}>
        {slugs[editor.reference].map((slug) => (
          <option key={slug} value={slug} />
        ))}
      </datalist>
    </>
  );
}

interface ListEditorProps {
  item: FieldSchema;
  value: unknown[];
  onChange: (value: unknown) => void;
  path: string;
  label: string;
}

function ListEditor({ item, value, onChange, path, label }: ListEditorProps) {
  const { isReadOnly } = useContext(ConfigForm);
  const fields = item.properties ? fieldsOf(item) : null;
  const replace = (index: number, next: unknown) => onChange(value.map((each, at) => (at === index ? next : each)));
  return (
    <div className="space-y-2.5">
      {value.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items have no identity but their place
        <div key={index} className="flex items-start gap-1 border-line border-b pb-2.5">
          <div className="min-w-0 flex-1">
            {fields ? (
              <ConfigFields
                fields={fields}
                value={asObject(each)}
                onChange={(next) => replace(index, next)}
                path={`${path}.${index}`}
              />
            ) : (
              <JsonInput
                label={`${label} ${index + 1}`}
                aria-label={`${label} ${index + 1}`}
                expression={expressionOf(item.field)}
                rows={2}
                value={each}
                onChange={(next) => replace(index, next)}
                disabled={isReadOnly}
              />
            )}
          </div>
          <IconButton
            size="sm"
            label={`Remove ${label} ${index + 1}`}
            icon={<X />}
            disabled={isReadOnly}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="sm" icon={<Plus />} disabled={isReadOnly} onClick={() => onChange([...value, fields ? {} : null])}>
        Add one
      </Button>
    </div>
  );
}

/** Names with texts, such as headers. A pair is stored once it has a name. */
function MapEditor({
  value,
  onChange,
  label,
  expression,
}: {
  value: Record<string, unknown>;
  onChange: (value: unknown) => void;
  label: string;
  expression: ExpressionText | undefined;
}) {
  const { isReadOnly } = useContext(ConfigForm);
  const [rows, setRows] = useState(() => Object.entries(value).map(([name, text]) => ({ name, text: String(text) })));
  const change = (next: typeof rows) => {
    setRows(next);
    const named = next.filter(({ name }) => name !== '');
    onChange(named.length === 0 ? undefined : Object.fromEntries(named.map(({ name, text }) => [name, text])));
  };
  const set = (index: number, part: Partial<(typeof rows)[number]>) =>
    change(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div className="space-y-1.5">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while one types it
        <div key={index} className="flex items-start gap-1.5">
          <Input
            aria-label={`${label}: name ${index + 1}`}
            placeholder="Name"
            value={row.name}
            disabled={isReadOnly}
            className="w-28"
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <div className="min-w-0 flex-1">
            <TextInput
              label={`${label}: value of ${row.name || index + 1}`}
              aria-label={`${label}: value of ${row.name || index + 1}`}
              placeholder="Value"
              lines={1}
              isMono={false}
              expression={expression}
              value={row.text}
              disabled={isReadOnly}
              onChange={(text) => set(index, { text })}
            />
          </div>
          <IconButton
            size="sm"
            label={`Remove ${row.name || 'this pair'}`}
            icon={<X />}
            disabled={isReadOnly}
            onClick={() => change(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon={<Plus />}
        disabled={isReadOnly}
        onClick={() => setRows([...rows, { name: '', text: '' }])}
      >
        Add one
      </Button>
    </div>
  );
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
