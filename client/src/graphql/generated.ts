/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { gql } from 'urql';
import * as Urql from 'urql';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type ApprovalDecision =
  | 'APPROVED'
  | 'REJECTED';

export type ChangeInput = {
  author?: string | null | undefined;
  authoredAt?: string | null | undefined;
  kind?: ChangeKind;
  reference: string;
  title?: string | null | undefined;
  url?: string | null | undefined;
};

export type ChangeKind =
  | 'COMMIT'
  | 'TICKET';

export type CompleteSetupInput = {
  code: string;
  email: string;
  name: string;
  password: string;
};

export type CreateProjectInput = {
  name: string;
  slug: string;
  timeZone?: string;
};

export type DecideDeploymentInput = {
  comment?: string | null | undefined;
  id: string;
};

export type DeployInput = {
  changes?: Array<ChangeInput> | null | undefined;
  dryRun?: boolean;
  environmentId: string;
  idempotencyKey?: string | null | undefined;
  note?: string | null | undefined;
  parameters?: unknown;
  serviceId: string;
  version: string;
};

export type DeploymentFilter = {
  createdById?: string | null | undefined;
  environmentIds?: Array<string> | null | undefined;
  from?: string | null | undefined;
  serviceIds?: Array<string> | null | undefined;
  statuses?: Array<DeploymentStatus> | null | undefined;
  to?: string | null | undefined;
  version?: string | null | undefined;
};

export type DeploymentPreviewInput = {
  environmentId: string;
  serviceId: string;
};

export type DeploymentStatus =
  | 'AWAITING_APPROVAL'
  | 'CANCELED'
  | 'CANCELING'
  | 'FAILED'
  | 'QUEUED'
  | 'REJECTED'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'TIMED_OUT'
  | 'VERIFYING';

export type DeploymentTrigger =
  | 'EVENT'
  | 'MANUAL'
  | 'RETRY'
  | 'ROLLBACK'
  | 'SCHEDULE'
  | 'TOKEN'
  | 'WEBHOOK';

export type LogStream =
  | 'STDERR'
  | 'STDOUT'
  | 'SYSTEM';

export type RetryDeploymentInput = {
  failedHostsOnly?: boolean;
  fromFailedStep?: boolean;
  id: string;
  idempotencyKey?: string | null | undefined;
};

export type Role =
  | 'MAINTAINER'
  | 'OPERATOR'
  | 'OWNER'
  | 'VIEWER';

export type RollbackInput = {
  environmentId: string;
  idempotencyKey?: string | null | undefined;
  note?: string | null | undefined;
  serviceId: string;
  toDeploymentId?: string | null | undefined;
};

export type RunnerKind =
  | 'ANSIBLE'
  | 'SHELL';

export type SearchResultKind =
  | 'DEPLOYMENT'
  | 'ENVIRONMENT'
  | 'PROJECT'
  | 'SERVICE';

export type SignInInput = {
  email: string;
  password: string;
};

export type StepStatus =
  | 'CANCELED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING'
  | 'SKIPPED'
  | 'SUCCEEDED';

export type SetupPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SetupPageQuery = { setup: { isNeeded: boolean, version: string } };

export type CompleteSetupMutationVariables = Exact<{
  input: CompleteSetupInput;
}>;


export type CompleteSetupMutation = { completeSetup: { id: string } };

export type SignInPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInPageQuery = { setup: { isNeeded: boolean, version: string } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { id: string } };

export type DeployDialogQueryVariables = Exact<{
  slug: string;
}>;


export type DeployDialogQuery = { project: { id: string, services: { nodes: Array<{ id: string, name: string, viewerCanDeploy: boolean }> }, environments: Array<{ id: string, name: string, rank: number, isProduction: boolean, viewerCanDeploy: boolean }> } | null };

export type DeployDialogServiceQueryVariables = Exact<{
  id: string;
}>;


export type DeployDialogServiceQuery = { service: { id: string, name: string, runner: RunnerKind, parameterSchema: unknown, recentVersions: Array<string>, problems: Array<{ path: string, line: number | null, message: string }> } | null };

export type DeployDialogSourceQueryVariables = Exact<{
  id: string;
}>;


export type DeployDialogSourceQuery = { deployment: { id: string, number: number, version: string, parameters: unknown, service: { id: string }, environment: { id: string } } | null };

export type DeployDialogPreviewQueryVariables = Exact<{
  input: DeploymentPreviewInput;
}>;


export type DeployDialogPreviewQuery = { deploymentPreview: { expectedDurationMs: number | null, requiresApproval: boolean, live: { id: string, number: number, version: string, finishedAt: string | null, createdByName: string } | null, ahead: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdByName: string }> } };

export type DeployMutationVariables = Exact<{
  input: DeployInput;
}>;


export type DeployMutation = { deploy: { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, trigger: DeploymentTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null } };

export type DeploymentActions_DeploymentFragment = { id: string, number: number, version: string, status: DeploymentStatus, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus }> };

export type CancelDeploymentMutationVariables = Exact<{
  id: string;
}>;


