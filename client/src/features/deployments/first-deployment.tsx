import { Rocket } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

const example = () => `curl ${window.location.origin}/graphql \\
  -H "authorization: Bearer $TOKEN" -H "content-type: application/json" \\
  -d '{"query":"mutation($input: DeployInput!) { deploy(input: $input) { number status } }",
       "variables":{"input":{"serviceId":"svc_…","environmentId":"env_…","version":"1.0.0"}}}'`;

/** The list before anything was deployed. */
export function FirstDeployment({ onDeploy }: { onDeploy: (() => void) | undefined }) {
  return (
    <EmptyState
      title="Nothing was deployed yet."
      action={
        onDeploy ? (
          <Button look="primary" icon={<Rocket />} onClick={onDeploy}>
            Deploy a service
          </Button>
        ) : undefined
      }
      example={
        <>
          <p className="mb-1.5 text-muted text-xs">Or from a script, with a token from the settings:</p>
          <CodeBlock label="the command" code={example()} />
        </>
      }
    >
      A deployment brings one version of a service to one environment. Its steps and its log are here while it runs, and
      stay.
    </EmptyState>
  );
}
