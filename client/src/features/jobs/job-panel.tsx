import type { JobsTable_BackgroundJobFragment as Job } from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { stateTones, stateWords } from './job-words.ts';
import { Subject } from './jobs-table.tsx';

/** All that is known of a job, with its whole last error. */
export function JobPanel({ job, onClose }: { job: Job; onClose: () => void }) {
  return (
    <SidePanel open onOpenChange={onClose} title={job.title} description={`Job ${job.id}, ${job.kind}`}>
      <div className="space-y-5">
        <Facts
          facts={[
            { label: 'State', value: <Badge tone={stateTones[job.state]}>{stateWords[job.state]}</Badge> },
            ...(job.subject ? [{ label: 'About', value: <Subject job={job} /> }] : []),
            { label: 'Attempts', value: `${job.attempts} of ${job.maxAttempts}` },
            { label: 'Due', value: <RelativeTime at={job.runAt} /> },
            { label: 'Added', value: <RelativeTime at={job.createdAt} /> },
            ...(job.worker ? [{ label: 'Worker', value: job.worker }] : []),
            ...(job.startedAt ? [{ label: 'Begun', value: <RelativeTime at={job.startedAt} /> }] : []),
            { label: 'Priority', value: String(job.priority) },
          ]}
        />
        {job.lastError ? (
          <section className="space-y-2">
            <h3 className="text-sm">Last error</h3>
            <CodeBlock code={job.lastError} label="the error" />
          </section>
        ) : null}
        <section className="space-y-1">
          <h3 className="text-sm">If it is dropped</h3>
          <p className="text-muted">{job.ifDropped}</p>
        </section>
      </div>
    </SidePanel>
  );
}
