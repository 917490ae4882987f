import { Check, FolderSync } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type HomePageQuery, useHomeSyncServicesMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { formatPlural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { showToast } from '../../ui/toast.tsx';

const example = `name: Web
runner: SHELL
entrypoint: [./deploy.sh]
steps: [build, switch, check]
health:
  url: http://127.0.0.1:8080/`;

/** A project with no services or no environments: what is missing for a first deployment, and how to add it. */
export function FirstSteps({ project }: { project: NonNullable<HomePageQuery['project']> }) {
  const [{ data, error, fetching }, sync] = useHomeSyncServicesMutation();
  const hasEnvironments = project.environments.length > 0;
  const hasServices = project.services.nodes.length > 0;
  const readFolder = async () => {
    const result = await sync({ projectId: project.id });
    if (!result.data) return;
    const { added } = result.data.syncServices;
    showToast(added.length > 0 ? `${formatPlural(added.length, 'service')} added` : 'The folder holds no new services');
  };
  return (
    <div className="max-w-160">
      <p className="mb-5 text-muted">Two things are needed before the first deployment.</p>
      <ol className="space-y-4">
        <Step number={1} title="Name the places you deploy to" isDone={hasEnvironments}>
          {hasEnvironments ? (
            project.environments.map((environment) => environment.name).join(', ')
          ) : project.viewerCanManageEnvironments ? (
            <Button asChild look="primary" size="sm">
              <Link to={`/p/${project.slug}/settings/environments?create`}>Create environment</Link>
            </Button>
          ) : (
            'Ask a maintainer to create an environment.'
          )}
        </Step>
        <Step number={2} title="Put a folder for each service into the services folder" isDone={hasServices}>
          {hasServices ? (
            project.services.nodes.map((service) => service.name).join(', ')
          ) : (
            <div className="space-y-3">
              <CodeBlock code={`${project.servicesFolder}/web/service.yaml`} label="path" />
              <CodeBlock code={example} label="example" />
              {error ? <QueryError error={error} /> : null}
              {data?.syncServices.problems.map((problem) => (
                <p key={`${problem.path}:${problem.line}`} className="text-failed text-xs">
                  <code className="text-xs">
                    {problem.path}
                    {problem.line ? `, line ${problem.line}` : ''}
                  </code>{' '}
                  {problem.message}
                </p>
              ))}
              {project.viewerCanManageServices ? (
                <Button size="sm" icon={<FolderSync />} isPending={fetching} onClick={() => void readFolder()}>
                  Sync services
                </Button>
              ) : null}
            </div>
          )}
        </Step>
      </ol>
    </div>
  );
}

interface StepProps {
  number: number;
  title: string;
  isDone: boolean;
  children: ReactNode;
}

function Step({ number, title, isDone, children }: StepProps) {
  return (
    <li className="flex gap-3">
      <span
        className={cn(
          'flex size-6 shrink-0 items-center justify-center rounded-full font-medium text-xs',
          isDone ? 'bg-succeeded-soft text-succeeded' : 'bg-hover text-muted',
        )}
      >
        {isDone ? <Check aria-label="Done" className="size-3.5" /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <h2 className={cn('text-sm', isDone ? 'font-normal text-muted' : null)}>{title}</h2>
        <div className="mt-1.5 text-muted">{children}</div>
      </div>
    </li>
  );
}
