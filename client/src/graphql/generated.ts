/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { gql } from 'urql';
import * as Urql from 'urql';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
/** Who joins a project, and as what. */
export type AddMemberInput = {
  /** Their address; an account is made when there is none. */
  email: string;
  /** What a new account is called; else the part before the @. */
  name?: string | null | undefined;
  /** The project. */
  projectId: string;
  /** What they may do. */
  role: Role;
};

/** Yes or no. */
export type ApprovalDecision =
  /** It may go. */
  | 'APPROVED'
  /** It may not. */
  | 'REJECTED';

/** Which audit events; all conditions hold together. */
export type AuditFilter = {
  /** An action, or its beginning up to a dot: `deployment` finds all of `deployment.…`. */
  action?: string | null | undefined;
  /** Who did it. */
  actorId?: string | null | undefined;
  /** Not before this moment. */
  from?: string | null | undefined;
  /** What it happened to. */
  subjectId?: string | null | undefined;
  /** Before this moment. */
  to?: string | null | undefined;
};

/** A commit or ticket that a deployment carries. */
export type ChangeInput = {
  /** Who made it. */
  author?: string | null | undefined;
  /** When it was made. */
  authoredAt?: string | null | undefined;
  /** A commit or a ticket. */
  kind?: ChangeKind;
  /** Its hash or number. */
  reference: string;
  /** Its first line. */
  title?: string | null | undefined;
  /** Where to read it. */
  url?: string | null | undefined;
};

/** What a change is. */
export type ChangeKind =
  /** A commit. */
  | 'COMMIT'
  /** A ticket. */
  | 'TICKET';

/** A member’s new role. */
export type ChangeMemberRoleInput = {
  /** The member. */
  id: string;
  /** What they may do from now on. */
  role: Role;
};

/** The old and the new password. */
export type ChangePasswordInput = {
  /** The password in use now. */
  currentPassword: string;
  /** At least 10 characters. */
  newPassword: string;
};

/** The first administrator, with the code of the link that the server printed. */
export type CompleteSetupInput = {
  /** The one-time code of the link. */
  code: string;
  /** The address to sign in with. */
  email: string;
  /** What you are called. */
  name: string;
  /** At least 10 characters. */
  password: string;
};

/** A new environment. */
export type CreateEnvironmentInput = {
  /** Whether this is what customers use. */
  isProduction?: boolean;
  /** What people call it. */
  name: string;
  /** The project. */
  projectId: string;
  /** Its place in the order: lower ones come first, production last. */
  rank: number;
  /** Whether a deployment waits until somebody approves it. */
  requiresApproval?: boolean;
  /** Its name in addresses: a–z, 0–9 and hyphens. Can’t be changed. */
  slug: string;
  /** Where what is deployed here answers. */
  url?: string | null | undefined;
};

/** A new project. You become its owner. */
export type CreateProjectInput = {
  /** What people call it. */
  name: string;
  /** Its name in addresses and folders: a–z, 0–9 and hyphens. Can’t be changed. */
  slug: string;
  /** IANA time zone, such as `Europe/Berlin`. */
  timeZone?: string;
};

/** A new token. */
export type CreateTokenInput = {
  /** Days until it stops working, 1–365. */
  expiresInDays?: number;
  /** `PERSONAL` or `SERVICE`. */
  kind?: TokenKind;
  /** What it is for. */
  name: string;
  /** The project it is limited to. A service token needs one. */
  projectId?: string | null | undefined;
  /** What it may do, such as `deployment:create`. `project:read` is always part. */
  scopes: Array<string>;
};

/** A decision about a deployment that waits for approval. */
export type DecideDeploymentInput = {
  /** Why. */
  comment?: string | null | undefined;
  /** The deployment. */
  id: string;
};

/** What to deploy, and where. */
export type DeployInput = {
  /** The commits and tickets it carries; at most 500. */
  changes?: Array<ChangeInput> | null | undefined;
  /** Only show what would change. */
  dryRun?: boolean;
  /** The environment. */
  environmentId: string;
  /** The same key again returns the first result. */
  idempotencyKey?: string | null | undefined;
  /** Why, for those who look later. */
  note?: string | null | undefined;
  /** Parameters, as the service’s `parameterSchema` says. */
  parameters?: unknown;
  /** The service. */
  serviceId: string;
  /** The version, as the service understands it: a tag, a commit, a number. */
  version: string;
};

/** Which deployments; all conditions hold together. */
export type DeploymentFilter = {
  /** By this person or token. */
  createdById?: string | null | undefined;
  /** To any of these environments. */
  environmentIds?: Array<string> | null | undefined;
  /** Created at this moment or later. */
  from?: string | null | undefined;
  /** Of any of these services. */
  serviceIds?: Array<string> | null | undefined;
  /** In any of these states. */
  statuses?: Array<DeploymentStatus> | null | undefined;
  /** Created before this moment. */
  to?: string | null | undefined;
  /** Of exactly this version. */
  version?: string | null | undefined;
};

/** Which service, to which environment. */
export type DeploymentPreviewInput = {
  /** The environment. */
  environmentId: string;
  /** The service. */
  serviceId: string;
};

