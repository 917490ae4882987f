import { ArrowDownToLine, ChevronDown, Clock3, Download, WrapText } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../lib/cn.ts';
import { Button } from '../../../ui/button.tsx';
import { DropdownMenu, MenuCheckItem } from '../../../ui/dropdown-menu.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import type { LineTimes } from './line-time.ts';
import type { LogStreamName } from './log-line.ts';
import type { LogSettings } from './use-log-settings.ts';

interface LogToolbarProps {
  deploymentId: string;
  searchBox: ReactNode;
  settings: LogSettings;
  onChange: (change: Partial<LogSettings>) => void;
  steps: { key: string; name: string }[];
  isLive: boolean;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

const streams: { value: LogStreamName; label: string }[] = [
  { value: 'STDOUT', label: 'stdout' },
  { value: 'STDERR', label: 'stderr' },
  { value: 'SYSTEM', label: 'system' },
];
const times: { value: LineTimes; label: string }[] = [
  { value: 'off', label: 'No times' },
  { value: 'relative', label: 'Since the start' },
  { value: 'absolute', label: 'Time of day' },
];

interface ChoiceProps<Value> {
  label: string;
  all: string;
  value: Value | undefined;
  options: { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}

/** A filter with few values: says what it is set to, coloured while it hides something. */
function Choice<Value extends string>({ label, all, value, options, onChange }: ChoiceProps<Value>) {
  const chosen = options.find((option) => option.value === value);
  const trigger = (
    <Button
      size="sm"
      look="ghost"
      aria-label={`${label}: ${chosen?.label ?? all}`}
      className={cn(
        'h-7.5! min-w-0 max-sm:px-1.5! pointer-coarse:h-10!',
        value ? 'bg-accent-soft! text-accent-text!' : null,
      )}
    >
      <span className="max-w-28 truncate">{chosen?.label ?? value ?? all}</span>
      <ChevronDown />
    </Button>
  );
  return (
    <DropdownMenu trigger={trigger} align="start">
      <MenuCheckItem isChecked={!value} onChange={() => onChange(undefined)}>
        {all}
      </MenuCheckItem>
      {options.map((option) => (
        <MenuCheckItem key={option.value} isChecked={option.value === value} onChange={() => onChange(option.value)}>
          {option.label}
        </MenuCheckItem>
      ))}
    </DropdownMenu>
  );
}

/** Everything one can do with a log, in one row; two on a phone. */
export function LogToolbar({ settings, onChange, steps, isLive, isFollowing, onFollow, ...props }: LogToolbarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Log"
      className="flex flex-wrap items-center gap-x-1 gap-y-1 max-sm:gap-x-0 border-line border-b px-2 py-1.5 max-sm:justify-between max-sm:[&>search]:basis-full"
    >
      {props.searchBox}
      {steps.length > 0 ? (
        <Choice
          label="Step"
          all="All steps"
          value={settings.stepKey}
          options={steps.map((step) => ({ value: step.key, label: step.name }))}
          onChange={(stepKey) => onChange({ stepKey })}
        />
      ) : null}
      <Choice
        label="Stream"
        all="All output"
        value={settings.stream}
        options={streams}
        onChange={(stream) => onChange({ stream })}
      />
      <span className="flex-1 max-sm:hidden" />
      <DropdownMenu trigger={<IconButton label="Times" icon={<Clock3 />} aria-pressed={settings.times !== 'off'} />}>
        {times.map(({ value, label }) => (
          <MenuCheckItem key={value} isChecked={settings.times === value} onChange={() => onChange({ times: value })}>
            {label}
          </MenuCheckItem>
        ))}
      </DropdownMenu>
      <IconButton
        label="Wrap long lines"
        icon={<WrapText />}
        aria-pressed={settings.isWrapped}
        onClick={() => onChange({ isWrapped: !settings.isWrapped })}
      />
      <Tooltip content="Download the log">
        <a
          href={`/api/v1/deployments/${props.deploymentId}/log`}
          download
          aria-label="Download the log"
          className="inline-flex size-7.5 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-strong pointer-coarse:size-10"
        >
          <Download className="size-4" />
        </a>
      </Tooltip>
      {isLive ? (
        <Tooltip content={isFollowing ? 'Stop following' : 'Follow the end'} keys={['f']}>
          <Button
            size="sm"
            look="ghost"
            aria-pressed={isFollowing}
            icon={<ArrowDownToLine />}
            className={cn(
              'h-7.5! pointer-coarse:h-10! pointer-coarse:min-w-10',
              isFollowing ? 'bg-accent-soft! text-accent-text!' : null,
            )}
            onClick={() => onFollow(!isFollowing)}
          >
            <span className="max-sm:sr-only">Follow</span>
          </Button>
        </Tooltip>
      ) : null}
    </div>
  );
}
