import { CalendarDays, GitCompareArrows, Timer } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import { type ReactNode, useId, useState } from 'react';
import { cn } from '../../lib/cn.ts';
import {
  comparisonNames,
  intervalNames,
  intervalsFor,
  type MetricRange,
  type MetricWindow,
  rangeNames,
} from '../../lib/metric-range.ts';
import { type CalendarDay, dayIn, formatDay, formatWindow, parseDay } from '../../lib/zoned-time.ts';
import { Button } from '../button.tsx';
import { FilterChip } from '../filter-chip.tsx';
import { Input } from '../input.tsx';

/** A filter of the row: what it is called, what can be chosen, what is. */
export interface RangeBarFilter {
  key: string;
  label: string;
  options: Array<{ value: string; label: string }>;
  values: string[];
  onChange: (values: string[]) => void;
  isSingle?: boolean;
}

interface RangeBarProps {
  range: MetricRange;
  window: MetricWindow | null;
  onChange: (change: Partial<MetricRange>) => void;
  zone: string;
  filters?: RangeBarFilter[];
  /** Without these where a page has no use for them. */
  hasInterval?: boolean;
  hasComparison?: boolean;
  /** At the end of the row: a switch, a menu. */
  children?: ReactNode;
}

/** Range, interval, comparison and filters in one row that stays in sight; all of it is in the URL. */
export function RangeBar({
  range,
  window,
  onChange,
  zone,
  filters = [],
  hasInterval = true,
  hasComparison = true,
  children,
}: RangeBarProps) {
  const lengthMs = window ? Date.parse(window.to) - Date.parse(window.from) : 0;
  const fitting = intervalsFor(lengthMs);
  return (
    <div
      role="toolbar"
      aria-label="Time and filters"
      className="max-sm:-mx-4 sticky top-12 z-15 mb-4 flex items-center gap-1.5 border-line border-b bg-page py-2 max-sm:overflow-x-auto max-sm:px-4 sm:flex-wrap print:static [&>*]:shrink-0"
    >
      <Choice
        icon={<CalendarDays />}
        name="Range"
        value={rangeNames.find(({ name }) => name === range.name)?.label ?? ''}
        title={window ? formatWindow(new Date(window.from), new Date(window.to), zone) : undefined}
        options={rangeNames.filter(({ name }) => name !== 'custom').map(({ name, label }) => ({ value: name, label }))}
        chosen={range.name}
        onChoose={(name) => onChange({ name: name as MetricRange['name'], interval: null, since: null, until: null })}
      >
        {(close) => (
          <DayFields
            label="Chosen days"
            since={range.since ?? (window ? dayIn(new Date(window.from), zone) : null)}
            until={range.until ?? (window ? dayIn(new Date(Date.parse(window.to) - 1), zone) : null)}
            onChoose={(since, until) => {
              onChange({ name: 'custom', since, until, interval: null });
              close();
            }}
          />
        )}
      </Choice>
      {hasInterval ? (
        <Choice
          icon={<Timer />}
          name="Interval"
          value={intervalNames.find(({ interval }) => interval === window?.interval)?.label ?? 'Days'}
          options={intervalNames
            .filter(({ interval }) => fitting.includes(interval))
            .map(({ interval, label }) => ({ value: interval, label }))}
          chosen={window?.interval ?? ''}
          onChoose={(interval) => onChange({ interval: interval as MetricRange['interval'] })}
        />
      ) : null}
      {hasComparison ? (
        <Choice
          icon={<GitCompareArrows />}
          name="Compare with"
          value={comparisonNames.find(({ comparison }) => comparison === range.comparison)?.label ?? 'Compare'}
          isSet={range.comparison !== null}
          options={[
            { value: '', label: 'Nothing' },
            ...comparisonNames
              .filter(({ comparison }) => comparison !== 'CUSTOM')
              .map(({ comparison, label }) => ({ value: comparison, label })),
          ]}
          chosen={range.comparison ?? ''}
          onChoose={(comparison) => onChange({ comparison: (comparison || null) as MetricRange['comparison'] })}
        >
          {(close) => (
            <DayFields
              label="Chosen days"
              since={range.comparedSince}
              until={range.comparedUntil}
              onChoose={(comparedSince, comparedUntil) => {
                onChange({ comparison: 'CUSTOM', comparedSince, comparedUntil });
                close();
              }}
            />
          )}
        </Choice>
      ) : null}
      {filters.map(({ key, ...filter }) => (
        <FilterChip key={key} {...filter} />
      ))}
      {children ? <span className="flex items-center gap-1.5 sm:ml-auto">{children}</span> : null}
    </div>
  );
}

interface ChoiceProps {
  icon: ReactNode;
  name: string;
  value: string;
  title?: string;
  isSet?: boolean;
  options: Array<{ value: string; label: string }>;
  chosen: string;
  onChoose: (value: string) => void;
  children?: (close: () => void) => ReactNode;
}

/** A chip that says what is chosen and opens the choices, with room for fields below them. */
function Choice({ icon, name, value, title, isSet = false, options, chosen, onChoose, children }: ChoiceProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Trigger
        title={title}
        aria-label={`${name}: ${value}`}
        className={cn(
          'inline-flex h-7 items-center gap-1.5 rounded-full border px-3 text-xs pointer-coarse:h-10.5 [&>svg]:size-3',
          isSet
            ? 'border-accent/40 bg-accent-soft font-medium text-accent-text'
            : 'border-control text-body hover:text-strong',
        )}
      >
        {icon}
        {value}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          className="z-60 w-64 max-w-[calc(100vw-16px)] animate-appear rounded-lg border border-line bg-page p-1 shadow-float focus:outline-none"
        >
          <ul>
            {options.map((option) => (
              <li key={option.value}>
                <button
                  type="button"
                  aria-current={option.value === chosen || undefined}
                  className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover aria-[current]:font-medium aria-[current]:text-accent-text pointer-coarse:py-2.5"
                  onClick={() => {
                    onChoose(option.value);
                    close();
                  }}
                >
                  {option.label}
                </button>
              </li>
            ))}
          </ul>
          {children ? <div className="mt-1 border-line border-t p-2">{children(close)}</div> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface DayFieldsProps {
  label: string;
  since: CalendarDay | null;
  until: CalendarDay | null;
  onChoose: (since: CalendarDay, until: CalendarDay) => void;
}

/** Two days, both included. */
function DayFields({ label, since, until, onChoose }: DayFieldsProps) {
  const [first, setFirst] = useState(since ? formatDay(since) : '');
  const [last, setLast] = useState(until ? formatDay(until) : '');
  const id = useId();
  const [from, to] = [parseDay(first), parseDay(last)];
  const isReversed = from !== null && to !== null && formatDay(from) > formatDay(to);
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (from && to && !isReversed) onChoose(from, to);
      }}
    >
      <p className="text-muted text-xs">{label}, both included</p>
      <div className="grid grid-cols-2 gap-2">
        <Input type="date" aria-label="First day" value={first} onChange={(event) => setFirst(event.target.value)} />
        <Input
          type="date"
          aria-label="Last day"
          aria-invalid={isReversed || undefined}
          aria-describedby={isReversed ? id : undefined}
          value={last}
          onChange={(event) => setLast(event.target.value)}
        />
      </div>
      {isReversed ? (
        <p id={id} className="text-failed text-xs">
          The last day is before the first.
        </p>
      ) : null}
      <Button type="submit" size="sm" disabled={!from || !to || isReversed}>
        Use these days
      </Button>
    </form>
  );
}
