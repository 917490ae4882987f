import { Bell, CircleAlert, Rocket, SlidersHorizontal } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatPlural } from '../../lib/format.ts';
import { formatInstant } from '../../lib/zoned-time.ts';
import { type AnnotationGroup, annotationsHeight, type Geometry } from './chart-geometry.ts';
import type { ChartAnnotation } from './chart-types.ts';

const kinds: Record<ChartAnnotation['kind'], { word: string; icon: ReactNode; classes: string; rank: number }> = {
  INCIDENT: { word: 'Incident', icon: <CircleAlert />, classes: 'text-failed', rank: 0 },
  ALERT: { word: 'Alert', icon: <Bell />, classes: 'text-waiting', rank: 1 },
  RULE_CHANGE: { word: 'Rule change', icon: <SlidersHorizontal />, classes: 'text-muted', rank: 2 },
  DEPLOYMENT: { word: 'Deployment', icon: <Rocket />, classes: 'text-accent-text', rank: 3 },
};

interface ChartAnnotationsProps {
  groups: AnnotationGroup[];
  geometry: Geometry;
  zone: string;
}

/** What happened, as ticks under the axis. Each opens a list that leads on. */
export function ChartAnnotations({ groups, geometry, zone }: ChartAnnotationsProps) {
  return (
    <ul aria-label="What happened" className="absolute inset-x-0 bottom-0" style={{ height: annotationsHeight }}>
      {groups.map((group) => (
        <li key={group.annotations[0]?.id}>
          <Tick group={group} geometry={geometry} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Tick({ group, geometry, zone }: { group: AnnotationGroup; geometry: Geometry; zone: string }) {
  const { annotations, x, spans } = group;
  const sorted = [...annotations].sort((a, b) => kinds[a.kind].rank - kinds[b.kind].rank);
  const first = sorted[0];
  if (!first) return null;
  const { icon, classes, word } = kinds[first.kind];
  return (
    <>
      {spans.map(({ id, from, to }) => (
        <span
          key={id}
          aria-hidden
          className={`absolute top-1/2 h-0.5 bg-current opacity-40 ${classes}`}
          style={{ left: from, width: Math.min(to, geometry.width - geometry.right) - from }}
        />
      ))}
      <span aria-hidden className={`-top-5 absolute h-1.5 w-px bg-current ${classes}`} style={{ left: x }} />
      <Radix.Root>
        <Radix.Trigger
          aria-label={
            annotations.length === 1
              ? `${word}: ${first.title}`
              : `${formatPlural(annotations.length, 'event')}, ${word.toLowerCase()}: ${first.title}`
          }
          title={
            annotations.length === 1
              ? `${word}: ${first.title}, ${formatInstant(new Date(first.at), zone)}`
              : formatPlural(annotations.length, 'event')
          }
          // For a thumb it reaches up over the labels of the axis, which it lets through.
          className={`-translate-x-1/2 absolute bottom-0 flex h-4 min-w-4 items-center justify-center rounded-sm bg-page hover:bg-hover data-[state=open]:bg-pressed pointer-coarse:h-10 pointer-coarse:min-w-10 pointer-coarse:items-end pointer-coarse:bg-transparent pointer-coarse:pb-0.5 [&>svg]:size-3 ${classes}`}
          style={{ left: Math.min(x, geometry.width - 8) }}
        >
          {icon}
          {annotations.length > 1 ? <span className="text-2xs leading-none">{annotations.length}</span> : null}
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side="top"
            sideOffset={4}
            collisionPadding={8}
            aria-label="What happened"
            className="z-60 max-h-72 w-80 max-w-[calc(100vw-16px)] animate-appear overflow-y-auto rounded-lg border border-line bg-page p-1 shadow-float focus:outline-none"
          >
            <ul>
              {sorted.map((annotation) => (
                <li key={annotation.id}>
                  <Entry annotation={annotation} zone={zone} />
                </li>
              ))}
            </ul>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </>
  );
}

function Entry({ annotation, zone }: { annotation: ChartAnnotation; zone: string }) {
  const { icon, classes, word } = kinds[annotation.kind];
  const content = (
    <>
      <span aria-hidden className={`mt-0.5 [&>svg]:size-3.5 ${classes}`}>
        {icon}
      </span>
      <span className="min-w-0">
        <span className="block break-words text-strong">{annotation.title}</span>
        <span className="block text-muted text-xs">
          {word}, {formatInstant(new Date(annotation.at), zone)}
        </span>
      </span>
    </>
  );
  return annotation.url ? (
    <Link to={annotation.url} className="flex gap-2 rounded-md px-2 py-1.5 hover:bg-hover">
      {content}
    </Link>
  ) : (
    <div className="flex gap-2 px-2 py-1.5">{content}</div>
  );
}
