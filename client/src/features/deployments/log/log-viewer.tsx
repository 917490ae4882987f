import { ArrowDown } from 'lucide-react';
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { LogViewer_DeploymentFragment } from '../../../graphql/generated.ts';
import { useSession } from '../../../graphql/session.tsx';
import { formatPlural } from '../../../lib/format.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { LogBlank } from './log-blank.tsx';
import { createLogClient } from './log-client.ts';
import { LogFailure } from './log-failure.tsx';
import type { LogFilter } from './log-line.ts';
import { LogList, type LogListHandle } from './log-list.tsx';
import { LogSearchBox } from './log-search-box.tsx';
import { LogSelectionBar } from './log-selection-bar.tsx';
import { LogStatusLine } from './log-status-line.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { useLineSelection } from './use-line-selection.ts';
import { useLog } from './use-log.ts';
import { useLogSearch } from './use-log-search.ts';
import { useLogSettings } from './use-log-settings.ts';

export interface LogViewerHandle {
  /** Scrolls to a line and stops following. */
  showLine: (seq: number) => void;
}

interface LogViewerProps {
  ref: Ref<LogViewerHandle>;
  deployment: LogViewer_DeploymentFragment;
  /** Hears the step of the line at the top. */
  onTopStep: (stepKey: string | null) => void;
}

/** A deployment's log: all of it, live, searchable, each line with an address. Mount it anew for another deployment. */
export function LogViewer({ ref, deployment, onTopStep }: LogViewerProps) {
  const { socket } = useSession().session;
  const [settings, changeSettings] = useLogSettings();
  const selection = useLineSelection();
  const client = useMemo(() => createLogClient(deployment.id, socket), [deployment.id, socket]);
  const filter: LogFilter = {
    stepKey: settings.stepKey,
    stream: settings.stream,
    search: settings.isMatchesOnly ? settings.search.trim() || undefined : undefined,
  };
  const [initialSeq] = useState(selection.range?.from);
  const { rows, whole, isLive } = useLog({
    client,
    lineCount: deployment.logLineCount,
    isComplete: deployment.isLogComplete,
    filter,
    initialSeq,
  });

  const list = useRef<LogListHandle>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const follow = useFollow(whole.count, isLive, initialSeq === undefined, () => list.current?.scrollToEnd());
  const { pause } = follow;
  const showLine = useCallback(
    (seq: number) => {
      pause();
      list.current?.scrollToSeq(seq);
    },
    [pause],
  );
  const topSeq = useCallback(() => list.current?.topSeq() ?? 1, []);
  // Who comes by a link to a line stays there, also where the link has a search.
  const keepsPlace = useRef(initialSeq !== undefined && settings.search !== '');
  const showMatch = useCallback(
    (seq: number) => {
      if (keepsPlace.current) keepsPlace.current = false;
      else showLine(seq);
    },
    [showLine],
  );
  const search = useLogSearch({ client, whole, text: settings.search, filter, topSeq, onShow: showMatch });
  useImperativeHandle(ref, () => ({
    showLine: (seq) => {
      pause();
      list.current?.scrollToSeq(seq, 'start');
    },
  }));
  const showPrevious = () => search.goTo(-1);
  useHotkeys({
    '/': () => searchInput.current?.focus(),
    n: () => search.goTo(1),
    N: showPrevious,
    f: () => follow.set(!follow.isOn),
  });

  const { steps, stepNames } = useSteps(deployment);
  const [topLine, setTopLine] = useState<number>();
  const topStep = topLine === undefined ? null : (rows.lineAt(rows.indexOf(topLine))?.stepKey ?? null);
  useEffect(() => onTopStep(topStep), [onTopStep, topStep]);
  const digits = Math.max(3, String(whole.count).length);
  const { select } = selection;
  const rowSettings = useMemo(
    () => ({
      times: settings.times,
      startedAt: deployment.startedAt,
      search: settings.search.trim(),
      digits,
      onSelectLine: select,
    }),
    [settings.times, deployment.startedAt, settings.search, digits, select],
  );
  const rowsKey = `${filter.stepKey ?? ''}|${filter.stream ?? ''}|${filter.search ?? ''}`;

  return (
    <section aria-label="Log" className="flex h-full min-h-0 flex-col">
      <LogToolbar
        deploymentId={deployment.id}
        settings={settings}
        onChange={changeSettings}
        steps={steps}
        isLive={isLive}
        isFollowing={follow.isOn}
        onFollow={follow.set}
        searchBox={
          <LogSearchBox
            ref={searchInput}
            text={settings.search}
            onChange={(text) => changeSettings({ search: text, ...(text ? {} : { isMatchesOnly: false }) })}
            search={search}
            isMatchesOnly={settings.isMatchesOnly}
            onChangeMatchesOnly={(isMatchesOnly) => changeSettings({ isMatchesOnly })}
          />
        }
      />
      {rows.error ? <LogFailure error={rows.error} onRetry={() => rows.retry()} /> : null}
      <div className="relative min-h-0 flex-1">
        {rows.count === 0 ? (
          <LogBlank
            rows={rows}
            lineCount={whole.count}
            status={deployment.status}
            isLive={isLive}
            onClearFilter={() => changeSettings({ stepKey: undefined, stream: undefined, isMatchesOnly: false })}
          />
        ) : (
          <LogList
            ref={list}
            label={`Log of deployment ${deployment.number}`}
            rows={rows}
            rowsKey={rowsKey}
            settings={rowSettings}
            isWrapped={settings.isWrapped}
            isAtEnd={follow.isAtEnd}
            selected={selection.range}
            currentMatch={search.currentSeq}
            stepNames={stepNames}
            initialSeq={initialSeq}
            onScrollAway={pause}
            onReachEnd={() => follow.set(true)}
            onTopLine={setTopLine}
          />
        )}
        {selection.range ? (
          <LogSelectionBar range={selection.range} readPage={client.readPage} onClear={selection.clear} />
        ) : null}
        {follow.newCount > 0 ? (
          <button
            type="button"
            className="absolute right-4 bottom-3 z-10 flex h-7 items-center gap-1.5 rounded-full bg-accent px-3 text-on-accent text-xs shadow-float hover:bg-accent-strong pointer-coarse:h-10"
            onClick={() => follow.set(true)}
          >
            <ArrowDown aria-hidden className="size-3.5" />
            {formatPlural(follow.newCount, 'new line')}
          </button>
        ) : null}
      </div>
      <LogStatusLine
        rows={rows}
        lineCount={whole.count}
        byteCount={deployment.logByteCount}
        isLive={isLive}
        isFollowing={follow.isOn}
        stepName={topStep ? stepNames.get(topStep) : undefined}
      />
    </section>
  );
}