/** Where a deployment stands. */
export type DeploymentStatus =
  /** Waits until somebody approves it. */
  | 'AWAITING_APPROVAL'
  /** Somebody stopped it, and nothing of it is left. */
  | 'CANCELED'
  /** It is being stopped. */
  | 'CANCELING'
  /** It failed; `statusReason` says where. */
  | 'FAILED'
  /** Waits for its turn or for a worker. */
  | 'QUEUED'
  /** Somebody said no before it began. */
  | 'REJECTED'
  /** Its program runs. */
  | 'RUNNING'
  /** It did what it should, and the health check agrees. */
  | 'SUCCEEDED'
  /** It took longer than the service allows, and was stopped. */
  | 'TIMED_OUT'
  /** Its program succeeded; now the health check must. */
  | 'VERIFYING';

/** What started a deployment. */
export type DeploymentTrigger =
  /** Another event. */
  | 'EVENT'
  /** A person. */
  | 'MANUAL'
  /** A retry of an earlier one. */
  | 'RETRY'
  /** A rollback to an earlier one. */
  | 'ROLLBACK'
  /** A schedule. */
  | 'SCHEDULE'
  /** A program with a token. */
  | 'TOKEN'
  /** A webhook. */
  | 'WEBHOOK';

/** How to find out that what was deployed is well. */
export type HealthCheckInput = {
  /** How often to ask at the most. */
  attempts?: number;
  /** The HTTP status of a healthy answer. */
  expectStatus?: number;
  /** Seconds between two attempts. */
  intervalSeconds?: number;
  /** Deadline of the whole check, in seconds. */
  timeoutSeconds?: number;
  /** The address to ask; `{{url}}` stands for the environment’s. */
  url: string;
};

/** Where a log line comes from. */
export type LogStream =
  /** The program’s standard error. */
  | 'STDERR'
  /** The program’s standard output. */
  | 'STDOUT'
  /** Pilothouse itself: what it did with the deployment. */
  | 'SYSTEM';

/** What to try again, and how much of it. */
export type RetryDeploymentInput = {
  /** Only on the hosts where it failed; for Ansible. */
  failedHostsOnly?: boolean;
  /** Begin at the step that failed. */
  fromFailedStep?: boolean;
  /** A deployment that has ended. */
  id: string;
  /** The same key again returns the first result. */
  idempotencyKey?: string | null | undefined;
};

/** What a member may do; `Project.roleDescriptions` lists it right by right. */
export type Role =
  /** Shapes services and environments, approves, reads the audit trail. */
  | 'MAINTAINER'
  /** Deploys, retries, rolls back and cancels. */
  | 'OPERATOR'
  /** Runs the project: members, settings and all else. */
  | 'OWNER'
  /** Looks at everything, changes nothing. */
  | 'VIEWER';

/** What to bring back. */
export type RollbackInput = {
  /** The environment. */
  environmentId: string;
  /** The same key again returns the first result. */
  idempotencyKey?: string | null | undefined;
  /** Why, for those who look later. */
  note?: string | null | undefined;
  /** The service. */
  serviceId: string;
  /** The deployment to go back to; else the last one of another version that succeeded. */
  toDeploymentId?: string | null | undefined;
};

/** How a deployment executes. */
export type RunnerKind =
  /** A playbook; its plays and tasks become steps per host. */
  | 'ANSIBLE'
  /** A program with its arguments; it reports steps as JSON lines. */
  | 'SHELL';

/** What was found. */
export type SearchResultKind =
  /** A deployment. */
  | 'DEPLOYMENT'
  /** An environment. */
  | 'ENVIRONMENT'
  /** A project. */
  | 'PROJECT'
  /** A service. */
  | 'SERVICE';

/** A variable and where it holds: exactly one of `projectId`, `environmentId` and `serviceId`. */
export type SetVariableInput = {
  /** For deployments to this environment; beats the project’s. */
  environmentId?: string | null | undefined;
  /** Store it encrypted, mask it in logs, never show it again. */
  isSecret?: boolean;
  /** A–Z, 0–9 and underscores; not beginning with PILOTHOUSE_. */
  name: string;
  /** For all deployments of this project. */
  projectId?: string | null | undefined;
  /** For deployments of this service; beats the environment’s. */
  serviceId?: string | null | undefined;
  /** At most 32 kB. */
  value: string;
};

/** Address and password. */
export type SignInInput = {
  /** The address of the account. */
  email: string;
  /** Its password. */
  password: string;
};

/** Where a step stands. */
export type StepStatus =
  /** Stopped with its deployment. */
  | 'CANCELED'
  /** Failed. */
  | 'FAILED'
  /** Expected, not begun. */
  | 'PENDING'
  /** Under way. */
  | 'RUNNING'
  /** Left out, or never reached. */
  | 'SKIPPED'
  /** Done. */
  | 'SUCCEEDED';

/** For whom a token acts. */
export type TokenKind =
  /** For one running deployment; ends with it. */
  | 'DEPLOYMENT'
  /** For its person, with their roles, within its scopes. */
  | 'PERSONAL'
  /** For a program in one project, by its scopes alone. */
  | 'SERVICE';

