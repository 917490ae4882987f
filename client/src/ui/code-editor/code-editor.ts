/** A part of the text that is code; the rest is plain. */
export interface CodePlace {
  /** Where the code begins and ends. */
  from: number;
  to: number;
  /** With what marks it, `${{ … }}`. */
  outerFrom: number;
  outerTo: number;
}

/** Something that could stand at the cursor. */
export interface Suggestion {
  label: string;
  kind: 'name' | 'function';
  /** Beside the label: its value. */
  detail?: string;
  /** Below the list: what it is. */
  info?: string;
  /** What is written instead of the label. */
  text?: string;
  /** How many characters more before the cursor’s word are replaced. */
  eats?: number;
  /** After it is written, more is offered: it ends with a dot, say. */
  goesOn?: boolean;
}

export interface Suggestions {
  /** Where the word begins that they take the place of. */
  from: number;
  options: Suggestion[];
}

export interface CodeEditorProps {
  id?: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  isInvalid?: boolean;
  describedBy?: string;
  placeholder?: string;
  isSingleLine?: boolean;
  /** Lines that are seen while it is empty. */
  lines?: number;
  /** Takes the height of the window, for a text that is all the page is about. */
  isTall?: boolean;
  placesIn: (text: string) => CodePlace[];
  /** What could stand at a place of the text; null: nothing. */
  suggest?: (text: string, at: number) => Suggestions | null;
  /** What is wrong, and where in the text. */
  problem?: { at: number; message: string } | null;
  onFocus?: () => void;
  /** Where the cursor is now. */
  onCursor?: (at: number) => void;
}