export type CancelDeploymentMutation = { cancelDeployment: { id: string, status: DeploymentStatus, cancelRequestedAt: string | null, viewerCanCancel: boolean } };

export type RetryDeploymentMutationVariables = Exact<{
  input: RetryDeploymentInput;
}>;


export type RetryDeploymentMutation = { retryDeployment: { id: string, number: number } };

export type RollBackMutationVariables = Exact<{
  input: RollbackInput;
}>;


export type RollBackMutation = { rollback: { id: string, number: number, version: string } };

export type ApproveDeploymentMutationVariables = Exact<{
  input: DecideDeploymentInput;
}>;


export type ApproveDeploymentMutation = { approveDeployment: { id: string, status: DeploymentStatus, statusReason: string | null, viewerCanApprove: boolean, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }> } };

export type RejectDeploymentMutationVariables = Exact<{
  input: DecideDeploymentInput;
}>;


export type RejectDeploymentMutation = { rejectDeployment: { id: string, status: DeploymentStatus, statusReason: string | null, viewerCanApprove: boolean, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }> } };

export type DecidedDeploymentFragment = { id: string, status: DeploymentStatus, statusReason: string | null, viewerCanApprove: boolean, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }> };

export type DeploymentDetails_DeploymentFragment = { id: string, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, createdAt: string, queuedAt: string | null, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }> };

export type DeploymentHeader_DeploymentFragment = { id: string, number: number, version: string, status: DeploymentStatus, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, service: { id: string, name: string }, environment: { id: string, name: string, url: string | null } };

export type DeploymentPageQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentPageQuery = { deployment: { id: string, number: number, status: DeploymentStatus, version: string, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, queuedAt: string | null, statusReason: string | null, exitCode: number | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, project: { id: string, slug: string }, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, url: string | null, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus, name: string, message: string | null, attempt: number, key: string, group: string | null, position: number, firstLogSeq: number | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, isChanged: boolean | null }>, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }> } | null };

export type DeploymentPageChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type DeploymentPageChangedSubscription = { deploymentChanged: { id: string, number: number, status: DeploymentStatus, version: string, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, queuedAt: string | null, statusReason: string | null, exitCode: number | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, project: { id: string, slug: string }, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, url: string | null, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus, name: string, message: string | null, attempt: number, key: string, group: string | null, position: number, firstLogSeq: number | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, isChanged: boolean | null }>, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }> } };

export type DeploymentPage_DeploymentFragment = { id: string, number: number, status: DeploymentStatus, version: string, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, queuedAt: string | null, statusReason: string | null, exitCode: number | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, project: { id: string, slug: string }, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, url: string | null, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus, name: string, message: string | null, attempt: number, key: string, group: string | null, position: number, firstLogSeq: number | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, isChanged: boolean | null }>, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }> };

export type DeploymentVerdict_DeploymentFragment = { id: string, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, finishedAt: string | null, durationMs: number | null, exitCode: number | null, previousVersion: string | null, environment: { id: string, name: string, url: string | null }, service: { id: string, name: string }, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, decidedBy: { id: string, name: string } }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }>, steps: Array<{ id: string, name: string, host: string | null, status: StepStatus, message: string | null, attempt: number }> };

export type DeploymentsPageQueryVariables = Exact<{
  slug: string;
  filter?: DeploymentFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type DeploymentsPageQuery = { project: { id: string, viewerCanDeploy: boolean, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, trigger: DeploymentTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeploymentFiltersQueryVariables = Exact<{
  slug: string;
}>;


export type DeploymentFiltersQuery = { project: { id: string, services: { nodes: Array<{ id: string, name: string }> }, environments: Array<{ id: string, name: string, rank: number }>, members: { nodes: Array<{ id: string, user: { id: string, name: string } }> } } | null };

export type DeploymentsTable_DeploymentFragment = { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, trigger: DeploymentTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null };

export type LogViewer_DeploymentFragment = { id: string, number: number, status: DeploymentStatus, startedAt: string | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, steps: Array<{ id: string, key: string, name: string, group: string | null, status: StepStatus, position: number, firstLogSeq: number | null }> };

export type LogViewerPageQueryVariables = Exact<{
  id: string;
  after: number;
  first: number;
  search?: string | null | undefined;
  stream?: LogStream | null | undefined;
  stepKey?: string | null | undefined;
}>;


export type LogViewerPageQuery = { deployment: { id: string, log: { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, at: string, stream: LogStream, stepKey: string | null, text: string }> } } | null };

export type LogViewerSearchQueryVariables = Exact<{
  id: string;
  text: string;
  after: number;
  first: number;
  stream?: LogStream | null | undefined;
  stepKey?: string | null | undefined;
}>;


export type LogViewerSearchQuery = { deployment: { id: string, logSearch: { seqs: Array<number>, totalCount: number, isComplete: boolean } } | null };

export type LogViewerTailSubscriptionVariables = Exact<{
  id: string;
  after: number;
}>;


export type LogViewerTailSubscription = { deploymentLog: { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, at: string, stream: LogStream, stepKey: string | null, text: string }> } };

export type LogViewer_LogBatchFragment = { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, at: string, stream: LogStream, stepKey: string | null, text: string }> };

