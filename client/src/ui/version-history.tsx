import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { cn } from '../lib/cn.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { FormField } from './form-field.tsx';
import { RelativeTime } from './relative-time.tsx';
import { Select } from './select.tsx';

interface Version {
  id: string;
  number: number;
  note: string | null;
  isPublished: boolean;
  publishedAt: string;
  publishedByName: string;
}

interface VersionHistoryProps<V extends Version, Content> {
  /** At least one, the newest first. */
  versions: V[];
  /** null: these are all. */
  onMore: (() => void) | null;
  contentOf: (version: V) => Content;
  draft: Content;
  /** Takes a version as the draft; null: the viewer may not. */
  onRestore: ((version: V) => Promise<void>) | null;
  /** What changed from the older content to the newer one, whichever was chosen first. */
  children: (version: V, before: Content, after: Content) => ReactNode;
}

/** All that was published, what each version changed, and the way back to it. Which two are looked at stands in the URL, by number. */
export function VersionHistory<V extends Version, Content>({
  versions,
  onMore,
  ...details
}: VersionHistoryProps<V, Content>) {
  const [params, setParams] = useSearchParams();
  const chosen = versions.find(({ number }) => String(number) === params.get('version')) ?? versions[0];
  if (!chosen) return null;
  const choose = (values: Record<string, string>) => setParams(values, { replace: true });
  return (
    <div className="grid gap-5 lg:grid-cols-[280px_1fr]">
      <nav aria-label="Versions">
        <ul className="space-y-0.5">
          {versions.map((version) => (
            <li key={version.id}>
              <VersionButton
                version={version}
                isChosen={version === chosen}
                onChoose={() => choose({ version: String(version.number) })}
              />
            </li>
          ))}
        </ul>
        {onMore ? (
          <Button className="mt-3" onClick={onMore}>
            Load more versions
          </Button>
        ) : null}
      </nav>
      <VersionDetails
        key={chosen.id}
        {...details}
        version={chosen}
        versions={versions}
        against={params.get('against')}
        onAgainst={(against) => choose({ version: String(chosen.number), against })}
      />
    </div>
  );
}

interface VersionButtonProps {
  version: Version;
  isChosen: boolean;
  onChoose: () => void;
}

function VersionButton({ version, isChosen, onChoose }: VersionButtonProps) {
  return (
    <button
      type="button"
      aria-current={isChosen || undefined}
      onClick={onChoose}
      className={cn('w-full rounded-md px-2.5 py-2 text-left hover:bg-hover', isChosen ? 'bg-pressed' : null)}
    >
      <span className="flex items-center gap-2">
        <span className="font-medium text-strong">Version {version.number}</span>
        {version.isPublished ? <Badge tone="succeeded">Published</Badge> : null}
        <RelativeTime at={version.publishedAt} form="short" className="ml-auto text-muted text-xs" />
      </span>
      <span className="block truncate text-muted text-xs">{version.note ?? version.publishedByName}</span>
    </button>
  );
}

interface VersionDetailsProps<V extends Version, Content> extends Omit<VersionHistoryProps<V, Content>, 'onMore'> {
  version: V;
  /** The number of the version it is compared with, or the draft; null: the one before it. */
  against: string | null;
  onAgainst: (against: string) => void;
}

const theDraft = 'draft';

function VersionDetails<V extends Version, Content>({
  version,
  versions,
  against,
  onAgainst,
  contentOf,
  draft,
  onRestore,
  children,
}: VersionDetailsProps<V, Content>) {
  const [isRestoring, setRestoring] = useState(false);
  const others = versions.filter((each) => each !== version);
  const numbered = (number: number) => others.find((other) => other.number === number);
  const other =
    against === theDraft ? undefined : (numbered(Number(against ?? Number.NaN)) ?? numbered(version.number - 1));
  const content = contentOf(version);
  const otherContent = other ? contentOf(other) : draft;
  const isForward = other !== undefined && other.number < version.number;
  const [before, after] = isForward ? [otherContent, content] : [content, otherContent];
  const restore = async () => {
    setRestoring(true);
    await onRestore?.(version);
    setRestoring(false);
  };
  const choices = [
    { value: theDraft, label: 'The draft' },
    ...others.map(({ number }) => ({ value: String(number), label: `Version ${number}` })),
  ];
  return (
    <section aria-label={`Version ${version.number}`} className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-end gap-3">
        <FormField label="Compared with" className="w-48">
          {(control) => (
            <Select
              {...control}
              value={other ? String(other.number) : theDraft}
              onChange={onAgainst}
              options={choices}
            />
          )}
        </FormField>
        {onRestore ? (
          <Button icon={<RotateCcw />} className="ml-auto" isPending={isRestoring} onClick={() => void restore()}>
            Restore version {version.number} as draft
          </Button>
        ) : null}
      </div>
      <p className="text-muted">
        Published by {version.publishedByName} <RelativeTime at={version.publishedAt} />
        {version.note ? `: ${version.note}` : null}
      </p>
      {children(version, before, after)}
    </section>
  );
}
