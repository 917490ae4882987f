import { Rocket } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { AnalyticsProject } from './use-analytics.ts';

const questions = [
  ['Deployment frequency', 'How often changes go live'],
  ['Change lead time', 'How long a change takes from being written to being live'],
  ['Change fail rate', 'How many deployments need to be repaired'],
  ['Recovery time', 'How long a failed deployment hurts'],
  ['Rework rate', 'How many deployments were made only to repair another'],
] as const;

/** Delivery before there is any: what will stand here, and how it gets there. */
export function FirstNumbers({ project, isNarrowed }: { project: AnalyticsProject; isNarrowed: boolean }) {
  const production = project.environments.find(({ isProduction }) => isProduction);
  if (!production) {
    return (
      <EmptyState
        title="No environment is production"
        action={
          <Button asChild look="primary">
            <Link to={`/p/${project.slug}/settings/environments`}>Choose production</Link>
          </Button>
        }
      >
        Delivery is counted from what goes live. Say which environment that is, and its deployments count from then on.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={
        isNarrowed
          ? 'Nothing was deployed in this window with these filters'
          : `Nothing was deployed to ${production.name} in this window`
      }
      action={
        project.viewerCanDeploy ? (
          <Button asChild look="primary" icon={<Rocket />}>
            <Link to={`?deploy=&to=${production.id}`}>
              <Rocket />
              Deploy to {production.name}
            </Link>
          </Button>
        ) : undefined
      }
      example={
        <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[max-content_1fr]">
          {questions.map(([name, question]) => (
            <div key={name} className="contents">
              <dt className="text-strong max-sm:mt-1">{name}</dt>
              <dd className="text-muted">{question}</dd>
            </div>
          ))}
        </dl>
      }
    >
      Deployments and incidents are counted by themselves: after the first deployment these five numbers stand here,
      each with its definition and its rows.
    </EmptyState>
  );
}