export type RollbackDialogQueryVariables = Exact<{
  id: string;
  input: DeploymentPreviewInput;
}>;


export type RollbackDialogQuery = { deployment: { id: string, previousVersion: string | null } | null, deploymentPreview: { live: { id: string, number: number, version: string } | null } };

export type StepTree_DeploymentFragment = { id: string, status: DeploymentStatus, startedAt: string | null, finishedAt: string | null, steps: Array<{ id: string, key: string, name: string, group: string | null, host: string | null, status: StepStatus, startedAt: string | null, finishedAt: string | null, durationMs: number | null, message: string | null, isChanged: boolean | null, attempt: number, position: number, firstLogSeq: number | null }> };

export type StepTree_DeploymentStepFragment = { id: string, key: string, name: string, group: string | null, host: string | null, status: StepStatus, startedAt: string | null, finishedAt: string | null, durationMs: number | null, message: string | null, isChanged: boolean | null, attempt: number, position: number, firstLogSeq: number | null };

export type StepDiffsQueryVariables = Exact<{
  id: string;
}>;


export type StepDiffsQuery = { deployment: { id: string, steps: Array<{ id: string, diff: string | null }> } | null };

export type Frame_ViewerFragment = { id: string, name: string, email: string | null, isAdministrator: boolean, viewerCanCreateProject: boolean };

export type Frame_ProjectFragment = { id: string, slug: string, name: string, viewerCanDeploy: boolean, viewerCanReadAudit: boolean, viewerCanUpdate: boolean };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type PaletteQueryVariables = Exact<{
  text: string;
  projectId?: string | null | undefined;
}>;


export type PaletteQuery = { search: Array<{ id: string, kind: SearchResultKind, title: string, subtitle: string | null, path: string }> };

export type PlainFrameQueryVariables = Exact<{ [key: string]: never; }>;


export type PlainFrameQuery = { viewer: { id: string, name: string, email: string | null, isAdministrator: boolean, viewerCanCreateProject: boolean } | null };

export type ProjectFrameQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectFrameQuery = { viewer: { id: string, name: string, email: string | null, isAdministrator: boolean, viewerCanCreateProject: boolean } | null, project: { id: string, slug: string, name: string, viewerCanDeploy: boolean, viewerCanReadAudit: boolean, viewerCanUpdate: boolean, services: { nodes: Array<{ id: string, slug: string, name: string, viewerCanDeploy: boolean }> }, environments: Array<{ id: string, slug: string, name: string, viewerCanDeploy: boolean }> } | null };

export type ProjectFrameChangesSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type ProjectFrameChangesSubscription = { deploymentsChanged: { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, createdAt: string, queuedAt: string | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, currentStep: { id: string, key: string, name: string, host: string | null, status: StepStatus, position: number } | null, service: { id: string, name: string }, environment: { id: string, name: string } } };

export type ProjectSwitcherQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectSwitcherQuery = { projects: { nodes: Array<{ id: string, slug: string, name: string }> } };

export type HomePageQueryVariables = Exact<{
  slug: string;
}>;


export type HomePageQuery = { project: { id: string, slug: string, name: string, servicesFolder: string, viewerCanDeploy: boolean, viewerCanManageServices: boolean, viewerCanManageEnvironments: boolean, environments: Array<{ id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, viewerCanDeploy: boolean }>, services: { nodes: Array<{ id: string, slug: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean, problems: Array<{ path: string, message: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, matrix: Array<{ id: string, activeCount: number, service: { id: string }, environment: { id: string }, live: { id: string, number: number, version: string, finishedAt: string | null, createdByName: string } | null, latest: { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, createdByName: string, expectedDurationMs: number | null, currentStep: { id: string, name: string, host: string | null } | null } | null }>, waiting: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, note: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, createdByName: string, expectedDurationMs: number | null, viewerCanApprove: boolean, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null }> }, failed: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, note: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, createdByName: string, expectedDurationMs: number | null, viewerCanApprove: boolean, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null }> }, running: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, note: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, createdByName: string, expectedDurationMs: number | null, viewerCanApprove: boolean, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null }> } } | null };

export type Matrix_EnvironmentFragment = { id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, viewerCanDeploy: boolean };

export type Matrix_ServiceFragment = { id: string, slug: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean, problems: Array<{ path: string, message: string }> };

export type Matrix_MatrixCellFragment = { id: string, activeCount: number, service: { id: string }, environment: { id: string }, live: { id: string, number: number, version: string, finishedAt: string | null, createdByName: string } | null, latest: { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, createdByName: string, expectedDurationMs: number | null, currentStep: { id: string, name: string, host: string | null } | null } | null };

export type DeploymentLine_DeploymentFragment = { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, note: string | null, createdAt: string, startedAt: string | null, finishedAt: string | null, createdByName: string, expectedDurationMs: number | null, viewerCanApprove: boolean, service: { id: string, name: string }, environment: { id: string, name: string }, currentStep: { id: string, name: string, host: string | null } | null };

