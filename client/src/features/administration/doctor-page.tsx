import { CircleCheck, CircleMinus, CircleX, RefreshCw, ShieldAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  type DoctorPage_ConfiguredValueFragment,
  type DoctorPage_LiveCheckFragment,
  type DoctorPage_RiskFragment,
  useDoctorPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { summaryOf } from './doctor-summary.ts';

/** How the installation is: what is risky, what works, what is configured, and how to mend it. */
export default function DoctorPage() {
  const [{ data, error, fetching }, ask] = useDoctorPageQuery({ requestPolicy: 'cache-and-network' });
  useBreadcrumbs([{ label: 'Administration' }, { label: 'Doctor' }]);
  const report = data?.doctor;
  const lookAgain = () => ask({ requestPolicy: 'network-only' });
  if (error && !report) return <QueryError error={error} onRetry={lookAgain} />;
  if (!report) return <Skeleton className="h-80 w-full" />;
  const wrong = report.risks.filter(({ level }) => level !== 'OK');
  const fine = report.risks.filter(({ level }) => level === 'OK');
  return (
    <div className="space-y-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <p role="status" className="font-medium text-strong">
            {summaryOf(report.risks, report.checks)}
          </p>
          <p className="text-muted">
            Version {report.version}, {report.isProduction ? 'production' : 'development'} mode. Looked at{' '}
            <RelativeTime at={report.checkedAt} />.
          </p>
        </div>
        <Button icon={<RefreshCw />} isPending={fetching} onClick={lookAgain}>
          Look again
        </Button>
      </div>
      {wrong.length > 0 ? (
        <Section title="Risky" text="What could go wrong, and what mends it.">
          <ul className="divide-y divide-line border-line border-y">
            {wrong.map((risk) => (
              <RiskRow key={`${risk.id} ${risk.title}`} risk={risk} />
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title="Tried just now" text="From this server, each for two seconds at the most.">
        <ul className="divide-y divide-line border-line border-y">
          {report.checks.map((check) => (
            <CheckRow key={check.id} check={check} />
          ))}
        </ul>
      </Section>
      <Section title="In order" text="What was looked at because it can be unsafe, and is not.">
        <ul className="space-y-1">
          {fine.map(({ id, title }) => (
            <li key={id} className="flex items-start gap-2">
              <CircleCheck aria-hidden className="mt-0.5 size-3.5 shrink-0 text-succeeded" />
              {title}
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title="Configured"
        text="By environment variables, read at the start. Of secrets only that they are there."
      >
        <Configuration values={report.configuration} />
      </Section>
    </div>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="space-y-3">
      <div>
        <h2 className="text-sm">{title}</h2>
        <p className="text-muted">{text}</p>
      </div>
      {children}
    </section>
  );
}

function RiskRow({ risk }: { risk: DoctorPage_RiskFragment }) {
  return (
    <li className="space-y-2 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        {risk.level === 'REFUSE' ? (
          <Badge tone="failed" icon={<ShieldAlert />}>
            Stops the next start
          </Badge>
        ) : (
          <Badge tone="waiting" icon={<TriangleAlert />}>
            Risk
          </Badge>
        )}
        <h3 className="min-w-0 flex-1 basis-60 break-words text-sm">{risk.title}</h3>
      </div>
      <p className="text-body">{risk.why}</p>
      {risk.remedy ? <CodeBlock code={risk.remedy} label="remedy" /> : null}
    </li>
  );
}

const looks = {
  OK: { icon: CircleCheck, word: 'OK', tone: 'text-succeeded' },
  PROBLEM: { icon: CircleX, word: 'Problem', tone: 'text-failed' },
  SKIPPED: { icon: CircleMinus, word: 'Skipped', tone: 'text-muted' },
} as const;

function CheckRow({ check }: { check: DoctorPage_LiveCheckFragment }) {
  const { icon: Icon, word, tone } = looks[check.status];
  return (
    <li className="flex gap-3 py-2 max-sm:flex-col max-sm:gap-0.5">
      <span className={`flex w-20 shrink-0 items-center gap-1.5 self-start font-medium ${tone}`}>
        <Icon aria-hidden className="size-3.5" /> {word}
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-strong">{check.title}</p>
        <p className="break-words text-muted">{check.detail}</p>
        {check.remedy ? <p className="mt-1 break-words text-body">What to do: {check.remedy}</p> : null}
      </div>
      <span className="shrink-0 text-faint text-xs tabular-nums max-sm:hidden">
        {check.status === 'SKIPPED' ? null : `${check.durationMs} ms`}
      </span>
    </li>
  );
}

/** What somebody set comes first: that is what they look for. */
function Configuration({ values }: { values: DoctorPage_ConfiguredValueFragment[] }) {
  const given = values.filter(({ isSet }) => isSet);
  const defaults = values.filter(({ isSet }) => !isSet);
  return (
    <div className="space-y-3">
      {given.length > 0 ? <Values values={given} /> : <p>Nothing is set: all is by default.</p>}
      <details>
        <summary className="cursor-pointer py-1 text-muted hover:text-strong pointer-coarse:py-3">
          {defaults.length} by default
        </summary>
        <Values values={defaults} />
      </details>
    </div>
  );
}

function Values({ values }: { values: DoctorPage_ConfiguredValueFragment[] }) {
  return (
    <dl className="divide-y divide-line border-line border-y">
      {values.map(({ name, value, description }) => (
        <div key={name} className="grid gap-x-4 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <dt>
            <code className="break-all">{name}</code>
          </dt>
          <dd className="min-w-0">
            <p className="break-words text-strong">{value || <span className="text-muted">not set</span>}</p>
            <p className="break-words text-muted text-xs">{description.replaceAll('`', '')}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
