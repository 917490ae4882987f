import { Plus, Search, TriangleAlert, Upload } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  useUpdateWorkflowMutation,
  useWorkflowsPageQuery,
  type WorkflowsPage_WorkflowFragment,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/input.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast } from '../../ui/toast.tsx';
import { CreateWorkflowDialog } from './create-workflow-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { OnSwitch } from './on-switch.tsx';
import { WorkflowRowMenu } from './workflow-row-menu.tsx';

/** The project's workflows: which are on, and how their last runs ended. */
export default function WorkflowsPage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isCreating, setCreating] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const search = useDebounced(text.trim(), 200) || null;
  const [{ data, error }, retry] = useWorkflowsPageQuery({ variables: { slug, after: search ? null : after, search } });
  const project = data?.project ?? null;
  const workflows = project?.workflows.nodes ?? [];
  const [, update] = useUpdateWorkflowMutation();
  useBreadcrumbs([{ label: 'Workflows' }]);
  const turn = async (workflow: WorkflowsPage_WorkflowFragment, isEnabled: boolean) => {
    const answer = await update({ input: { id: workflow.id, isEnabled } });
    if (answer.error) showErrorToast(`${workflow.name} was not changed`, describeError(answer.error).message);
  };
  const canManage = project?.viewerCanManageWorkflows ?? false;
  const createButton = canManage ? (
    <span className="flex flex-wrap gap-2">
      <Button asChild>
        <Link to={`/p/${slug}/workflows/templates`}>Templates</Link>
      </Button>
      <Button icon={<Upload />} onClick={() => setImporting(true)}>
        Import
      </Button>
      <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
        New workflow
      </Button>
    </span>
  ) : null;
  const isEmpty = project !== null && workflows.length === 0 && !search;
  return (
    <>
      <PageHeader title="Workflows" action={isEmpty ? null : createButton} />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {isEmpty ? (
        <EmptyState
          title="A workflow does what you would otherwise do by hand, step by step"
          action={createButton}
          example={
            <p className="text-center text-muted">
              Each night at 03:15 → run the backup script → check its size → tell the team if it failed
            </p>
          }
        >
          Draw what starts it, what it does, and what happens when something fails. It goes on to its end, whatever
          restarts meanwhile.
        </EmptyState>
      ) : error && !project ? null : (
        <>
          <Input
            icon={<Search />}
            aria-label="Search workflows"
            placeholder="Search workflows"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="mb-3 max-w-70"
          />
          {project && workflows.length === 0 ? (
            <p className="text-muted">No workflow is called “{search}”.</p>
          ) : (
            <Table
              label="Workflows"
              columns={columnsFor(slug, turn)}
              rows={workflows}
              rowKey={(workflow) => workflow.id}
              rowHref={(workflow) => `/p/${slug}/workflows/${workflow.id}`}
              loadingRows={project ? 0 : 5}
            />
          )}
        </>
      )}
      {project?.workflows.pageInfo.hasNextPage && !search ? (
        <Button className="mt-4" onClick={() => setAfter(project.workflows.pageInfo.endCursor)}>
          Load more workflows
        </Button>
      ) : null}
      {isImporting && project ? (
        <ImportDialog project={{ id: project.id, slug }} onClose={() => setImporting(false)} />
      ) : null}
      {isCreating && project ? (
        <CreateWorkflowDialog projectId={project.id} projectSlug={slug} onClose={() => setCreating(false)} />
      ) : null}
    </>
  );
}

function columnsFor(
  slug: string,
  turn: (workflow: WorkflowsPage_WorkflowFragment, isEnabled: boolean) => Promise<void>,
): Column<WorkflowsPage_WorkflowFragment>[] {
  return [
    {
      key: 'name',
      header: 'Workflow',
      isMain: true,
      cell: (workflow) => (
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="truncate font-medium text-sm">{workflow.name}</span>
          {workflow.published === null ? (
            <Badge>Draft</Badge>
          ) : workflow.hasUnpublishedChanges ? (
            <Badge tone="accent">Changes not published</Badge>
          ) : null}
          {workflow.triggers.some(({ problem }) => problem) ? (
            <Badge tone="waiting" icon={<TriangleAlert />}>
              Trigger stopped
            </Badge>
          ) : null}
        </span>
      ),
    },
    {
      key: 'description',
      header: 'What it is for',
      isHiddenOnPhone: true,
      cell: (workflow) => <span className="text-muted">{workflow.description ?? ''}</span>,
    },
    {
      key: 'next',
      header: 'Next run',
      width: 'w-28',
      isHiddenOnPhone: true,
      cell: (workflow) => <Next workflow={workflow} />,
    },
    { key: 'last', header: 'Last run', width: 'w-44', cell: (workflow) => <LastRun workflow={workflow} /> },
    {
      key: 'on',
      header: 'On',
      width: 'w-16',
      cell: (workflow) => (
        <OnSwitch
          label={`${workflow.name} is on`}
          isOn={workflow.isEnabled}
          isDisabled={!workflow.viewerCanManage}
          onChange={(isOn) => void turn(workflow, isOn)}
        />
      ),
    },
    {
      key: 'more',
      header: <span className="sr-only">More</span>,
      width: 'w-10',
      align: 'right',
      cell: (workflow) => <WorkflowRowMenu workflow={workflow} slug={slug} />,
    },
  ];
}

function Next({ workflow }: { workflow: WorkflowsPage_WorkflowFragment }) {
  const times = workflow.isEnabled ? workflow.triggers.flatMap(({ nextAt }) => nextAt ?? []) : [];
  const next = times.sort()[0];
  return next ? <RelativeTime at={next} /> : <span className="text-faint">–</span>;
}

function LastRun({ workflow: { lastRun } }: { workflow: WorkflowsPage_WorkflowFragment }) {
  if (!lastRun) return <span className="text-muted">Never ran</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <StatusBadge status={lastRun.status} isPlain />
      <RelativeTime at={lastRun.createdAt} form="short" className="ml-auto text-muted" />
    </span>
  );
}