export type HomeSyncServicesMutationVariables = Exact<{
  projectId: string;
}>;


export type HomeSyncServicesMutation = { syncServices: { added: Array<{ id: string, name: string }>, updated: Array<{ id: string }>, removed: Array<{ id: string }>, problems: Array<{ path: string, line: number | null, message: string }> } };

export type ProjectsPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectsPageQuery = { viewer: { id: string, viewerCanCreateProject: boolean } | null, projects: { nodes: Array<{ id: string, slug: string, name: string, viewerRole: Role | null, environments: Array<{ id: string, slug: string, name: string }>, services: { nodes: Array<{ id: string }> }, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdAt: string, service: { id: string, slug: string }, environment: { id: string, name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProjectCard_ProjectFragment = { id: string, slug: string, name: string, viewerRole: Role | null, environments: Array<{ id: string, slug: string, name: string }>, services: { nodes: Array<{ id: string }> }, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdAt: string, service: { id: string, slug: string }, environment: { id: string, name: string } }> } };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { id: string, slug: string, name: string } };

export const DecidedDeploymentFragmentDoc = gql`
    fragment DecidedDeployment on Deployment {
  id
  status
  statusReason
  viewerCanApprove
  approvals {
    id
    decision
    comment
    at
    decidedBy {
      id
      name
    }
  }
}
    `;
export const DeploymentHeader_DeploymentFragmentDoc = gql`
    fragment DeploymentHeader_Deployment on Deployment {
  id
  number
  version
  status
  isDryRun
  createdByName
  createdAt
  startedAt
  finishedAt
  durationMs
  expectedDurationMs
  service {
    id
    name
  }
  environment {
    id
    name
    url
  }
}
    `;
export const DeploymentActions_DeploymentFragmentDoc = gql`
    fragment DeploymentActions_Deployment on Deployment {
  id
  number
  version
  status
  service {
    id
    name
    runner
    viewerCanDeploy
  }
  environment {
    id
    name
    viewerCanDeploy
  }
  steps {
    id
    host
    status
  }
  viewerCanCancel
  viewerCanRetry
  viewerCanApprove
  viewerCanRollback
}
    `;
export const DeploymentDetails_DeploymentFragmentDoc = gql`
    fragment DeploymentDetails_Deployment on Deployment {
  id
  note
  parameters
  trigger
  previousVersion
  createdAt
  queuedAt
  retryOf {
    id
    number
  }
  rollbackOf {
    id
    number
    version
  }
  approvals {
    id
    decision
    comment
    at
    decidedBy {
      id
      name
    }
  }
  changes {
    kind
    reference
    title
    author
    url
  }
}
    `;
export const DeploymentVerdict_DeploymentFragmentDoc = gql`
    fragment DeploymentVerdict_Deployment on Deployment {
  id
  version
  status
  statusReason
  isDryRun
  finishedAt
  durationMs
  exitCode
  previousVersion
  environment {
    id
    name
    url
  }
  service {
    id
    name
  }
  approvals {
    id
    decision
    comment
    decidedBy {
      id
      name
    }
  }
  waitsFor {
    id
    number
    version
    status
  }
  steps {
    id
    name
    host
    status
    message
    attempt
  }
}
    `;
export const StepTree_DeploymentStepFragmentDoc = gql`
    fragment StepTree_DeploymentStep on DeploymentStep {
  id
  key
  name
  group
  host
  status
  startedAt
  finishedAt
  durationMs
  message
  isChanged
  attempt
  position
  firstLogSeq
}
    `;
export const StepTree_DeploymentFragmentDoc = gql`
    fragment StepTree_Deployment on Deployment {
  id
  status
  startedAt
  finishedAt
  steps {
    ...StepTree_DeploymentStep
  }
}
    ${StepTree_DeploymentStepFragmentDoc}`;
export const LogViewer_DeploymentFragmentDoc = gql`
    fragment LogViewer_Deployment on Deployment {
  id
  number
  status
  startedAt
  logLineCount
  logByteCount
  isLogComplete
  steps {
    id
    key
    name
    group
    status
    position
    firstLogSeq
  }
}
    `;
export const DeploymentPage_DeploymentFragmentDoc = gql`
    fragment DeploymentPage_Deployment on Deployment {
  id
  number
  status
  project {
    id
    slug
  }
  service {
    id
    name
  }
  ...DeploymentHeader_Deployment
  ...DeploymentActions_Deployment
  ...DeploymentDetails_Deployment
  ...DeploymentVerdict_Deployment
  ...StepTree_Deployment
  ...LogViewer_Deployment
}
    ${DeploymentHeader_DeploymentFragmentDoc}
${DeploymentActions_DeploymentFragmentDoc}
${DeploymentDetails_DeploymentFragmentDoc}
${DeploymentVerdict_DeploymentFragmentDoc}
${StepTree_DeploymentFragmentDoc}
${LogViewer_DeploymentFragmentDoc}`;
export const DeploymentsTable_DeploymentFragmentDoc = gql`
    fragment DeploymentsTable_Deployment on Deployment {
  id
  number
  version
  status
  statusReason
  isDryRun
  trigger
  createdByName
  createdAt
  startedAt
  finishedAt
  durationMs
  expectedDurationMs
  service {
    id
    name
  }
  environment {
    id
    name
  }
  currentStep {
    id
    name
    host
  }
}
    `;
export const LogViewer_LogBatchFragmentDoc = gql`
    fragment LogViewer_LogBatch on LogBatch {
  lines {
    seq
    at
    stream
    stepKey
    text
  }
  lastSeq
  hasEnded
}
    `;
export const Frame_ViewerFragmentDoc = gql`
    fragment Frame_Viewer on Viewer {
  id
  name
  email
  isAdministrator
  viewerCanCreateProject
}
    `;
export const Frame_ProjectFragmentDoc = gql`
    fragment Frame_Project on Project {
  id
  slug
  name
  viewerCanDeploy
  viewerCanReadAudit
  viewerCanUpdate
}
    `;
export const Matrix_EnvironmentFragmentDoc = gql`
    fragment Matrix_Environment on Environment {
  id
  slug
  name
  rank
  url
  isProduction
  viewerCanDeploy
}
    `;
export const Matrix_ServiceFragmentDoc = gql`
    fragment Matrix_Service on Service {
  id
  slug
  name
  runner
  viewerCanDeploy
  problems {
    path
    message
  }
}
    `;
export const Matrix_MatrixCellFragmentDoc = gql`
    fragment Matrix_MatrixCell on MatrixCell {
  id
  activeCount
  service {
    id
  }
  environment {
    id
  }
  live {
    id
    number
    version
    finishedAt
    createdByName
  }
  latest {
    id
    number
    version
    status
    statusReason
    isDryRun
    createdAt
    startedAt
    finishedAt
    createdByName
    expectedDurationMs
    currentStep {
      id
      name
      host
    }
  }
}
    `;
export const DeploymentLine_DeploymentFragmentDoc = gql`
    fragment DeploymentLine_Deployment on Deployment {
  id
  number
  version
  status
  statusReason
  note
  createdAt
  startedAt
  finishedAt
  createdByName
  expectedDurationMs
  viewerCanApprove
  service {
    id
    name
  }
  environment {
    id
    name
  }
  currentStep {
    id
    name
    host
  }
}
    `;
export const ProjectCard_ProjectFragmentDoc = gql`
    fragment ProjectCard_Project on Project {
  id
  slug
  name
  viewerRole
  environments {
    id
    slug
    name
  }
  services(first: 1) {
    nodes {
      id
    }
  }
  deployments(first: 1) {
    nodes {
      id
      number
      version
      status
      createdAt
      service {
        id
        slug
      }
      environment {
        id
        name
      }
    }
  }
}
    `;
export const SetupPageDocument = gql`
    query SetupPage {
  setup {
    isNeeded
    version
  }
}
    `;

export function useSetupPageQuery(options?: Omit<Urql.UseQueryArgs<SetupPageQueryVariables>, 'query'>) {
  return Urql.useQuery<SetupPageQuery, SetupPageQueryVariables>({ query: SetupPageDocument, ...options });
};
export const CompleteSetupDocument = gql`
    mutation CompleteSetup($input: CompleteSetupInput!) {
  completeSetup(input: $input) {
    id
  }
}
    `;

export function useCompleteSetupMutation() {
  return Urql.useMutation<CompleteSetupMutation, CompleteSetupMutationVariables>(CompleteSetupDocument);
};
export const SignInPageDocument = gql`
    query SignInPage {
  setup {
    isNeeded
    version
  }
}
    `;

export function useSignInPageQuery(options?: Omit<Urql.UseQueryArgs<SignInPageQueryVariables>, 'query'>) {
  return Urql.useQuery<SignInPageQuery, SignInPageQueryVariables>({ query: SignInPageDocument, ...options });
};
export const SignInDocument = gql`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    id
  }
}
    `;

export function useSignInMutation() {
  return Urql.useMutation<SignInMutation, SignInMutationVariables>(SignInDocument);
};
export const DeployDialogDocument = gql`
    query DeployDialog($slug: String!) {
  project(slug: $slug) {
    id
    services(first: 100) {
      nodes {
        id
        name
        viewerCanDeploy
      }
    }
    environments {
      id
      name
      rank
      isProduction
      viewerCanDeploy
    }
  }
}
    `;

export function useDeployDialogQuery(options: Omit<Urql.UseQueryArgs<DeployDialogQueryVariables>, 'query'>) {
  return Urql.useQuery<DeployDialogQuery, DeployDialogQueryVariables>({ query: DeployDialogDocument, ...options });
};
export const DeployDialogServiceDocument = gql`
    query DeployDialogService($id: ID!) {
  service(id: $id) {
    id
    name
    runner
    parameterSchema
    recentVersions(first: 8)
    problems {
      path
      line
      message
    }
  }
}
    `;

export function useDeployDialogServiceQuery(options: Omit<Urql.UseQueryArgs<DeployDialogServiceQueryVariables>, 'query'>) {
  return Urql.useQuery<DeployDialogServiceQuery, DeployDialogServiceQueryVariables>({ query: DeployDialogServiceDocument, ...options });
};
export const DeployDialogSourceDocument = gql`
    query DeployDialogSource($id: ID!) {
  deployment(id: $id) {
    id
    number
    version
    parameters
    service {
      id
    }
    environment {
      id
    }
  }
}
    `;

export function useDeployDialogSourceQuery(options: Omit<Urql.UseQueryArgs<DeployDialogSourceQueryVariables>, 'query'>) {
  return Urql.useQuery<DeployDialogSourceQuery, DeployDialogSourceQueryVariables>({ query: DeployDialogSourceDocument, ...options });
};
export const DeployDialogPreviewDocument = gql`
    query DeployDialogPreview($input: DeploymentPreviewInput!) {
  deploymentPreview(input: $input) {
    expectedDurationMs
    requiresApproval
    live {
      id
      number
      version
      finishedAt
      createdByName
    }
    ahead {
      id
      number
      version
      status
      createdByName
    }
  }
}
    `;

export function useDeployDialogPreviewQuery(options: Omit<Urql.UseQueryArgs<DeployDialogPreviewQueryVariables>, 'query'>) {
  return Urql.useQuery<DeployDialogPreviewQuery, DeployDialogPreviewQueryVariables>({ query: DeployDialogPreviewDocument, ...options });
};
export const DeployDocument = gql`
    mutation Deploy($input: DeployInput!) {
  deploy(input: $input) {
    ...DeploymentsTable_Deployment
  }
}
    ${DeploymentsTable_DeploymentFragmentDoc}`;

export function useDeployMutation() {
  return Urql.useMutation<DeployMutation, DeployMutationVariables>(DeployDocument);
};
export const CancelDeploymentDocument = gql`
    mutation CancelDeployment($id: ID!) {
  cancelDeployment(id: $id) {
    id
    status
    cancelRequestedAt
    viewerCanCancel
  }
}
    `;

export function useCancelDeploymentMutation() {
  return Urql.useMutation<CancelDeploymentMutation, CancelDeploymentMutationVariables>(CancelDeploymentDocument);
};
export const RetryDeploymentDocument = gql`
    mutation RetryDeployment($input: RetryDeploymentInput!) {
  retryDeployment(input: $input) {
    id
    number
  }
}
    `;

export function useRetryDeploymentMutation() {
  return Urql.useMutation<RetryDeploymentMutation, RetryDeploymentMutationVariables>(RetryDeploymentDocument);
};
export const RollBackDocument = gql`
    mutation RollBack($input: RollbackInput!) {
  rollback(input: $input) {
    id
    number
    version
  }
}
    `;

export function useRollBackMutation() {
  return Urql.useMutation<RollBackMutation, RollBackMutationVariables>(RollBackDocument);
};
export const ApproveDeploymentDocument = gql`
    mutation ApproveDeployment($input: DecideDeploymentInput!) {
  approveDeployment(input: $input) {
    ...DecidedDeployment
  }
}
    ${DecidedDeploymentFragmentDoc}`;

export function useApproveDeploymentMutation() {
  return Urql.useMutation<ApproveDeploymentMutation, ApproveDeploymentMutationVariables>(ApproveDeploymentDocument);
};
export const RejectDeploymentDocument = gql`
    mutation RejectDeployment($input: DecideDeploymentInput!) {
  rejectDeployment(input: $input) {
    ...DecidedDeployment
  }
}
    ${DecidedDeploymentFragmentDoc}`;

export function useRejectDeploymentMutation() {
  return Urql.useMutation<RejectDeploymentMutation, RejectDeploymentMutationVariables>(RejectDeploymentDocument);
};
export const DeploymentPageDocument = gql`
    query DeploymentPage($id: ID!) {
  deployment(id: $id) {
    ...DeploymentPage_Deployment
  }
}
    ${DeploymentPage_DeploymentFragmentDoc}`;

export function useDeploymentPageQuery(options: Omit<Urql.UseQueryArgs<DeploymentPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DeploymentPageQuery, DeploymentPageQueryVariables>({ query: DeploymentPageDocument, ...options });
};
export const DeploymentPageChangedDocument = gql`
    subscription DeploymentPageChanged($id: ID!) {
  deploymentChanged(id: $id) {
    ...DeploymentPage_Deployment
  }
}
    ${DeploymentPage_DeploymentFragmentDoc}`;

export function useDeploymentPageChangedSubscription<TData = DeploymentPageChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<DeploymentPageChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<DeploymentPageChangedSubscription, TData>) {
  return Urql.useSubscription<DeploymentPageChangedSubscription, TData, DeploymentPageChangedSubscriptionVariables>({ query: DeploymentPageChangedDocument, ...options }, handler);
};
export const DeploymentsPageDocument = gql`
    query DeploymentsPage($slug: String!, $filter: DeploymentFilter, $after: String) {
  project(slug: $slug) {
    id
    viewerCanDeploy
    deployments(filter: $filter, first: 50, after: $after) {
      nodes {
        ...DeploymentsTable_Deployment
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${DeploymentsTable_DeploymentFragmentDoc}`;