/** Each step once (the API has one per host), and their names for the rows. */
function useSteps(deployment: LogViewer_DeploymentFragment) {
  return useMemo(() => {
    const stepNames = new Map<string, string>();
    const sorted = [...deployment.steps].sort((one, other) => one.position - other.position);
    for (const step of sorted) if (!stepNames.has(step.key)) stepNames.set(step.key, step.name);
    return { stepNames, steps: [...stepNames].map(([key, name]) => ({ key, name })) };
  }, [deployment.steps]);
}

/**
 * Whether the view stays at the end, and what came since it left. Of a log that has ended too, until the person scrolls: what appears
 * around it (the verdict, say) must not push its last lines out of sight.
 */
function useFollow(lineCount: number, isLive: boolean, startsAtEnd: boolean, scrollToEnd: () => void) {
  const [isAtEnd, setAtEnd] = useState(startsAtEnd);
  const [leftAt, setLeftAt] = useState(lineCount);
  const count = useRef(lineCount);
  count.current = lineCount;
  const pause = useCallback(() => {
    setAtEnd((before) => {
      if (before) setLeftAt(count.current);
      return false;
    });
  }, []);
  const set = (isOn: boolean) => {
    if (!isOn) return pause();
    setAtEnd(true);
    scrollToEnd();
  };
  return { isAtEnd, isOn: isLive && isAtEnd, set, pause, newCount: isLive && !isAtEnd ? lineCount - leftAt : 0 };
}
