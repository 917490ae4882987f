import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { CodePlace } from './code-editor.ts';

const token =
  /(?<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>\b(?:true|false|null|in)\b)|(?<call>\b[A-Za-z_]\w*(?=\())|(?<name>\b[A-Za-z_]\w*\b)/g;

const marks = {
  fence: Decoration.mark({ class: 'cm-fence' }),
  place: Decoration.mark({ class: 'cm-place' }),
  string: Decoration.mark({ class: 'cm-string' }),
  number: Decoration.mark({ class: 'cm-number' }),
  word: Decoration.mark({ class: 'cm-word' }),
  call: Decoration.mark({ class: 'cm-call' }),
  name: Decoration.mark({ class: 'cm-name' }),
};

type Kind = keyof typeof marks;

/** Marks what is code in the text, and of that strings, numbers, names and calls. */
export function highlight(placesIn: (text: string) => CodePlace[]): Extension {
  const read = (state: EditorState) => decorate(state.doc.toString(), placesIn);
  return StateField.define<DecorationSet>({
    create: read,
    update: (decorations, transaction) => (transaction.docChanged ? read(transaction.state) : decorations),
    provide: (field) => EditorView.decorations.from(field),
  });
}

function decorate(text: string, placesIn: (text: string) => CodePlace[]): DecorationSet {
  const ranges: Array<{ from: number; to: number; kind: Kind }> = [];
  const add = (from: number, to: number, kind: Kind) => {
    if (to > from) ranges.push({ from, to, kind });
  };
  for (const { from, to, outerFrom, outerTo } of placesIn(text)) {
    if (outerTo - outerFrom > to - from) add(outerFrom, outerTo, 'place');
    add(outerFrom, from, 'fence');
    for (const match of text.slice(from, to).matchAll(token)) {
      const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0] as Kind | undefined;
      if (kind) add(from + match.index, from + match.index + match[0].length, kind);
    }
    add(to, outerTo, 'fence');
  }
  const builder = new RangeSetBuilder<Decoration>();
  // In the order of places; what is around comes before what is within.
  for (const range of ranges.sort((a, b) => a.from - b.from || b.to - a.to)) {
    builder.add(range.from, range.to, marks[range.kind]);
  }
  return builder.finish();
}

/** Says where something is wrong; null takes the mark away. */
export const setProblem = StateEffect.define<{ at: number; message: string } | null>();

/** The mark below what is wrong. It goes when one types there: the next answer says anew. */
export const problemMark: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (decorations, transaction) => {
    let next = transaction.docChanged ? Decoration.none : decorations;
    for (const effect of transaction.effects) {
      if (effect.is(setProblem)) next = effect.value ? markAt(transaction.state, effect.value) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function markAt(state: EditorState, { at, message }: { at: number; message: string }): DecorationSet {
  const text = state.doc.toString();
  if (text === '') return Decoration.none;
  // At the end of the text there is nothing to underline but what stands before it.
  const from = Math.max(0, Math.min(at, text.length - 1));
  const word = /^\w+/.exec(text.slice(from))?.[0].length ?? 1;
  const mark = Decoration.mark({ class: 'cm-problem', attributes: { title: message } });
  return Decoration.set([mark.range(from, from + word)]);
}