export function useDeploymentsPageQuery(options: Omit<Urql.UseQueryArgs<DeploymentsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DeploymentsPageQuery, DeploymentsPageQueryVariables>({ query: DeploymentsPageDocument, ...options });
};
export const DeploymentFiltersDocument = gql`
    query DeploymentFilters($slug: String!) {
  project(slug: $slug) {
    id
    services(first: 100) {
      nodes {
        id
        name
      }
    }
    environments {
      id
      name
      rank
    }
    members(first: 100) {
      nodes {
        id
        user {
          id
          name
        }
      }
    }
  }
}
    `;

export function useDeploymentFiltersQuery(options: Omit<Urql.UseQueryArgs<DeploymentFiltersQueryVariables>, 'query'>) {
  return Urql.useQuery<DeploymentFiltersQuery, DeploymentFiltersQueryVariables>({ query: DeploymentFiltersDocument, ...options });
};
export const LogViewerPageDocument = gql`
    query LogViewerPage($id: ID!, $after: Int!, $first: Int!, $search: String, $stream: LogStream, $stepKey: String) {
  deployment(id: $id) {
    id
    log(
      after: $after
      first: $first
      search: $search
      stream: $stream
      stepKey: $stepKey
    ) {
      ...LogViewer_LogBatch
    }
  }
}
    ${LogViewer_LogBatchFragmentDoc}`;

