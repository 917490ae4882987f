import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
import { ParameterFields } from '../../ui/schema-form/parameter-fields.tsx';
import {
  initialValues,
  type ParameterField,
  parseValues,
  type RawValues,
} from '../../ui/schema-form/parameter-schema.ts';

/** What a run begins with, while it is edited: in the trigger's form, or as JSON. */
export interface PayloadDraft {
  form: RawValues | null;
  text: string;
  problems: Record<string, string>;
}

const noProblems = {};

export function draftOf(payload: unknown, fields: ParameterField[]): PayloadDraft {
  return {
    form: fits(payload, fields) ? initialValues(fields, payload) : null,
    text: JSON.stringify(payload ?? null, null, 2),
    problems: noProblems,
  };
}

/** What a form can't show it would drop. */
const fits = (payload: unknown, fields: ParameterField[]) =>
  fields.length > 0 &&
  (payload == null ||
    (typeof payload === 'object' && Object.keys(payload).every((name) => fields.some((field) => field.name === name))));

/** The payload that was typed, or the draft with what is wrong with it. */
export function readDraft(
  draft: PayloadDraft,
  fields: ParameterField[],
): { payload: unknown; problems: null } | { problems: Record<string, string> } {
  if (draft.form) {
    const { values, problems } = parseValues(fields, draft.form);
    if (problems.length === 0) return { payload: values, problems: null };
    return { problems: Object.fromEntries(problems.map(({ name, message }) => [name, message])) };
  }
  try {
    return { payload: JSON.parse(draft.text), problems: null };
  } catch {
    return { problems: { text: 'This is not valid JSON.' } };
  }
}

interface PayloadFieldProps {
  fields: ParameterField[];
  draft: PayloadDraft;
  onChange: (draft: PayloadDraft) => void;
}

/** The form of the trigger, and JSON for what it can't say. */
export function PayloadField({ fields, draft, onChange }: PayloadFieldProps) {
  const [note, setNote] = useState<string>();
  const noteId = useId();
  const toJson = () => {
    const { values } = parseValues(fields, draft.form ?? {});
    onChange({ form: null, text: JSON.stringify(values, null, 2), problems: noProblems });
  };
  const toForm = () => {
    const read = readDraft({ ...draft, form: null }, fields);
    if (read.problems) return onChange({ ...draft, problems: read.problems });
    if (!fits(read.payload, fields)) return setNote('It holds names that the form does not have.');
    setNote(undefined);
    onChange({ ...draft, form: initialValues(fields, read.payload), problems: noProblems });
  };
  const { form } = draft;
  return (
    <div>
      {form ? (
        <ParameterFields
          legend="Payload"
          fields={fields}
          values={form}
          errors={draft.problems}
          onChange={(name, value) => onChange({ ...draft, form: { ...form, [name]: value } })}
        />
      ) : (
        <FormField
          label="Payload"
          hint="JSON, at most 1 MiB"
          {...(draft.problems.text ? { error: draft.problems.text } : {})}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={10}
              spellCheck={false}
              className="font-mono text-code!"
              value={draft.text}
              onChange={(event) => onChange({ ...draft, text: event.target.value, problems: noProblems })}
            />
          )}
        </FormField>
      )}
      {fields.length > 0 ? (
        <div className="mt-1.5 flex items-center gap-2">
          <Button size="sm" look="ghost" aria-describedby={note ? noteId : undefined} onClick={form ? toJson : toForm}>
            {form ? 'Edit as JSON' : 'Edit in the form'}
          </Button>
          {note ? (
            <span id={noteId} role="alert" className="text-failed text-xs">
              {note}
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
