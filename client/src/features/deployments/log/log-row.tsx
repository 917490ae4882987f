import { type MouseEvent, memo } from 'react';
import { type MarkedSegment, markMatches, segmentsOf } from './ansi.ts';
import { formatLineTime, type LineTimes } from './line-time.ts';
import type { LogLine } from './log-line.ts';

/** What all rows of a log share. */
export interface LogRowSettings {
  times: LineTimes;
  startedAt: string | null;
  /** Text to mark. */
  search: string;
  /** Width of the line numbers, in digits. */
  digits: number;
  onSelectLine: (seq: number, isExtending: boolean) => void;
}

interface LogRowProps {
  line: LogLine;
  settings: LogRowSettings;
  isSelected: boolean;
  isCurrentMatch: boolean;
  /** Name of the step that begins with this line. */
  stepName: string | undefined;
}

export const LogRow = memo(function LogRow({ line, settings, isSelected, isCurrentMatch, stepName }: LogRowProps) {
  const select = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    settings.onSelectLine(line.seq, event.shiftKey);
  };
  return (
    <div
      className="log-row"
      data-seq={line.seq}
      data-stream={line.stream}
      data-selected={isSelected || undefined}
      data-current={isCurrentMatch || undefined}
    >
      <span className="log-gutter">
        {/* 200 tab stops would bury the toolbar: with the keyboard, lines are reached by search and copied from there. */}
        <a
          className="log-number"
          href={`#L${line.seq}`}
          tabIndex={-1}
          aria-label={`Line ${line.seq}`}
          style={{ minWidth: `calc(${settings.digits}ch + 10px)` }}
          onClick={select}
        >
          {line.seq}
        </a>
        {settings.times === 'off' ? null : (
          <span className="log-time">{formatLineTime(line.at, settings.startedAt, settings.times)}</span>
        )}
      </span>
      <LineText line={line} search={settings.search} />
      {stepName ? <span className="log-step">{stepName}</span> : null}
    </div>
  );
});

function LineText({ line, search }: { line: LogLine; search: string }) {
  const segments = markMatches(segmentsOf(line), search);
  return (
    <span className="log-text">
      {line.stream === 'STDERR' ? <span className="sr-only">stderr: </span> : null}
      {segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a line never change places.
        <SegmentText key={index} segment={segment} />
      ))}
    </span>
  );
}

function SegmentText({ segment: { text, className, style, href, isMatch } }: { segment: MarkedSegment }) {
  const coloured =
    className || style ? (
      <span className={className} style={style}>
        {text}
      </span>
    ) : (
      text
    );
  const linked = href ? (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {coloured}
    </a>
  ) : (
    coloured
  );
  return isMatch ? <mark>{linked}</mark> : linked;
}

/** The place of a line that is on its way. Widths vary like text, and stay the same for a row. */
export function PendingLogRow({ index, digits, times }: { index: number; digits: number; times: LineTimes }) {
  return (
    <div className="log-row" aria-hidden>
      <span className="log-gutter">
        <span className="log-number" style={{ minWidth: `calc(${digits}ch + 10px)` }}>
          {index}
        </span>
        {times === 'off' ? null : <span className="log-time">{'         '}</span>}
      </span>
      <span className="log-pending" style={{ width: `${20 + ((index * 37) % 45)}%` }} />
    </div>
  );
}