export function useLogViewerPageQuery(options: Omit<Urql.UseQueryArgs<LogViewerPageQueryVariables>, 'query'>) {
  return Urql.useQuery<LogViewerPageQuery, LogViewerPageQueryVariables>({ query: LogViewerPageDocument, ...options });
};
export const LogViewerSearchDocument = gql`
    query LogViewerSearch($id: ID!, $text: String!, $after: Int!, $first: Int!, $stream: LogStream, $stepKey: String) {
  deployment(id: $id) {
    id
    logSearch(
      text: $text
      after: $after
      first: $first
      stream: $stream
      stepKey: $stepKey
    ) {
      seqs
      totalCount
      isComplete
    }
  }
}
    `;

export function useLogViewerSearchQuery(options: Omit<Urql.UseQueryArgs<LogViewerSearchQueryVariables>, 'query'>) {
  return Urql.useQuery<LogViewerSearchQuery, LogViewerSearchQueryVariables>({ query: LogViewerSearchDocument, ...options });
};
export const LogViewerTailDocument = gql`
    subscription LogViewerTail($id: ID!, $after: Int!) {
  deploymentLog(id: $id, after: $after) {
    ...LogViewer_LogBatch
  }
}
    ${LogViewer_LogBatchFragmentDoc}`;

export function useLogViewerTailSubscription<TData = LogViewerTailSubscription>(options: Omit<Urql.UseSubscriptionArgs<LogViewerTailSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<LogViewerTailSubscription, TData>) {
  return Urql.useSubscription<LogViewerTailSubscription, TData, LogViewerTailSubscriptionVariables>({ query: LogViewerTailDocument, ...options }, handler);
};
export const RollbackDialogDocument = gql`
    query RollbackDialog($id: ID!, $input: DeploymentPreviewInput!) {
  deployment(id: $id) {
    id
    previousVersion
  }
  deploymentPreview(input: $input) {
    live {
      id
      number
      version
    }
  }
}
    `;

