import { Workflow } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

const example = () => `curl ${window.location.origin}/graphql \\
  -H "authorization: Bearer $TOKEN" -H "content-type: application/json" \\
  -d '{"query":"mutation($input: StartRunInput!) { startRun(input: $input) { number status } }",
       "variables":{"input":{"workflowId":"wf_…","payload":{"version":"1.0.0"}}}}'`;

/** The list before anything has run. */
export function FirstRun({ slug }: { slug: string }) {
  return (
    <EmptyState
      title="No workflow has run yet."
      action={
        <Button asChild look="primary">
          <Link to={`/p/${slug}/workflows`}>
            <Workflow aria-hidden /> Go to workflows
          </Link>
        </Button>
      }
      example={
        <>
          <p className="mb-1.5 text-muted text-xs">Or from a script, with a token from the settings:</p>
          <CodeBlock label="the command" code={example()} />
        </>
      }
    >
      A run is one pass through a published workflow, started by a person, a schedule, a webhook or an event. What each
      node took and gave is here while it runs, and stays.
    </EmptyState>
  );
}
