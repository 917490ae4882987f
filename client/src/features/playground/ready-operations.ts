/** What the playground opens with: a day's work with the API, to be run as it is or to begin from. */
export interface ReadyOperation {
  query: string;
  variables?: string;
  headers?: string;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

export const readyOperations: ReadyOperation[] = [
  {
    query: `# The newest deployments of a project, with their status and steps.
# Ctrl+Enter runs it; Ctrl+Space completes; the book at the left has every type and field.
query ListDeployments($project: String!) {
  project(slug: $project) {
    name
    deployments(first: 10) {
      nodes {
        id
        number
        version
        status
        statusReason
        durationMs
        service { name }
        environment { name }
        steps { name host status durationMs }
      }
    }
  }
}
`,
    variables: json({ project: 'demo' }),
  },
  {
    query: `# The ids that deploy and the other mutations take.
query FindIds($project: String!) {
  project(slug: $project) {
    id
    services { nodes { id name recentVersions(first: 3) parameterSchema } }
    environments { id name rank requiresApproval }
  }
}
`,
    variables: json({ project: 'demo' }),
  },
  {
    query: `# Deploys a version. Take the ids from FindIds. With an idempotencyKey, sending it twice deploys once.
mutation Deploy($input: DeployInput!) {
  deploy(input: $input) {
    id
    number
    status
    waitsFor { number status }
  }
}
`,
    variables: json({ input: { serviceId: 'svc_…', environmentId: 'env_…', version: '1.0.0', dryRun: false } }),
  },
  {
    query: `# Replays a log after a line number, then follows it to its end. 0 is from the start.
subscription FollowLog($id: ID!, $after: Int! = 0) {
  deploymentLog(id: $id, after: $after) {
    lines { seq at stream stepKey text }
    lastSeq
    hasEnded
  }
}
`,
    variables: json({ id: 'dpl_…', after: 0 }),
  },
  {
    query: `# Each change of any deployment of a project, as it happens.
subscription FollowDeployments($projectId: ID!) {
  deploymentsChanged(projectId: $projectId) {
    number
    version
    status
    service { name }
    environment { name }
    currentStep { name host }
  }
}
`,
    variables: json({ projectId: 'prj_…' }),
  },
];