export function useRollbackDialogQuery(options: Omit<Urql.UseQueryArgs<RollbackDialogQueryVariables>, 'query'>) {
  return Urql.useQuery<RollbackDialogQuery, RollbackDialogQueryVariables>({ query: RollbackDialogDocument, ...options });
};
export const StepDiffsDocument = gql`
    query StepDiffs($id: ID!) {
  deployment(id: $id) {
    id
    steps {
      id
      diff
    }
  }
}
    `;

export function useStepDiffsQuery(options: Omit<Urql.UseQueryArgs<StepDiffsQueryVariables>, 'query'>) {
  return Urql.useQuery<StepDiffsQuery, StepDiffsQueryVariables>({ query: StepDiffsDocument, ...options });
};
export const SignOutDocument = gql`
    mutation SignOut {
  signOut
}
    `;

export function useSignOutMutation() {
  return Urql.useMutation<SignOutMutation, SignOutMutationVariables>(SignOutDocument);
};
export const PaletteDocument = gql`
    query Palette($text: String!, $projectId: ID) {
  search(text: $text, projectId: $projectId, first: 12) {
    id
    kind
    title
    subtitle
    path
  }
}
    `;

export function usePaletteQuery(options: Omit<Urql.UseQueryArgs<PaletteQueryVariables>, 'query'>) {
  return Urql.useQuery<PaletteQuery, PaletteQueryVariables>({ query: PaletteDocument, ...options });
};
export const PlainFrameDocument = gql`
    query PlainFrame {
  viewer {
    ...Frame_Viewer
  }
}
    ${Frame_ViewerFragmentDoc}`;