/** What to change of an environment; what is left out stays. */
export type UpdateEnvironmentInput = {
  /** The environment. */
  id: string;
  /** Whether this is what customers use. */
  isProduction?: boolean | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
  /** Its place in the order. */
  rank?: number | null | undefined;
  /** Whether a deployment waits until somebody approves it. */
  requiresApproval?: boolean | null | undefined;
  /** Where what is deployed here answers; an empty text removes it. */
  url?: string | null | undefined;
};

/** What a person may change of themselves. */
export type UpdateProfileInput = {
  /** What you are called. */
  name: string;
};

/** What to change of a project; what is left out stays. */
export type UpdateProjectInput = {
  /** The project. */
  id: string;
  /** What people call it. */
  name?: string | null | undefined;
  /** IANA time zone. */
  timeZone?: string | null | undefined;
};

/** What to change of a service; what is left out stays. Null removes description, inventory, parameter schema or health check. */
export type UpdateServiceInput = {
  /** Between TERM and KILL, in seconds; 10 when left out. */
  cancelGraceSeconds?: number | null | undefined;
  /** What it is, in a sentence or two. */
  description?: string | null | undefined;
  /** The program and its arguments (no shell reads them), or the one playbook. */
  entrypoint?: Array<string> | null | undefined;
  /** What must answer before a deployment has succeeded. */
  healthCheck?: HealthCheckInput | null | undefined;
  /** The service. */
  id: string;
  /** Ansible’s inventory: a path in the source, or hosts with a comma at the end. */
  inventory?: string | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
  /** JSON Schema of the parameters. */
  parameterSchema?: unknown;
  /** The steps to expect, in order. */
  steps?: Array<string> | null | undefined;
  /** After this time a deployment is stopped, in seconds; 3600 when left out. */
  timeoutSeconds?: number | null | undefined;
};

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
  after?: string | null | undefined;
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

export type ServicePageQueryVariables = Exact<{
  id: string;
}>;


export type ServicePageQuery = { service: { id: string, slug: string, name: string, description: string | null, runner: RunnerKind, source: string, entrypoint: Array<string>, inventory: string | null, stepNames: Array<string>, parameterSchema: unknown, timeoutSeconds: number, cancelGraceSeconds: number, syncedAt: string | null, createdAt: string, viewerCanUpdate: boolean, viewerCanDeploy: boolean, project: { id: string, slug: string, servicesFolder: string, viewerCanManageServices: boolean }, healthCheck: { url: string, expectStatus: number, timeoutSeconds: number, attempts: number, intervalSeconds: number } | null, problems: Array<{ path: string, line: number | null, message: string }> } | null };

export type ServiceDetails_ServiceFragment = { id: string, slug: string, name: string, description: string | null, runner: RunnerKind, source: string, entrypoint: Array<string>, inventory: string | null, stepNames: Array<string>, parameterSchema: unknown, timeoutSeconds: number, cancelGraceSeconds: number, syncedAt: string | null, createdAt: string, viewerCanUpdate: boolean, viewerCanDeploy: boolean, healthCheck: { url: string, expectStatus: number, timeoutSeconds: number, attempts: number, intervalSeconds: number } | null, problems: Array<{ path: string, line: number | null, message: string }> };

