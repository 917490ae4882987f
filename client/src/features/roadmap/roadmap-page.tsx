import { Download, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useRoadmapPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ImportPlanDialog } from './import-plan-dialog.tsx';
import { PlanItemPanel } from './plan-item-panel.tsx';
import { PlanProgress } from './plan-progress.tsx';
import { PlanTable } from './plan-table.tsx';
import { PlanUrgent } from './plan-urgent.tsx';
import { samplePlan } from './plan-words.ts';
import { usePlanFilters } from './use-plan-filters.ts';

/** The roadmap: how far it is, what is most urgent, and all its items. What is open and narrowed is in the address. */
export default function RoadmapPage() {
  const { slug = '' } = useParams();
  const filters = usePlanFilters();
  const [{ data, error }, retry] = useRoadmapPageQuery({ variables: { slug }, requestPolicy: 'cache-and-network' });
  useDocumentTitle('Roadmap');
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${slug}/analytics` }, { label: 'Roadmap' }]);
  const project = data?.project;
  const summary = project?.planSummary;
  const isThere = Boolean(summary?.importedAt);
  const canImport = project?.viewerCanManagePlan ?? false;
  const importButton = (
    <Button look="primary" icon={<Upload />} onClick={() => filters.write({ import: '1' })}>
      Import a plan
    </Button>
  );
  const choosePhase = (phase: string) =>
    filters.setPhases(
      filters.phases.includes(phase) ? filters.phases.filter((other) => other !== phase) : [...filters.phases, phase],
    );
  return (
    <>
      {isThere ? (
        <div className="mb-4 flex flex-wrap justify-end gap-2">
          <Button asChild>
            <a href={`/api/v1/projects/${slug}/plan.csv`} download>
              <Download aria-hidden /> Download CSV
            </a>
          </Button>
          {canImport ? importButton : null}
        </div>
      ) : null}
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {!summary && !error ? <Skeleton className="h-60" /> : null}
      {summary && !isThere ? <NoPlan action={canImport ? importButton : null} slug={slug} /> : null}
      {summary && isThere ? (
        <div className="space-y-8">
          <div className="grid gap-8 lg:grid-cols-2">
            <PlanProgress summary={summary} chosen={filters.phases} onChoose={choosePhase} />
            <PlanUrgent items={summary.urgent} rule={summary.urgencyRule} hrefOf={filters.hrefOf} />
          </div>
          <PlanTable slug={slug} summary={summary} filters={filters} />
        </div>
      ) : null}
      {project && filters.openId ? (
        <PlanItemPanel
          key={filters.openId}
          id={filters.openId}
          project={project}
          onClose={() => filters.write({ item: '' })}
        />
      ) : null}
      {project && canImport && filters.isImporting ? (
        <ImportPlanDialog projectId={project.id} onClose={() => filters.write({ import: '' })} />
      ) : null}
    </>
  );
}

function NoPlan({ action, slug }: { action: ReactNode; slug: string }) {
  return (
    <EmptyState
      title="There is no plan yet"
      action={action}
      example={
        <div className="space-y-3">
          <p className="text-muted">A plan is a CSV file such as this project-plan.csv:</p>
          <CodeBlock code={samplePlan} label="the sample plan" />
          <p className="text-muted">
            Keep it beside the code, and a pipeline keeps this page and ROADMAP.md up to date:
          </p>
          <CodeBlock code={`node pilothouse.mjs plan sync --project ${slug}`} label="the command" />
        </div>
      }
    >
      Keep the plan as a file. Here it shows how far each phase is, what is most urgent, and which deployments ship it.
    </EmptyState>
  );
}
