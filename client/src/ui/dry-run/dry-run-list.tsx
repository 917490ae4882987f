import type { ComponentProps } from 'react';
import { formatDuration, formatPlural } from '../../lib/format.ts';
import { Badge } from '../badge.tsx';
import { StatusBadge } from '../status-badge.tsx';

export interface DryRunStep {
  nodeKey: string;
  name: string;
  path: string;
  effect: 'EVALUATED' | 'SIMULATED';
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'UNFINISHED';
  port: string | null;
  waitsMs: number;
  config: unknown;
  output: unknown;
  problem: string | null;
}

export interface DryRun {
  /** How the run would end; null where that can’t be told. */
  status: ComponentProps<typeof StatusBadge>['status'] | null;
  statusReason: string | null;
  durationMs: number;
  notes: string[];
  steps: DryRunStep[];
}

interface DryRunListProps {
  dryRun: DryRun;
  /** The node that is looked at. */
  openKey?: string | null;
}

/** What would happen, in order. */
export function DryRunList({ dryRun, openKey = null }: DryRunListProps) {
  const { status, statusReason, durationMs, steps, notes } = dryRun;
  return (
    <div>
      <p role="status" className="mb-2 flex flex-wrap items-center gap-2 text-sm">
        {status ? <StatusBadge status={status} /> : <Badge tone="waiting">Not to its end</Badge>}
        <span className="text-muted">
          {formatPlural(steps.length, 'step')}
          {durationMs > 0 ? `, ${formatDuration(durationMs)} of waiting` : ''}. Nothing was done.
        </span>
      </p>
      {statusReason ? <p className="mb-2 text-sm">{statusReason}</p> : null}
      {notes.map((note) => (
        <p key={note} className="mb-2 text-muted text-xs">
          {note}
        </p>
      ))}
      <ol className="divide-y divide-line rounded-lg border border-line">
        {steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: steps never change their places
            key={index}
            className={`px-3 py-2 ${step.nodeKey === openKey ? 'bg-accent-soft' : ''}`}
          >
            <details>
              <summary className="cursor-pointer">
                <span className="inline-flex flex-wrap items-center gap-2 text-sm">
                  <span className="font-medium">{step.name}</span>
                  {step.path ? <code className="text-muted text-xs">{step.path}</code> : null}
                  {step.port && step.port !== 'main' ? <Badge>{step.port}</Badge> : null}
                  {step.effect === 'SIMULATED' ? <Badge tone="accent">Example</Badge> : null}
                  {step.status === 'FAILED' ? <Badge tone="failed">Fails</Badge> : null}
                  {step.waitsMs > 0 ? (
                    <span className="text-muted text-xs">waits {formatDuration(step.waitsMs)}</span>
                  ) : null}
                </span>
                {step.problem ? <span className="block text-muted text-xs">{step.problem}</span> : null}
              </summary>
              <Json label="Config" value={step.config} />
              <Json label="Output" value={step.output} />
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Json({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <div className="mt-2">
      <p className="text-muted text-xs">{label}</p>
      <pre className="max-h-60 overflow-auto whitespace-pre-wrap break-words font-mono text-code">
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}