export type ServiceHistoryQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ServiceHistoryQuery = { service: { id: string, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, createdByName: string, environment: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ServiceHistory_DeploymentFragment = { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, isDryRun: boolean, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, createdByName: string, environment: { id: string, name: string } };

export type ServiceVariablesQueryVariables = Exact<{
  id: string;
}>;


export type ServiceVariablesQuery = { service: { id: string, viewerCanUpdate: boolean, variables: Array<{ id: string, name: string, value: string | null, isSecret: boolean, updatedAt: string }> } | null };

export type SetServiceVariableMutationVariables = Exact<{
  input: SetVariableInput;
}>;


export type SetServiceVariableMutation = { setVariable: { id: string, name: string, value: string | null, isSecret: boolean, updatedAt: string } };

export type DeleteServiceVariableMutationVariables = Exact<{
  id: string;
}>;


export type DeleteServiceVariableMutation = { deleteVariable: { id: string } };

export type UpdateServiceMutationVariables = Exact<{
  input: UpdateServiceInput;
}>;


export type UpdateServiceMutation = { updateService: { id: string, slug: string, name: string, description: string | null, runner: RunnerKind, source: string, entrypoint: Array<string>, inventory: string | null, stepNames: Array<string>, parameterSchema: unknown, timeoutSeconds: number, cancelGraceSeconds: number, syncedAt: string | null, createdAt: string, viewerCanUpdate: boolean, viewerCanDeploy: boolean, healthCheck: { url: string, expectStatus: number, timeoutSeconds: number, attempts: number, intervalSeconds: number } | null, problems: Array<{ path: string, line: number | null, message: string }> } };

export type DeleteServiceMutationVariables = Exact<{
  id: string;
}>;


export type DeleteServiceMutation = { deleteService: { id: string } };

export type RestoreServiceMutationVariables = Exact<{
  id: string;
}>;


export type RestoreServiceMutation = { restoreService: { id: string } };

export type ServicesPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
}>;


export type ServicesPageQuery = { project: { id: string, slug: string, servicesFolder: string, viewerCanManageServices: boolean, services: { nodes: Array<{ id: string, slug: string, name: string, description: string | null, runner: RunnerKind, syncedAt: string | null, viewerCanDeploy: boolean, problems: Array<{ path: string, message: string }>, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdAt: string, environment: { id: string, name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ServicesPage_ServiceFragment = { id: string, slug: string, name: string, description: string | null, runner: RunnerKind, syncedAt: string | null, viewerCanDeploy: boolean, problems: Array<{ path: string, message: string }>, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdAt: string, environment: { id: string, name: string } }> } };

export type SyncServicesMutationVariables = Exact<{
  projectId: string;
}>;


export type SyncServicesMutation = { syncServices: { added: Array<{ id: string, name: string }>, updated: Array<{ id: string, slug: string, name: string, description: string | null, runner: RunnerKind, source: string, entrypoint: Array<string>, inventory: string | null, stepNames: Array<string>, parameterSchema: unknown, timeoutSeconds: number, cancelGraceSeconds: number, syncedAt: string | null, createdAt: string, viewerCanUpdate: boolean, viewerCanDeploy: boolean, healthCheck: { url: string, expectStatus: number, timeoutSeconds: number, attempts: number, intervalSeconds: number } | null, problems: Array<{ path: string, line: number | null, message: string }> }>, removed: Array<{ id: string, name: string }>, problems: Array<{ path: string, line: number | null, message: string }> } };

export type AccountPageQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountPageQuery = { viewer: { id: string, name: string, email: string | null, isAdministrator: boolean, tokens: { nodes: Array<{ id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, viewerCanRevoke: boolean, createdBy: { id: string, name: string } | null }> } } | null, projects: { nodes: Array<{ id: string, name: string, grantablePermissions: Array<{ name: string, description: string }> }> } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { id: string, name: string } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { id: string } };

export type AuditPageQueryVariables = Exact<{
  slug: string;
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditPageQuery = { project: { id: string, slug: string, viewerCanReadAudit: boolean, members: { nodes: Array<{ id: string, user: { id: string, name: string } }> }, auditEvents: { nodes: Array<{ id: string, at: string, action: string, actorName: string, subjectId: string | null, subjectType: string | null, subjectName: string | null, detail: unknown, address: string | null, requestId: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type AuditPage_AuditEventFragment = { id: string, at: string, action: string, actorName: string, subjectId: string | null, subjectType: string | null, subjectName: string | null, detail: unknown, address: string | null, requestId: string };

export type EnvironmentsPageQueryVariables = Exact<{
  slug: string;
}>;


export type EnvironmentsPageQuery = { project: { id: string, slug: string, viewerCanManageEnvironments: boolean, environments: Array<{ id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, requiresApproval: boolean, viewerCanUpdate: boolean }> } | null };

export type EnvironmentForm_EnvironmentFragment = { id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, requiresApproval: boolean, viewerCanUpdate: boolean };

export type EnvironmentVariablesQueryVariables = Exact<{
  id: string;
}>;


export type EnvironmentVariablesQuery = { environment: { id: string, viewerCanUpdate: boolean, variables: Array<{ id: string, name: string, value: string | null, isSecret: boolean, updatedAt: string }> } | null };

export type CreateEnvironmentMutationVariables = Exact<{
  input: CreateEnvironmentInput;
}>;


export type CreateEnvironmentMutation = { createEnvironment: { id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, requiresApproval: boolean, viewerCanUpdate: boolean } };

export type UpdateEnvironmentMutationVariables = Exact<{
  input: UpdateEnvironmentInput;
}>;


export type UpdateEnvironmentMutation = { updateEnvironment: { id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, requiresApproval: boolean, viewerCanUpdate: boolean } };

export type DeleteEnvironmentMutationVariables = Exact<{
  id: string;
}>;


export type DeleteEnvironmentMutation = { deleteEnvironment: { id: string } };

export type RestoreEnvironmentMutationVariables = Exact<{
  id: string;
}>;


export type RestoreEnvironmentMutation = { restoreEnvironment: { id: string } };

export type SetVariableMutationVariables = Exact<{
  input: SetVariableInput;
}>;


export type SetVariableMutation = { setVariable: { id: string, name: string, value: string | null, isSecret: boolean, updatedAt: string } };

export type DeleteVariableMutationVariables = Exact<{
  id: string;
}>;


export type DeleteVariableMutation = { deleteVariable: { id: string } };

export type GeneralPageQueryVariables = Exact<{
  slug: string;
}>;


export type GeneralPageQuery = { project: { id: string, slug: string, name: string, timeZone: string, createdAt: string, servicesFolder: string, viewerCanUpdate: boolean, viewerCanDelete: boolean } | null };

export type GeneralPage_ProjectFragment = { id: string, slug: string, name: string, timeZone: string, createdAt: string, servicesFolder: string, viewerCanUpdate: boolean, viewerCanDelete: boolean };

export type UpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectMutation = { updateProject: { id: string, slug: string, name: string, timeZone: string, createdAt: string, servicesFolder: string, viewerCanUpdate: boolean, viewerCanDelete: boolean } };

export type DeleteProjectMutationVariables = Exact<{
  id: string;
}>;


export type DeleteProjectMutation = { deleteProject: { id: string } };

export type RestoreProjectMutationVariables = Exact<{
  id: string;
}>;


export type RestoreProjectMutation = { restoreProject: { id: string, slug: string } };

export type MembersPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
}>;


export type MembersPageQuery = { project: { id: string, slug: string, viewerCanManageMembers: boolean, roleDescriptions: Array<{ role: Role, description: string, permissions: Array<string> }>, members: { nodes: Array<{ id: string, role: Role, createdAt: string, viewerCanChange: boolean, user: { id: string, name: string, email: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RolePicker_RoleDescriptionFragment = { role: Role, description: string, permissions: Array<string> };

export type MembersPage_MemberFragment = { id: string, role: Role, createdAt: string, viewerCanChange: boolean, user: { id: string, name: string, email: string } };

export type AddMemberMutationVariables = Exact<{
  input: AddMemberInput;
}>;


export type AddMemberMutation = { addMember: { temporaryPassword: string | null, member: { id: string, role: Role, createdAt: string, viewerCanChange: boolean, user: { id: string, name: string, email: string } } } };

export type ChangeMemberRoleMutationVariables = Exact<{
  input: ChangeMemberRoleInput;
}>;


export type ChangeMemberRoleMutation = { changeMemberRole: { id: string, role: Role } };

export type RemoveMemberMutationVariables = Exact<{
  id: string;
}>;


export type RemoveMemberMutation = { removeMember: { id: string } };

export type SettingsLayoutQueryVariables = Exact<{
  slug: string;
}>;


export type SettingsLayoutQuery = { project: { id: string, slug: string, viewerCanManageTokens: boolean, viewerCanReadAudit: boolean } | null };

export type TokensPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
}>;


export type TokensPageQuery = { project: { id: string, slug: string, viewerCanManageTokens: boolean, grantablePermissions: Array<{ name: string, description: string }>, tokens: { nodes: Array<{ id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, viewerCanRevoke: boolean, createdBy: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TokenTable_TokenFragment = { id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, viewerCanRevoke: boolean, createdBy: { id: string, name: string } | null };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string, token: { id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, lastUsedAt: string | null, revokedAt: string | null, viewerCanRevoke: boolean, createdBy: { id: string, name: string } | null } } };

export type RevokeTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeTokenMutation = { revokeToken: { id: string, revokedAt: string | null, viewerCanRevoke: boolean } };

export type VariablesPageQueryVariables = Exact<{
  slug: string;
}>;


export type VariablesPageQuery = { project: { id: string, slug: string, viewerCanManageVariables: boolean, variables: Array<{ id: string, name: string, value: string | null, isSecret: boolean, updatedAt: string }> } | null };

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
export const ServiceDetails_ServiceFragmentDoc = gql`
    fragment ServiceDetails_Service on Service {
  id
  slug
  name
  description
  runner
  source
  entrypoint
  inventory
  stepNames
  parameterSchema
  timeoutSeconds
  cancelGraceSeconds
  syncedAt
  createdAt
  viewerCanUpdate
  viewerCanDeploy
  healthCheck {
    url
    expectStatus
    timeoutSeconds
    attempts
    intervalSeconds
  }
  problems {
    path
    line
    message
  }
}
    `;
export const ServiceHistory_DeploymentFragmentDoc = gql`
    fragment ServiceHistory_Deployment on Deployment {
  id
  number
  version
  status
  statusReason
  isDryRun
  createdAt
  startedAt
  finishedAt
  durationMs
  createdByName
  environment {
    id
    name
  }
}
    `;
export const ServicesPage_ServiceFragmentDoc = gql`
    fragment ServicesPage_Service on Service {
  id
  slug
  name
  description
  runner
  syncedAt
  viewerCanDeploy
  problems {
    path
    message
  }
  deployments(first: 1) {
    nodes {
      id
      number
      version
      status
      createdAt
      environment {
        id
        name
      }
    }
  }
}
    `;
export const AuditPage_AuditEventFragmentDoc = gql`
    fragment AuditPage_AuditEvent on AuditEvent {
  id
  at
  action
  actorName
  subjectId
  subjectType
  subjectName
  detail
  address
  requestId
}
    `;
export const EnvironmentForm_EnvironmentFragmentDoc = gql`
    fragment EnvironmentForm_Environment on Environment {
  id
  slug
  name
  rank
  url
  isProduction
  requiresApproval
  viewerCanUpdate
}
    `;
export const GeneralPage_ProjectFragmentDoc = gql`
    fragment GeneralPage_Project on Project {
  id
  slug
  name
  timeZone
  createdAt
  servicesFolder
  viewerCanUpdate
  viewerCanDelete
}
    `;
export const RolePicker_RoleDescriptionFragmentDoc = gql`
    fragment RolePicker_RoleDescription on RoleDescription {
  role
  description
  permissions
}
    `;
export const MembersPage_MemberFragmentDoc = gql`
    fragment MembersPage_Member on Member {
  id
  role
  createdAt
  viewerCanChange
  user {
    id
    name
    email
  }
}
    `;
export const TokenTable_TokenFragmentDoc = gql`
    fragment TokenTable_Token on Token {
  id
  kind
  name
  prefix
  scopes
  createdAt
  expiresAt
  lastUsedAt
  revokedAt
  viewerCanRevoke
  createdBy {
    id
    name
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
    query HomePage($slug: String!, $after: String) {
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
    services(first: 100, after: $after) {
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
export const ServicePageDocument = gql`
    query ServicePage($id: ID!) {
  service(id: $id) {
    ...ServiceDetails_Service
    project {
      id
      slug
      servicesFolder
      viewerCanManageServices
    }
  }
}
    ${ServiceDetails_ServiceFragmentDoc}`;

export function useServicePageQuery(options: Omit<Urql.UseQueryArgs<ServicePageQueryVariables>, 'query'>) {
  return Urql.useQuery<ServicePageQuery, ServicePageQueryVariables>({ query: ServicePageDocument, ...options });
};
export const ServiceHistoryDocument = gql`
    query ServiceHistory($id: ID!, $after: String) {
  service(id: $id) {
    id
    deployments(first: 30, after: $after) {
      nodes {
        ...ServiceHistory_Deployment
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${ServiceHistory_DeploymentFragmentDoc}`;

export function useServiceHistoryQuery(options: Omit<Urql.UseQueryArgs<ServiceHistoryQueryVariables>, 'query'>) {
  return Urql.useQuery<ServiceHistoryQuery, ServiceHistoryQueryVariables>({ query: ServiceHistoryDocument, ...options });
};
export const ServiceVariablesDocument = gql`
    query ServiceVariables($id: ID!) {
  service(id: $id) {
    id
    viewerCanUpdate
    variables {
      id
      name
      value
      isSecret
      updatedAt
    }
  }
}
    `;

export function useServiceVariablesQuery(options: Omit<Urql.UseQueryArgs<ServiceVariablesQueryVariables>, 'query'>) {
  return Urql.useQuery<ServiceVariablesQuery, ServiceVariablesQueryVariables>({ query: ServiceVariablesDocument, ...options });
};
export const SetServiceVariableDocument = gql`
    mutation SetServiceVariable($input: SetVariableInput!) {
  setVariable(input: $input) {
    id
    name
    value
    isSecret
    updatedAt
  }
}
    `;

export function useSetServiceVariableMutation() {
  return Urql.useMutation<SetServiceVariableMutation, SetServiceVariableMutationVariables>(SetServiceVariableDocument);
};
export const DeleteServiceVariableDocument = gql`
    mutation DeleteServiceVariable($id: ID!) {
  deleteVariable(id: $id) {
    id
  }
}
    `;

export function useDeleteServiceVariableMutation() {
  return Urql.useMutation<DeleteServiceVariableMutation, DeleteServiceVariableMutationVariables>(DeleteServiceVariableDocument);
};
export const UpdateServiceDocument = gql`
    mutation UpdateService($input: UpdateServiceInput!) {
  updateService(input: $input) {
    ...ServiceDetails_Service
  }
}
    ${ServiceDetails_ServiceFragmentDoc}`;

export function useUpdateServiceMutation() {
  return Urql.useMutation<UpdateServiceMutation, UpdateServiceMutationVariables>(UpdateServiceDocument);
};
export const DeleteServiceDocument = gql`
    mutation DeleteService($id: ID!) {
  deleteService(id: $id) {
    id
  }
}
    `;

export function useDeleteServiceMutation() {
  return Urql.useMutation<DeleteServiceMutation, DeleteServiceMutationVariables>(DeleteServiceDocument);
};
export const RestoreServiceDocument = gql`
    mutation RestoreService($id: ID!) {
  restoreService(id: $id) {
    id
  }
}
    `;

export function useRestoreServiceMutation() {
  return Urql.useMutation<RestoreServiceMutation, RestoreServiceMutationVariables>(RestoreServiceDocument);
};
export const ServicesPageDocument = gql`
    query ServicesPage($slug: String!, $after: String) {
  project(slug: $slug) {
    id
    slug
    servicesFolder
    viewerCanManageServices
    services(first: 50, after: $after) {
      nodes {
        ...ServicesPage_Service
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${ServicesPage_ServiceFragmentDoc}`;

export function useServicesPageQuery(options: Omit<Urql.UseQueryArgs<ServicesPageQueryVariables>, 'query'>) {
  return Urql.useQuery<ServicesPageQuery, ServicesPageQueryVariables>({ query: ServicesPageDocument, ...options });
};
export const SyncServicesDocument = gql`
    mutation SyncServices($projectId: ID!) {
  syncServices(projectId: $projectId) {
    added {
      id
      name
    }
    updated {
      ...ServiceDetails_Service
    }
    removed {
      id
      name
    }
    problems {
      path
      line
      message
    }
  }
}
    ${ServiceDetails_ServiceFragmentDoc}`;

export function useSyncServicesMutation() {
  return Urql.useMutation<SyncServicesMutation, SyncServicesMutationVariables>(SyncServicesDocument);
};
export const AccountPageDocument = gql`
    query AccountPage {
  viewer {
    id
    name
    email
    isAdministrator
    tokens(first: 50) {
      nodes {
        ...TokenTable_Token
      }
    }
  }
  projects(first: 100) {
    nodes {
      id
      name
      grantablePermissions {
        name
        description
      }
    }
  }
}
    ${TokenTable_TokenFragmentDoc}`;

export function useAccountPageQuery(options?: Omit<Urql.UseQueryArgs<AccountPageQueryVariables>, 'query'>) {
  return Urql.useQuery<AccountPageQuery, AccountPageQueryVariables>({ query: AccountPageDocument, ...options });
};
export const UpdateProfileDocument = gql`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    id
    name
  }
}
    `;

export function useUpdateProfileMutation() {
  return Urql.useMutation<UpdateProfileMutation, UpdateProfileMutationVariables>(UpdateProfileDocument);
};
export const ChangePasswordDocument = gql`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    id
  }
}
    `;

export function useChangePasswordMutation() {
  return Urql.useMutation<ChangePasswordMutation, ChangePasswordMutationVariables>(ChangePasswordDocument);
};
export const AuditPageDocument = gql`
    query AuditPage($slug: String!, $filter: AuditFilter, $after: String) {
  project(slug: $slug) {
    id
    slug
    viewerCanReadAudit
    members(first: 100) {
      nodes {
        id
        user {
          id
          name
        }
      }
    }
    auditEvents(filter: $filter, first: 50, after: $after) {
      nodes {
        ...AuditPage_AuditEvent
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${AuditPage_AuditEventFragmentDoc}`;

export function useAuditPageQuery(options: Omit<Urql.UseQueryArgs<AuditPageQueryVariables>, 'query'>) {
  return Urql.useQuery<AuditPageQuery, AuditPageQueryVariables>({ query: AuditPageDocument, ...options });
};
export const EnvironmentsPageDocument = gql`
    query EnvironmentsPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageEnvironments
    environments {
      ...EnvironmentForm_Environment
    }
  }
}
    ${EnvironmentForm_EnvironmentFragmentDoc}`;

export function useEnvironmentsPageQuery(options: Omit<Urql.UseQueryArgs<EnvironmentsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<EnvironmentsPageQuery, EnvironmentsPageQueryVariables>({ query: EnvironmentsPageDocument, ...options });
};
export const EnvironmentVariablesDocument = gql`
    query EnvironmentVariables($id: ID!) {
  environment(id: $id) {
    id
    viewerCanUpdate
    variables {
      id
      name
      value
      isSecret
      updatedAt
    }
  }
}
    `;

export function useEnvironmentVariablesQuery(options: Omit<Urql.UseQueryArgs<EnvironmentVariablesQueryVariables>, 'query'>) {
  return Urql.useQuery<EnvironmentVariablesQuery, EnvironmentVariablesQueryVariables>({ query: EnvironmentVariablesDocument, ...options });
};
export const CreateEnvironmentDocument = gql`
    mutation CreateEnvironment($input: CreateEnvironmentInput!) {
  createEnvironment(input: $input) {
    ...EnvironmentForm_Environment
  }
}
    ${EnvironmentForm_EnvironmentFragmentDoc}`;

export function useCreateEnvironmentMutation() {
  return Urql.useMutation<CreateEnvironmentMutation, CreateEnvironmentMutationVariables>(CreateEnvironmentDocument);
};
export const UpdateEnvironmentDocument = gql`
    mutation UpdateEnvironment($input: UpdateEnvironmentInput!) {
  updateEnvironment(input: $input) {
    ...EnvironmentForm_Environment
  }
}
    ${EnvironmentForm_EnvironmentFragmentDoc}`;

export function useUpdateEnvironmentMutation() {
  return Urql.useMutation<UpdateEnvironmentMutation, UpdateEnvironmentMutationVariables>(UpdateEnvironmentDocument);
};
export const DeleteEnvironmentDocument = gql`
    mutation DeleteEnvironment($id: ID!) {
  deleteEnvironment(id: $id) {
    id
  }
}
    `;

export function useDeleteEnvironmentMutation() {
  return Urql.useMutation<DeleteEnvironmentMutation, DeleteEnvironmentMutationVariables>(DeleteEnvironmentDocument);
};
export const RestoreEnvironmentDocument = gql`
    mutation RestoreEnvironment($id: ID!) {
  restoreEnvironment(id: $id) {
    id
  }
}
    `;

export function useRestoreEnvironmentMutation() {
  return Urql.useMutation<RestoreEnvironmentMutation, RestoreEnvironmentMutationVariables>(RestoreEnvironmentDocument);
};
export const SetVariableDocument = gql`
    mutation SetVariable($input: SetVariableInput!) {
  setVariable(input: $input) {
    id
    name
    value
    isSecret
    updatedAt
  }
}
    `;

export function useSetVariableMutation() {
  return Urql.useMutation<SetVariableMutation, SetVariableMutationVariables>(SetVariableDocument);
};
export const DeleteVariableDocument = gql`
    mutation DeleteVariable($id: ID!) {
  deleteVariable(id: $id) {
    id
  }
}
    `;

export function useDeleteVariableMutation() {
  return Urql.useMutation<DeleteVariableMutation, DeleteVariableMutationVariables>(DeleteVariableDocument);
};
export const GeneralPageDocument = gql`
    query GeneralPage($slug: String!) {
  project(slug: $slug) {
    ...GeneralPage_Project
  }
}
    ${GeneralPage_ProjectFragmentDoc}`;

export function useGeneralPageQuery(options: Omit<Urql.UseQueryArgs<GeneralPageQueryVariables>, 'query'>) {
  return Urql.useQuery<GeneralPageQuery, GeneralPageQueryVariables>({ query: GeneralPageDocument, ...options });
};
export const UpdateProjectDocument = gql`
    mutation UpdateProject($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    ...GeneralPage_Project
  }
}
    ${GeneralPage_ProjectFragmentDoc}`;

export function useUpdateProjectMutation() {
  return Urql.useMutation<UpdateProjectMutation, UpdateProjectMutationVariables>(UpdateProjectDocument);
};
export const DeleteProjectDocument = gql`
    mutation DeleteProject($id: ID!) {
  deleteProject(id: $id) {
    id
  }
}
    `;

export function useDeleteProjectMutation() {
  return Urql.useMutation<DeleteProjectMutation, DeleteProjectMutationVariables>(DeleteProjectDocument);
};
export const RestoreProjectDocument = gql`
    mutation RestoreProject($id: ID!) {
  restoreProject(id: $id) {
    id
    slug
  }
}
    `;

export function useRestoreProjectMutation() {
  return Urql.useMutation<RestoreProjectMutation, RestoreProjectMutationVariables>(RestoreProjectDocument);
};
export const MembersPageDocument = gql`
    query MembersPage($slug: String!, $after: String) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageMembers
    roleDescriptions {
      ...RolePicker_RoleDescription
    }
    members(first: 50, after: $after) {
      nodes {
        ...MembersPage_Member
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${RolePicker_RoleDescriptionFragmentDoc}
${MembersPage_MemberFragmentDoc}`;

export function useMembersPageQuery(options: Omit<Urql.UseQueryArgs<MembersPageQueryVariables>, 'query'>) {
  return Urql.useQuery<MembersPageQuery, MembersPageQueryVariables>({ query: MembersPageDocument, ...options });
};
export const AddMemberDocument = gql`
    mutation AddMember($input: AddMemberInput!) {
  addMember(input: $input) {
    member {
      ...MembersPage_Member
    }
    temporaryPassword
  }
}
    ${MembersPage_MemberFragmentDoc}`;

export function useAddMemberMutation() {
  return Urql.useMutation<AddMemberMutation, AddMemberMutationVariables>(AddMemberDocument);
};
export const ChangeMemberRoleDocument = gql`
    mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
  changeMemberRole(input: $input) {
    id
    role
  }
}
    `;

export function useChangeMemberRoleMutation() {
  return Urql.useMutation<ChangeMemberRoleMutation, ChangeMemberRoleMutationVariables>(ChangeMemberRoleDocument);
};
export const RemoveMemberDocument = gql`
    mutation RemoveMember($id: ID!) {
  removeMember(id: $id) {
    id
  }
}
    `;

export function useRemoveMemberMutation() {
  return Urql.useMutation<RemoveMemberMutation, RemoveMemberMutationVariables>(RemoveMemberDocument);
};
export const SettingsLayoutDocument = gql`
    query SettingsLayout($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageTokens
    viewerCanReadAudit
  }
}
    `;

export function useSettingsLayoutQuery(options: Omit<Urql.UseQueryArgs<SettingsLayoutQueryVariables>, 'query'>) {
  return Urql.useQuery<SettingsLayoutQuery, SettingsLayoutQueryVariables>({ query: SettingsLayoutDocument, ...options });
};
export const TokensPageDocument = gql`
    query TokensPage($slug: String!, $after: String) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageTokens
    grantablePermissions {
      name
      description
    }
    tokens(first: 50, after: $after) {
      nodes {
        ...TokenTable_Token
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${TokenTable_TokenFragmentDoc}`;

export function useTokensPageQuery(options: Omit<Urql.UseQueryArgs<TokensPageQueryVariables>, 'query'>) {
  return Urql.useQuery<TokensPageQuery, TokensPageQueryVariables>({ query: TokensPageDocument, ...options });
};
export const CreateTokenDocument = gql`
    mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    token {
      ...TokenTable_Token
    }
    secret
  }
}
    ${TokenTable_TokenFragmentDoc}`;

export function useCreateTokenMutation() {
  return Urql.useMutation<CreateTokenMutation, CreateTokenMutationVariables>(CreateTokenDocument);
};
export const RevokeTokenDocument = gql`
    mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    id
    revokedAt
    viewerCanRevoke
  }
}
    `;

export function useRevokeTokenMutation() {
  return Urql.useMutation<RevokeTokenMutation, RevokeTokenMutationVariables>(RevokeTokenDocument);
};
export const VariablesPageDocument = gql`
    query VariablesPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageVariables
    variables {
      id
      name
      value
      isSecret
      updatedAt
    }
  }
}
    `;

export function useVariablesPageQuery(options: Omit<Urql.UseQueryArgs<VariablesPageQueryVariables>, 'query'>) {
  return Urql.useQuery<VariablesPageQuery, VariablesPageQueryVariables>({ query: VariablesPageDocument, ...options });
};