/**
 * What tells the processes of one installation that something changed. Keys only, never data: who listens re-reads.
 * A topic is `deployment/<id>`, `project/<id>/deployments`, `log/<stream id>`; after `#` it may name the thing that changed.
 */
export interface Events {
  /** Tells all processes, this one too. Coalesced: what is named often within ~25 ms arrives once. */
  publish(topics: string[]): void;
  /**
   * Calls `listener` with what stands after `#` for each arrival, and with null where that is nothing or, after a lost
   * connection came back, something may have been missed: then re-read all. Returns how to stop.
   */
  subscribe(topic: string, listener: (key: string | null) => void): () => void;
  close(): Promise<void>;
}

export const deploymentTopic = (deploymentId: string) => `deployment/${deploymentId}`;
/** Published as `…/deployments#<deployment id>`. */
export const projectDeploymentsTopic = (projectId: string) => `project/${projectId}/deployments`;
/** Published as `…/incidents#<incident id>`. */
export const projectIncidentsTopic = (projectId: string) => `project/${projectId}/incidents`;
/** A run's own state and its node runs. */
export const runTopic = (runId: string) => `run/${runId}`;
/** Published as `…#<node key> <path>`: what a running node has so far. */
export const runProgressTopic = (runId: string) => `run/${runId}/progress`;
/** Published as `…/runs#<run id>`. */
export const projectRunsTopic = (projectId: string) => `project/${projectId}/runs`;
/** Published as `…#<run id>`: something waits for the run's owner in `run_signals`. */
export const runSignalsTopic = 'runs/signals';
export const logTopic = (streamId: number) => `log/${streamId}`;
/** A rule, a firing or a silence has changed. */
export const projectAlertsTopic = (projectId: string) => `project/${projectId}/alerts`;
