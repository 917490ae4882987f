import {
  type CSSProperties,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type IndexLocationWithAlign, Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { plainTextOf } from './ansi.ts';
import type { LineRange } from './line-range.ts';
import { LogRow, type LogRowSettings, PendingLogRow } from './log-row.tsx';
import type { LogRows } from './log-rows.ts';
import { useScrollIntent } from './use-scroll-intent.ts';
import './log.css';

export interface LogListHandle {
  scrollToSeq: (seq: number, align?: 'start' | 'center') => void;
  scrollToEnd: () => void;
  /** Number of the line at the top of the view. */
  topSeq: () => number;
}

interface LogListProps {
  ref: Ref<LogListHandle>;
  label: string;
  rows: LogRows;
  /** Names what is listed; the list starts anew, at the same line, when it changes. */
  rowsKey: string;
  settings: LogRowSettings;
  isWrapped: boolean;
  /** Stays at its end, whatever is added. */
  isAtEnd: boolean;
  selected: LineRange | undefined;
  currentMatch: number | undefined;
  /** Names of steps by key, drawn where a step begins. */
  stepNames: ReadonlyMap<string, string>;
  /** Where the list opens: a line, or its end. */
  initialSeq: number | undefined;
  onScrollAway: () => void;
  onReachEnd: () => void;
  onTopLine: (seq: number) => void;
}

const rowHeight = 18;
/** Rows drawn beyond the edges: one flick of a wheel, so that there is never a blank. */
const overscan = { top: rowHeight * 30, bottom: rowHeight * 30 };

interface RowContext {
  rows: LogRows;
  version: number;
  settings: LogRowSettings;
  selected: LineRange | undefined;
  currentMatch: number | undefined;
  stepNames: ReadonlyMap<string, string>;
}

const renderRow = (index: number, _data: unknown, context: RowContext) => {
  const { rows, settings, selected, currentMatch } = context;
  const line = rows.lineAt(index);
  if (!line) return <PendingLogRow index={index + 1} digits={settings.digits} times={settings.times} />;
  const begins = line.stepKey !== null && (index === 0 || rows.lineAt(index - 1)?.stepKey !== line.stepKey);
  return (
    <LogRow
      line={line}
      settings={settings}
      isSelected={selected !== undefined && line.seq >= selected.from && line.seq <= selected.to}
      isCurrentMatch={line.seq === currentMatch}
      stepName={begins && line.stepKey ? context.stepNames.get(line.stepKey) : undefined}
    />
  );
};

/** The lines themselves: only those on screen are drawn, only those near it are in memory. */
export function LogList({ ref, label, rows, rowsKey, settings, isWrapped, isAtEnd, ...props }: LogListProps) {
  const list = useRef<VirtuosoHandle>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const range = useRef({ startIndex: 0, endIndex: 0 });
  const anchorSeq = useRef(props.initialSeq);
  const { columns, measure } = useColumns(rows, isWrapped);
  const { version } = rows;
  const { selected, currentMatch, stepNames } = props;

  const topSeq = useCallback(() => {
    const index = topIndex(scroller) ?? range.current.startIndex;
    return rows.lineAt(index)?.seq ?? index + 1;
  }, [scroller, rows]);
  useImperativeHandle(ref, () => ({
    scrollToSeq: (seq, align = 'center') => list.current?.scrollToIndex({ index: rows.indexOf(seq), align }),
    scrollToEnd: () => list.current?.scrollToIndex({ index: 'LAST', align: 'end' }),
    topSeq,
  }));
  const tellTop = () => {
    anchorSeq.current = topSeq();
    props.onTopLine(anchorSeq.current);
  };
  useScrollIntent(scroller, { onAway: props.onScrollAway, onEnd: props.onReachEnd, onScroll: tellTop });
  // A log that fits needs no scrolling, so nothing else would say where it begins.
  const tellTopNow = useRef(tellTop);
  useEffect(() => {
    tellTopNow.current = tellTop;
  });
  const hasFirstLines = rows.lineAt(range.current.startIndex) !== undefined;
  useEffect(() => {
    if (hasFirstLines) tellTopNow.current();
  }, [hasFirstLines]);
  useStayAtEnd(scroller, isAtEnd);

  const context = useMemo<RowContext>(
    () => ({ rows, version, settings, selected, currentMatch, stepNames }),
    [rows, version, settings, selected, currentMatch, stepNames],
  );
  const gutterColumns = settings.digits + 2 + (settings.times === 'off' ? 0 : 13);
  const style = { '--log-columns': columns, '--log-gutter': `${gutterColumns}ch` } as CSSProperties;
  // A fixed height spares measuring each row; wrapped rows differ, so the list starts anew with measuring.
  const listKey = `${rowsKey} ${isWrapped}`;
  const opened = useRef<{ key: string; at: IndexLocationWithAlign }>(undefined);
  if (opened.current?.key !== listKey) {
    const anchor = anchorSeq.current;
    const isEnd = anchor === undefined || isAtEnd;
    const align = anchor === props.initialSeq ? 'center' : 'start';
    opened.current = {
      key: listKey,
      at: isEnd ? { index: 'LAST', align: 'end' } : { index: rows.indexOf(anchor), align },
    };
  }
  return (
    <Virtuoso
      key={listKey}
      ref={list}
      scrollerRef={(element) => setScroller(element instanceof HTMLElement ? element : null)}
      role="log"
      aria-live="off"
      aria-label={label}
      className="log h-full"
      data-wrap={isWrapped || undefined}
      style={style}
      totalCount={rows.count}
      context={context}
      itemContent={renderRow}
      {...(isWrapped ? { defaultItemHeight: rowHeight } : { fixedItemHeight: rowHeight })}
      increaseViewportBy={overscan}
      initialTopMostItemIndex={opened.current.at}
      rangeChanged={({ startIndex, endIndex }) => {
        range.current = { startIndex, endIndex };
        measure(startIndex, endIndex);
        rows.show(startIndex, endIndex);
      }}
    />
  );
}

/** The first row whose end is below the top edge. */
function topIndex(scroller: HTMLElement | null): number | undefined {
  if (!scroller) return undefined;
  const top = scroller.getBoundingClientRect().top;
  for (const item of scroller.querySelectorAll<HTMLElement>('[data-index]')) {
    if (item.getBoundingClientRect().bottom > top + 1) return Number(item.dataset.index);
  }
  return undefined;
}

/**
 * Keeps the end in view. A resize observer runs after layout and before paint: the list has grown, and lines that arrive are never first
 * seen below the edge. (Asking the list to scroll when the count changes leaves it one batch behind.)
 */
function useStayAtEnd(scroller: HTMLElement | null, isAtEnd: boolean): void {
  useLayoutEffect(() => {
    const content = scroller?.querySelector('[data-testid="virtuoso-item-list"]');
    if (!scroller || !content || !isAtEnd) return;
    const scrollToEnd = () => {
      scroller.scrollTop = scroller.scrollHeight;
    };
    scrollToEnd();
    const observer = new ResizeObserver(scrollToEnd);
    observer.observe(content, { box: 'border-box' });
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller, isAtEnd]);
}

/** The width of the longest line seen so far: it only grows, so scrolling down never moves the view sideways. */
function useColumns(rows: LogRows, isWrapped: boolean) {
  const [columns, setColumns] = useState(0);
  const seen = useRef({ first: 0, last: -1 });
  const measure = useCallback(
    (first: number, last: number) => {
      seen.current = { first, last };
      if (isWrapped) return;
      let longest = 0;
      for (let index = first; index <= last; index += 1) {
        const line = rows.lineAt(index);
        if (line) longest = Math.max(longest, plainTextOf(line).length);
      }
      // In steps of 20, so that it rarely changes.
      setColumns((before) => (longest > before ? Math.ceil(longest / 20) * 20 : before));
    },
    [rows, isWrapped],
  );
  // Lines that came after their place was drawn.
  useEffect(() => rows.subscribe(() => measure(seen.current.first, seen.current.last)), [rows, measure]);
  return { columns, measure };
}
