import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  pickedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText, tooltips } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { CodeEditorProps, Suggestion } from './code-editor.ts';
import { highlight, problemMark, setProblem } from './highlight.ts';
import { theme } from './theme.ts';

/** What came from outside is not told to the outside. */
const fromOutside = Annotation.define<boolean>();

/** The editor itself. Tab leaves the field: nothing is indented with it; Escape closes what is offered. */
export default function Editor(props: CodeEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  const attributes = useRef(new Compartment());
  latest.current = props;

  useEffect(() => {
    const parent = frame.current;
    if (!parent) return;
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [extensions(latest), attributes.current.of(attributesOf(latest.current))],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, []);

  const { value, problem, id, label, isInvalid, describedBy, lines, isTall } = props;
  useEffect(() => {
    const editor = view.current;
    const before = editor?.state.doc.toString() ?? '';
    if (!editor || before === value) return;
    editor.dispatch({ changes: { from: 0, to: before.length, insert: value }, annotations: fromOutside.of(true) });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: setProblem.of(problem ?? null) });
  }, [problem]);
  useEffect(() => {
    const given = attributesOf({ id, label, isInvalid, describedBy, lines, isTall });
    view.current?.dispatch({ effects: attributes.current.reconfigure(given) });
  }, [id, label, isInvalid, describedBy, lines, isTall]);
  useEffect(() => {
    // A label leads to inputs only: this one is none.
    const labels = id ? document.querySelectorAll(`label[for="${CSS.escape(id)}"]`) : [];
    const focus = () => view.current?.focus();
    for (const each of labels) each.addEventListener('click', focus);
    return () => {
      for (const each of labels) each.removeEventListener('click', focus);
    };
  }, [id]);
  return <div ref={frame} />;
}

type Latest = { readonly current: CodeEditorProps };

function extensions(latest: Latest): Extension {
  const { placesIn, placeholder, isSingleLine } = latest.current;
  return [
    history(),
    closeBrackets(),
    bracketMatching(),
    EditorView.lineWrapping,
    theme,
    highlight(placesIn),
    problemMark,
    autocompletion({ override: [(context) => complete(context, latest)], icons: false, defaultKeymap: false }),
    // On the page itself: within, a panel that scrolls would cut it off.
    tooltips({ parent: document.body }),
    keymap.of([
      { key: 'Escape', run: closeList },
      ...completionKeymap.filter(({ key }) => key !== 'Escape'),
      ...(isSingleLine ? [{ key: 'Enter', run: () => true }] : []),
      ...closeBracketsKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    placeholder ? placeholderText(placeholder) : [],
    isSingleLine ? oneLine : [],
    EditorView.updateListener.of((update) => {
      const { onChange, onCursor, onFocus } = latest.current;
      const isOutside = update.transactions.some((each) => each.annotation(fromOutside));
      if (update.docChanged && !isOutside) onChange(update.state.doc.toString());
      if (update.docChanged || update.selectionSet) onCursor?.(update.state.selection.main.head);
      if (update.focusChanged && update.view.hasFocus) onFocus?.();
    }),
  ];
}

/** A list that is seen takes the key; one that is only being looked for doesn't, or Escape would do nothing at times. */
function closeList(view: EditorView): boolean {
  const isOpen = completionStatus(view.state) === 'active';
  closeCompletion(view);
  return isOpen;
}

/** Lines that are pasted become one. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const breaks = [...transaction.newDoc.toString().matchAll(/\s*\n\s*/g)];
  const changes = breaks.map((found) => ({ from: found.index, to: found.index + found[0].length, insert: ' ' }));
  return [transaction, { changes, sequential: true }];
});

type Attributes = Pick<CodeEditorProps, 'id' | 'label' | 'isInvalid' | 'describedBy' | 'lines' | 'isTall'>;

function attributesOf({ id, label, isInvalid, describedBy, lines = 1, isTall }: Attributes): Extension {
  return [
    EditorView.editorAttributes.of({
      class: isInvalid ? 'cm-invalid' : '',
      style: isTall ? '--code-height: max(320px, calc(100dvh - 14rem))' : '',
    }),
    EditorView.contentAttributes.of({
      ...(id ? { id } : {}),
      'aria-label': label,
      ...(isInvalid ? { 'aria-invalid': 'true' } : {}),
      ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      style: `min-height: ${lines * 18 + 12}px`,
      spellcheck: 'false',
      autocapitalize: 'off',
    }),
  ];
}

function complete(context: CompletionContext, latest: Latest): CompletionResult | null {
  const found = latest.current.suggest?.(context.state.doc.toString(), context.pos);
  if (!found || found.options.length === 0) return null;
  // Unasked only where one has begun to write something, or after a dot.
  const before = context.state.sliceDoc(Math.max(0, found.from - 1), context.pos);
  if (!context.explicit && !/[\w.]$/.test(before)) return null;
  return { from: found.from, options: found.options.map(completionOf), validFor: /^\w*$/ };
}

function completionOf(suggestion: Suggestion, index: number): Completion {
  const { label, kind, detail, info, text = label, eats = 0, goesOn } = suggestion;
  return {
    label,
    type: kind,
    detail,
    info,
    // In the order given: what is known of the data stands before what could be done with it.
    boost: Math.max(-99, 99 - index),
    apply: (view, completion, from, to) => {
      view.dispatch({
        changes: { from: from - eats, to, insert: text },
        selection: { anchor: from - eats + text.length - (text.endsWith('()') ? 1 : 0) },
        annotations: pickedCompletion.of(completion),
        userEvent: 'input.complete',
        scrollIntoView: true,
      });
      if (goesOn) startCompletion(view);
    },
  };
}