export function usePlainFrameQuery(options?: Omit<Urql.UseQueryArgs<PlainFrameQueryVariables>, 'query'>) {
  return Urql.useQuery<PlainFrameQuery, PlainFrameQueryVariables>({ query: PlainFrameDocument, ...options });
};
export const ProjectFrameDocument = gql`
    query ProjectFrame($slug: String!) {
  viewer {
    ...Frame_Viewer
  }
  project(slug: $slug) {
    ...Frame_Project
    services(first: 100) {
      nodes {
        id
        slug
        name
        viewerCanDeploy
      }
    }
    environments {
      id
      slug
      name
      viewerCanDeploy
    }
  }
}
    ${Frame_ViewerFragmentDoc}
${Frame_ProjectFragmentDoc}`;

export function useProjectFrameQuery(options: Omit<Urql.UseQueryArgs<ProjectFrameQueryVariables>, 'query'>) {
  return Urql.useQuery<ProjectFrameQuery, ProjectFrameQueryVariables>({ query: ProjectFrameDocument, ...options });
};
export const ProjectFrameChangesDocument = gql`
    subscription ProjectFrameChanges($projectId: ID!) {
  deploymentsChanged(projectId: $projectId) {
    id
    number
    version
    status
    statusReason
    createdAt
    queuedAt
    startedAt
    finishedAt
    durationMs
    viewerCanCancel
    viewerCanRetry
    viewerCanApprove
    viewerCanRollback
    currentStep {
      id
      key
      name
      host
      status
      position
    }
    service {
      id
      name
    }
    environment {
      id
      name
    }
  }
}
    `;

export function useProjectFrameChangesSubscription<TData = ProjectFrameChangesSubscription>(options: Omit<Urql.UseSubscriptionArgs<ProjectFrameChangesSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<ProjectFrameChangesSubscription, TData>) {
  return Urql.useSubscription<ProjectFrameChangesSubscription, TData, ProjectFrameChangesSubscriptionVariables>({ query: ProjectFrameChangesDocument, ...options }, handler);
};
export const ProjectSwitcherDocument = gql`
    query ProjectSwitcher {
  projects(first: 100) {
    nodes {
      id
      slug
      name
    }
  }
}
    `;

export function useProjectSwitcherQuery(options?: Omit<Urql.UseQueryArgs<ProjectSwitcherQueryVariables>, 'query'>) {
  return Urql.useQuery<ProjectSwitcherQuery, ProjectSwitcherQueryVariables>({ query: ProjectSwitcherDocument, ...options });
};
export const HomePageDocument = gql`
    query HomePage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    name
    servicesFolder
    viewerCanDeploy
    viewerCanManageServices
    viewerCanManageEnvironments
    environments {
      ...Matrix_Environment
    }
    services(first: 100) {
      nodes {
        ...Matrix_Service
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    matrix {
      ...Matrix_MatrixCell
    }
    waiting: deployments(first: 8, filter: {statuses: [AWAITING_APPROVAL]}) {
      nodes {
        ...DeploymentLine_Deployment
      }
    }
    failed: deployments(first: 5, filter: {statuses: [FAILED, TIMED_OUT]}) {
      nodes {
        ...DeploymentLine_Deployment
      }
    }
    running: deployments(
      first: 8
      filter: {statuses: [QUEUED, RUNNING, VERIFYING, CANCELING]}
    ) {
      nodes {
        ...DeploymentLine_Deployment
      }
    }
  }
}
    ${Matrix_EnvironmentFragmentDoc}
${Matrix_ServiceFragmentDoc}
${Matrix_MatrixCellFragmentDoc}
${DeploymentLine_DeploymentFragmentDoc}`;

export function useHomePageQuery(options: Omit<Urql.UseQueryArgs<HomePageQueryVariables>, 'query'>) {
  return Urql.useQuery<HomePageQuery, HomePageQueryVariables>({ query: HomePageDocument, ...options });
};
export const HomeSyncServicesDocument = gql`
    mutation HomeSyncServices($projectId: ID!) {
  syncServices(projectId: $projectId) {
    added {
      id
      name
    }
    updated {
      id
    }
    removed {
      id
    }
    problems {
      path
      line
      message
    }
  }
}
    `;

export function useHomeSyncServicesMutation() {
  return Urql.useMutation<HomeSyncServicesMutation, HomeSyncServicesMutationVariables>(HomeSyncServicesDocument);
};
export const ProjectsPageDocument = gql`
    query ProjectsPage($after: String) {
  viewer {
    id
    viewerCanCreateProject
  }
  projects(first: 50, after: $after) {
    nodes {
      ...ProjectCard_Project
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${ProjectCard_ProjectFragmentDoc}`;

export function useProjectsPageQuery(options?: Omit<Urql.UseQueryArgs<ProjectsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<ProjectsPageQuery, ProjectsPageQueryVariables>({ query: ProjectsPageDocument, ...options });
};
export const CreateProjectDocument = gql`
    mutation CreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    id
    slug
    name
  }
}
    `;

export function useCreateProjectMutation() {
  return Urql.useMutation<CreateProjectMutation, CreateProjectMutationVariables>(CreateProjectDocument);
};