import { useContext, useMemo, useState } from 'react';
import { cn } from '../../lib/cn.ts';
import type { Suggestions } from '../../ui/code-editor/code-editor.ts';
import { CodeEditor } from '../../ui/code-editor/lazy-code-editor.tsx';
import type { ExpressionText } from './config-schema.ts';
import { previewOf, type Scope, suggestAt } from './expression-completion.ts';
import { templatePlaces, wholeText } from './expression-places.ts';
import { type Evaluation, Expressions, type ExpressionTools, type Question } from './expression-tools.ts';
import { usePreview } from './use-preview.ts';

interface ExpressionEditorProps {
  id?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
  label: string;
  text: ExpressionText;
  value: string;
  onChange: (value: string) => void;
  lines?: number;
  isSingleLine?: boolean;
  placeholder?: string;
}

/** Writes expressions: completes what the nodes before give, and shows what becomes of it with the data of a run. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const tools = useContext(Expressions);
  return tools ? <Editor {...props} tools={tools} /> : null;
}

function Editor({ tools, label, text, value, onChange, ...props }: ExpressionEditorProps & { tools: ExpressionTools }) {
  const [isUsed, setUsed] = useState(false);
  const [cursor, setCursor] = useState(0);
  const { question, offset } = questionOf(text, value, cursor);
  // Once seen, it stays: a field that grew smaller when one leaves it would move the button one is about to press.
  const { evaluation, isStale } = usePreview(tools, isUsed ? question : null);
  const found = evaluation?.problem?.isDataMissing ? null : (evaluation?.problem ?? null);
  const at = (found?.position ?? 0) + offset;
  const message = found?.message;
  const problem = useMemo(() => (message === undefined || isStale ? null : { at, message }), [message, at, isStale]);
  return (
    <>
      <CodeEditor
        id={props.id}
        label={label}
        value={value}
        onChange={onChange}
        isInvalid={props['aria-invalid']}
        describedBy={props['aria-describedby']}
        placeholder={props.placeholder}
        lines={props.lines}
        isSingleLine={props.isSingleLine}
        placesIn={text === 'expression' ? wholeText : templatePlaces}
        suggest={(typed, position) => (tools.scope ? suggestIn(text, typed, position, tools.scope) : null)}
        problem={problem}
        onCursor={setCursor}
        onFocus={() => {
          setUsed(true);
          tools.refresh();
        }}
      />
      {isUsed && question && evaluation ? (
        <PreviewLine
          label={label}
          evaluation={evaluation}
          isStale={isStale}
          source={tools.source}
          isSaid={props['aria-invalid'] === true}
        />
      ) : null}
    </>
  );
}

/** Text without expressions is what it is. In JSON each text is filled in by itself: the one at the cursor is asked about. */
function questionOf(
  text: ExpressionText,
  value: string,
  cursor: number,
): { question: Question | null; offset: number } {
  if (text === 'expression') {
    return { question: value.trim() ? { expression: value, kind: 'EXPRESSION' } : null, offset: 0 };
  }
  const places = templatePlaces(value);
  if (text === 'template') {
    return { question: places.length > 0 ? { expression: value, kind: 'TEMPLATE' } : null, offset: 0 };
  }
  const place = places.find(({ outerFrom, outerTo }) => outerFrom <= cursor && cursor <= outerTo) ?? places[0];
  const source = place ? value.slice(place.from, place.to) : '';
  return { question: source.trim() ? { expression: source, kind: 'EXPRESSION' } : null, offset: place?.from ?? 0 };
}

function suggestIn(text: ExpressionText, typed: string, at: number, scope: Scope): Suggestions | null {
  if (text === 'expression') return suggestAt(typed, at, scope);
  const place = templatePlaces(typed).find(({ from, to }) => from <= at && at <= to);
  if (!place) return null;
  const found = suggestAt(typed.slice(place.from, place.to), at - place.from, scope);
  return found && { ...found, from: found.from + place.from };
}

interface PreviewLineProps {
  label: string;
  evaluation: Evaluation;
  isStale: boolean;
  source: string | null;
  /** That it is wrong stands below the field already. */
  isSaid: boolean;
}

function PreviewLine({ label, evaluation, isStale, source, isSaid }: PreviewLineProps) {
  const { problem, value, type, isTruncated } = evaluation;
  if (problem && isSaid) return null;
  return (
    <output
      aria-label={`Value of ${label}`}
      className={cn('flex min-w-0 items-baseline gap-1.5 text-xs', isStale ? 'opacity-50' : null)}
    >
      {problem ? (
        <span className={cn('min-w-0 break-words', problem.isDataMissing ? 'text-muted' : 'text-failed')}>
          {problem.message}
        </span>
      ) : (
        <>
          <span aria-hidden className="text-faint">
            =
          </span>
          <span className="max-h-24 min-w-0 overflow-auto whitespace-pre-wrap font-mono text-strong [overflow-wrap:anywhere]">
            {wordsOf(value)}
            {isTruncated ? '…' : null}
          </span>
          <span className="ml-auto shrink-0 text-muted">
            {type}
            {source ? `, ${source}` : ', no run yet'}
          </span>
        </>
      )}
    </output>
  );
}

const mostLetters = 400;

function wordsOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value, null, 1) ?? previewOf(value));
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
}
