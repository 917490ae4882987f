import { useContext, useState } from 'react';
import { Input, TextArea } from '../../ui/input.tsx';
import type { Editor, ExpressionText } from './config-schema.ts';
import { ExpressionEditor } from './expression-editor.tsx';
import { Expressions } from './expression-tools.ts';

export interface TypedProps<Value> {
  id?: string;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
  value: Value;
  onChange: (value: unknown) => void;
  disabled?: boolean;
}

interface TextInputProps extends Omit<TypedProps<string>, 'onChange'> {
  /** What it is called, where no label leads to it. */
  label: string;
  onChange: (value: string) => void;
  lines: number;
  isMono: boolean;
  /** Whether expressions are read in it. */
  expression: ExpressionText | undefined;
  placeholder?: string;
  className?: string;
}

/** A text; where expressions are read in it and one may write, with the editor for them. */
export function TextInput({ label, lines, isMono, expression, onChange, className, ...rest }: TextInputProps) {
  const tools = useContext(Expressions);
  if (expression && tools && !rest.disabled) {
    const { disabled: _disabled, ...control } = rest;
    // A secret goes into a header or a variable, where a line break has no place.
    return (
      <ExpressionEditor
        {...control}
        label={label}
        text={expression}
        lines={lines}
        isSingleLine={lines === 1 && expression === 'template'}
        onChange={onChange}
      />
    );
  }
  const change = (event: { target: { value: string } }) => onChange(event.target.value);
  if (lines > 1) {
    return <TextArea {...rest} rows={lines} className={isMono ? 'font-mono text-code' : undefined} onChange={change} />;
  }
  return <Input {...rest} isMono={isMono} className={className} onChange={change} />;
}

export function NumberInput({
  editor,
  value,
  onChange,
  ...rest
}: TypedProps<unknown> & { editor: Extract<Editor, { kind: 'number' }> }) {
  return (
    <Input
      {...rest}
      type="number"
      min={editor.minimum}
      max={editor.maximum}
      step={editor.isWhole ? 1 : 'any'}
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      className="w-32"
    />
  );
}

/** Texts, one per line. What is typed stays as it is; the empty lines are just not stored. */
export function LinesInput({
  value,
  onChange,
  ...rest
}: TypedProps<unknown[]> & { label: string; expression: ExpressionText | undefined }) {
  const [typed, setTyped] = useState(() => value.join('\n'));
  return (
    <TextInput
      {...rest}
      lines={3}
      isMono={false}
      placeholder="One per line"
      value={typed}
      onChange={(text) => {
        setTyped(text);
        const lines = text.split('\n').filter((line) => line.trim() !== '');
        onChange(lines.length === 0 ? undefined : lines);
      }}
    />
  );
}

/** JSON as text. It is stored once it can be read; until then the reason stands below. */
export function JsonInput({
  value,
  onChange,
  rows = 5,
  label = '',
  expression,
  ...rest
}: TypedProps<unknown> & { rows?: number; label?: string; expression?: ExpressionText }) {
  const [typed, setTyped] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [problem, setProblem] = useState<string | null>(null);
  const read = (text: string) => {
    setTyped(text);
    try {
      onChange(text.trim() === '' ? undefined : JSON.parse(text));
      setProblem(null);
    } catch (error) {
      setProblem(`Not stored yet: this is not JSON (${error instanceof Error ? error.message : ''})`);
    }
  };
  return (
    <>
      <TextInput
        {...rest}
        label={label}
        expression={expression}
        isMono
        aria-invalid={problem !== null || rest['aria-invalid']}
        lines={rows}
        value={typed}
        onChange={read}
      />
      {problem ? (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      ) : null}
    </>
  );
}
