/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import { gql } from 'urql';
import * as Urql from 'urql';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
/** Accepts an invitation: who is signed in joins; who is not makes an account with name and password, which signs them in. */
export type AcceptInvitationInput = {
  /** The code of the link. */
  code: string;
  /** The address of the new account, where the invitation names none. */
  email?: string | null | undefined;
  /** What the new account’s person is called. */
  name?: string | null | undefined;
  /** The new account’s password. */
  password?: string | null | undefined;
};

/** Who joins a project, and as what. */
export type AddMemberInput = {
  /** The address of their account. Who has none is invited instead. */
  email: string;
  /** The only environments for which rights to deploy, cancel, approve and manage hold, 1–100; null for all. Not for owners. */
  environmentIds?: Array<string> | null | undefined;
  /** The project. */
  projectId: string;
  /** What they may do. `CUSTOM` needs `roleId`. */
  role: Role;
  /** The project’s own role, with `role: CUSTOM`. */
  roleId?: string | null | undefined;
  /** The only services for which such rights hold, 1–100; null for all. Not for owners. */
  serviceIds?: Array<string> | null | undefined;
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
  /** Only what was refused: attempts to change something, and to sign in. */
  refusedOnly?: boolean | null | undefined;
  /** What it happened to. */
  subjectId?: string | null | undefined;
  /** Before this moment. */
  to?: string | null | undefined;
};

/** Which jobs: all that is given must hold. */
export type BackgroundJobFilter = {
  /** Of one of these kinds. */
  kinds?: Array<string> | null | undefined;
  /** Its number, the id of what it is about, or a part of its last error. */
  search?: string | null | undefined;
  /** In one of these states. */
  states?: Array<BackgroundJobState> | null | undefined;
};

/** Where a job of the queue stands. What is done leaves the queue. */
export type BackgroundJobState =
  /** It failed as often as it may and stays until somebody retries or drops it. */
  | 'FAILED'
  /** It is due and waits for a worker. */
  | 'READY'
  /** It failed and is tried again at `runAt`. */
  | 'RETRYING'
  /** A worker is at it. */
  | 'RUNNING'
  /** It is not due yet. */
  | 'SCHEDULED';

/** A new address. */
export type ChangeEmailInput = {
  /** The address to sign in with from now on. */
  email: string;
  /** Your password. */
  password: string;
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

/** A member’s new role and limits. Limits that are left out stay, unless they become an owner; null lifts them. */
export type ChangeMemberRoleInput = {
  /** The only environments for which rights to deploy, cancel, approve and manage hold, 1–100; null for all. Not for owners. */
  environmentIds?: Array<string> | null | undefined;
  /** The member. */
  id: string;
  /** What they may do. `CUSTOM` needs `roleId`. */
  role: Role;
  /** The project’s own role, with `role: CUSTOM`. */
  roleId?: string | null | undefined;
  /** The only services for which such rights hold, 1–100; null for all. Not for owners. */
  serviceIds?: Array<string> | null | undefined;
};

/** The old and the new password. */
export type ChangePasswordInput = {
  /** The password in use now. */
  currentPassword: string;
  /** 10–200 characters, and not easy to guess. */
  newPassword: string;
};

/** How a channel tells. */
export type ChannelKind =
  /** Mail to addresses, through the installation’s mail server. */
  | 'EMAIL'
  /** An incoming webhook as Slack, Mattermost and others have it. */
  | 'SLACK'
  /** A signed POST of JSON to an address. */
  | 'WEBHOOK';

/** What became of a check. */
export type CheckStatus =
  /** It is as it should be. */
  | 'OK'
  /** It is not, or could not be found out in time. */
  | 'PROBLEM'
  /** There is nothing to look at. */
  | 'SKIPPED';

/** Two graphs to compare. */
export type CompareWorkflowGraphsInput = {
  /** The graph before. */
  from: unknown;
  /** The graph after. */
  to: unknown;
};

/** The first administrator, with the code of the link that the server printed. */
export type CompleteSetupInput = {
  /** The one-time code of the link. */
  code: string;
  /** The address to sign in with. */
  email: string;
  /** What you are called. */
  name: string;
  /** 10–200 characters, and not easy to guess. */
  password: string;
};

/** A code of the authenticator app. */
export type ConfirmTwoFactorInput = {
  /** The six digits that the app shows now. */
  code: string;
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

/** Who is invited to a project, and as what. */
export type CreateInvitationInput = {
  /** The only address it is for; the link is mailed there if this installation sends mail. Left out: for whoever has the link. */
  email?: string | null | undefined;
  /** The only environments for which rights to deploy, cancel, approve and manage hold, 1–100; null for all. Not for owners. */
  environmentIds?: Array<string> | null | undefined;
  /** Days until it stops working, 1–30. */
  expiresInDays?: number;
  /** The project. */
  projectId: string;
  /** What they may do. `CUSTOM` needs `roleId`. */
  role: Role;
  /** The project’s own role, with `role: CUSTOM`. */
  roleId?: string | null | undefined;
  /** The only services for which such rights hold, 1–100; null for all. Not for owners. */
  serviceIds?: Array<string> | null | undefined;
};

/** A new channel. */
export type CreateNotificationChannelInput = {
  /** How it tells. */
  kind: ChannelKind;
  /** What people call it. */
  name: string;
  /** The project. */
  projectId: string;
  /** Of mail: 1–20 addresses. */
  recipients?: Array<string> | null | undefined;
  /** Of a webhook: what messages are signed with, 16–200 characters. Kept encrypted, never shown. */
  signingSecret?: string | null | undefined;
  /** Its name in workflows; made from the name when left out. */
  slug?: string | null | undefined;
  /** Of a webhook or chat: its address. Kept encrypted. */
  url?: string | null | undefined;
};

/** A new rule. */
export type CreateNotificationRuleInput = {
  /** The channels that tell, 1–20. */
  channelIds: Array<string>;
  /** The only environments; left out or empty for all. A run is about those that its workflow may deploy to. */
  environmentIds?: Array<string> | null | undefined;
  /** Kinds of events, such as `deployment.failed`. */
  events: Array<string>;
  /** What people call it. */
  name: string;
  /** The project. */
  projectId: string;
};

/** Somebody who needs a new password. */
export type CreatePasswordResetLinkInput = {
  /** The person. */
  userId: string;
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

/** A new role of a project. */
export type CreateRoleInput = {
  /** What it is for, in a sentence; at most 500 characters. */
  description?: string;
  /** What it is called. */
  name: string;
  /** The rights it has, of `Project.permissions`. `project:read` is always part. */
  permissions: Array<string>;
  /** The project. */
  projectId: string;
};

/** A new token. */
export type CreateTokenInput = {
  /** The only environments for which its rights to deploy, cancel, approve and manage hold, 1–100; null for all. Needs a project. */
  environmentIds?: Array<string> | null | undefined;
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
  /** The only services for which such rights hold, 1–100; null for all. Needs a project. */
  serviceIds?: Array<string> | null | undefined;
};

/** A new account. */
export type CreateUserInput = {
  /** The address they will sign in with. */
  email: string;
  /** Whether they administer the installation. */
  isAdministrator?: boolean;
  /** What they are called. */
  name: string;
};

/** A new workflow. */
export type CreateWorkflowInput = {
  /** What it is for, in a sentence or two. */
  description?: string | null | undefined;
  /** Its first draft. Left out: a node to start it by hand. */
  graph?: unknown;
  /** What people call it. */
  name: string;
  /** The project. */
  projectId: string;
  /** Its name in addresses: a–z, 0–9 and hyphens. Left out: made from the name. */
  slug?: string | null | undefined;
};

/** A decision about a node that waits for approval. */
export type DecideApprovalInput = {
  /** Why. */
  comment?: string | null | undefined;
  /** Yes or no. */
  decision: ApprovalDecision;
  /** What the form asks for. */
  form?: unknown;
  /** The node run that waits. */
  nodeRunId: string;
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
  | 'WEBHOOK'
  /** A run of a workflow. */
  | 'WORKFLOW';

/** What became of a part of a graph. */
export type DiffChange =
  /** It is new. */
  | 'ADDED'
  /** It does something else. */
  | 'CHANGED'
  /** It only stands elsewhere. */
  | 'MOVED'
  /** It is gone. */
  | 'REMOVED';

/** Proof that it is you. */
export type DisableTwoFactorInput = {
  /** The six digits that the app shows now, or a backup code. */
  code: string;
  /** Your password. */
  password: string;
};

/** How far a node was really done. */
export type DryRunEffect =
  /** It was done as in a run: it has no effect outside of it. */
  | 'EVALUATED'
  /** Nothing was done: its answer is an example. */
  | 'SIMULATED';

/** What would become of a node. */
export type DryRunStepStatus =
  /** It would be ended because the run goes on without it. */
  | 'CANCELED'
  /** It would fail. */
  | 'FAILED'
  /** It would be done. */
  | 'SUCCEEDED'
  /** The dry run ended before it did. */
  | 'UNFINISHED';

/** What to try: the draft of a workflow, or a template with its parameters. */
export type DryRunWorkflowInput = {
  /** Keys of nodes that fail; approvals are rejected then, and waits for a call expire. */
  failing?: Array<string> | null | undefined;
  /** What nodes answer instead of an example, by their keys. */
  outputs?: unknown;
  /** Of a template: what it is filled in with. */
  parameters?: unknown;
  /** What starts it. */
  payload?: unknown;
  /** Of a template: the project to try it in. */
  projectId?: string | null | undefined;
  /** The template to try. */
  templateSlug?: string | null | undefined;
  /** The trigger to begin at; left out, the one for people or the first. */
  triggerNodeKey?: string | null | undefined;
  /** The workflow whose draft is tried. */
  workflowId?: string | null | undefined;
};

/** A workflow to copy. */
export type DuplicateWorkflowInput = {
  /** The workflow whose draft is copied. */
  id: string;
  /** What people call the copy. */
  name: string;
};

/** An expression to evaluate, and where it stands. */
export type EvaluateExpressionInput = {
  /** What is written: up to 4,000 characters, as a text with expressions 20,000. */
  expression: string;
  /** The graph as it is drawn. Left out: the saved draft. */
  graph?: unknown;
  /** How it is read. */
  kind: ExpressionKind;
  /** The node whose expressions it is about. */
  nodeKey: string;
  /** A run of the same project to take values from. Left out: the last that came nearest to the node. */
  runId?: string | null | undefined;
  /** The workflow. */
  workflowId: string;
};

/** How a field of a node reads what is written. */
export type ExpressionKind =
  /** As one expression without braces. */
  | 'EXPRESSION'
  /** As a text in which each `${{ … }}` is an expression. */
  | 'TEMPLATE';

/** A place in a graph. */
export type ExpressionScopeInput = {
  /** The graph as it is drawn. Left out: the saved draft. */
  graph?: unknown;
  /** The node whose expressions it is about. */
  nodeKey: string;
  /** A run of the same project to take values from. Left out: the last that came nearest to the node. */
  runId?: string | null | undefined;
  /** The workflow. */
  workflowId: string;
};

/** Which run to fork, and where. */
export type ForkRunInput = {
  /** The node at which the new run begins; in a loop, the loop begins. */
  fromNodeKey: string;
  /** The run, ended or not. */
  id: string;
  /** The same key forks once, however often it is sent. */
  idempotencyKey?: string | null | undefined;
  /** By key of a node before it: an output that is taken instead of the one of the run. */
  outputs?: unknown;
  /** What the new run has from its trigger; left out, what the other one has. */
  payload?: unknown;
};

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

/** A file to take. */
export type ImportWorkflowInput = {
  /** With `replaceId`: the revision that was seen. DRAFT_CONFLICT when the draft is another one. */
  baseRevision?: number | null | undefined;
  /** The project. */
  projectId: string;
  /** The workflow whose draft it replaces. Left out: a new one. */
  replaceId?: string | null | undefined;
  /** YAML or JSON, at most 2 MiB. */
  source: string;
};

/** A template, and what it is filled in with. */
export type InstallTemplateInput = {
  /** The same key makes it once, however often it is sent. */
  idempotencyKey?: string | null | undefined;
  /** What the workflow is called; left out, as the template. */
  name?: string | null | undefined;
  /** What it is filled in with; defaults may be left out. */
  parameters?: unknown;
  /** The project that gets the workflow. */
  projectId: string;
  /** The template. */
  slug: string;
};

/** Several jobs. */
export type JobsInput = {
  /** Their numbers, 1–100. */
  ids: Array<string>;
};

/** Consent to connect an account elsewhere, with a proof that the account here is yours, too. */
export type LinkIdentityInput = {
  /** The code of the page, or of the link in the mail. */
  code: string;
  /** The password of the account here. Not needed when you are signed in to it, or with the code of the mail. */
  password?: string | null | undefined;
  /** A code of the second factor, if the account here has one. Not needed when you are signed in to it. */
  secondFactorCode?: string | null | undefined;
};

/** Where a log line comes from. */
export type LogStream =
  /** The program’s standard error. */
  | 'STDERR'
  /** The program’s standard output. */
  | 'STDOUT'
  /** Pilothouse itself: what it did with the deployment. */
  | 'SYSTEM';

/** For a link in a mail instead of a password. */
export type MailIdentityLinkInput = {
  /** The code of the page. */
  code: string;
};

/** Where a membership comes from. */
export type MemberSource =
  /** A group at the company’s sign-in gave it. It follows the group with each sign-in. */
  | 'CLAIM'
  /** Somebody gave it. It stays until somebody changes it. */
  | 'HAND';

/** What a type of node is for. */
export type NodeGroup =
  /** It does something. */
  | 'ACTION'
  /** It says what comes next. */
  | 'FLOW'
  /** Runs begin there. */
  | 'TRIGGER';

/** Where an attempt of a node stands. */
export type NodeRunStatus =
  /** It was stopped, or not needed any more. */
  | 'CANCELED'
  /** It failed; `error` says why. */
  | 'FAILED'
  /** It executes. */
  | 'RUNNING'
  /** It is done. */
  | 'SUCCEEDED'
  /** It took longer than the node allows. */
  | 'TIMED_OUT'
  /** It waits; `wait` says for what. */
  | 'WAITING';

/** How far a message has come. */
export type NotificationStatus =
  /** Taken by the other side. */
  | 'DELIVERED'
  /** Given up; it can be sent again. */
  | 'FAILED'
  /** On its way, or waiting for the next attempt. */
  | 'PENDING';

/** A template in a project. */
export type PreviewTemplateInput = {
  /** What it is filled in with; defaults may be left out. */
  parameters?: unknown;
  /** The project in which it would run. */
  projectId: string;
  /** The template. */
  slug: string;
};

/** A file to look at. */
export type PreviewWorkflowImportInput = {
  /** The project. */
  projectId: string;
  /** YAML or JSON, at most 2 MiB. */
  source: string;
};

/** How bad a problem of a graph is. */
export type ProblemSeverity =
  /** The graph can’t be published. */
  | 'ERROR'
  /** It may be meant so. */
  | 'WARNING';

/** A draft to publish. */
export type PublishWorkflowInput = {
  /** The workflow. */
  id: string;
  /** What is new, for those who read the list of versions. */
  note?: string | null | undefined;
  /** The revision that you have seen: DRAFT_CONFLICT when the draft is another one. */
  revision: number;
};

/** Proof that it is you. */
export type RenewBackupCodesInput = {
  /** The six digits that the app shows now, or a backup code. */
  code: string;
};

/** Which run to do anew, and with what. */
export type ReplayRunInput = {
  /** The run. */
  id: string;
  /** The same key replays once, however often it is sent. */
  idempotencyKey?: string | null | undefined;
  /** What it begins with; left out, what the earlier run began with. */
  payload?: unknown;
  /** By node key: an output that is taken instead of running the node. */
  pinned?: unknown;
};

/** Who has forgotten their password. */
export type RequestPasswordResetInput = {
  /** The address of the account. */
  email: string;
};

/** A new password, by a link. */
export type ResetPasswordInput = {
  /** The link’s code: what stands behind `#code=`. */
  code: string;
  /** 10–200 characters, and not easy to guess. */
  newPassword: string;
};

/** Somebody who has lost their authenticator and their backup codes. */
export type ResetTwoFactorInput = {
  /** The person. */
  userId: string;
};

/** A deleted variable, or one version of a variable. */
export type RestoreVariableInput = {
  /** The variable. */
  id: string;
  /** The version whose value is wanted again; it becomes a new version. Left out: the last one. */
  version?: number | null | undefined;
};

/** A version to take as the draft. */
export type RestoreWorkflowVersionInput = {
  /** The workflow. */
  id: string;
  /** One of its versions. */
  versionId: string;
};

/** Which run goes on, and by which version. */
export type ResumeRunInput = {
  /** The run, which ended without success. */
  id: string;
  /** The same key resumes once, however often it is sent. */
  idempotencyKey?: string | null | undefined;
  /** A version of its workflow. Left out: the published one. */
  versionId?: string | null | undefined;
};

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

/** Which run to try again, and from where. */
export type RetryRunInput = {
  /** The node to begin at; left out, the nodes that failed. What finished before them is taken as it is. */
  fromNodeKey?: string | null | undefined;
  /** The run, which has ended. */
  id: string;
  /** The same key retries once, however often it is sent. */
  idempotencyKey?: string | null | undefined;
};

/** How grave it is. */
export type RiskLevel =
  /** It is in order. */
  | 'OK'
  /** The next start refuses to run like this. */
  | 'REFUSE'
  /** It runs, but something could go wrong. */
  | 'RISK';

/** What a member may do; `Project.roles` lists it right by right. */
export type Role =
  /** A role of the project’s own: `customRole` says which. */
  | 'CUSTOM'
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

/** Which runs. */
export type RunFilter = {
  /** Started by this person. */
  createdByUserId?: string | null | undefined;
  /** Made at or after this moment. */
  from?: string | null | undefined;
  /** Failed and not dealt with (true), or all others (false). */
  isDead?: boolean | null | undefined;
  /** Its number, or text in the name of its workflow or of who started it, or in its reason. */
  search?: string | null | undefined;
  /** Standing at one of these. */
  statuses?: Array<RunStatus> | null | undefined;
  /** Made before this moment. */
  to?: string | null | undefined;
  /** Started by one of these. Left out: by any but tests of nodes. */
  triggers?: Array<RunTrigger> | null | undefined;
  /** Of one of these workflows. */
  workflowIds?: Array<string> | null | undefined;
};

/** What a run is doing. */
export type RunPhase =
  /** It failed, and undoes what it has done, last first. */
  | 'COMPENSATING'
  /** It failed, and its error handler runs. */
  | 'HANDLING'
  /** What it is for. */
  | 'MAIN';

/** Where a run stands. */
export type RunStatus =
  /** Somebody stopped it, or its workflow had no room for it. */
  | 'CANCELED'
  /** A node failed; `error` says which and why. */
  | 'FAILED'
  /** Waits for its turn or for a worker. */
  | 'QUEUED'
  /** Something of it executes. */
  | 'RUNNING'
  /** It came to its end. */
  | 'SUCCEEDED'
  /** It took longer than its workflow allows. */
  | 'TIMED_OUT'
  /** It only waits: for a time, an approval, a call, another run or a deployment. */
  | 'WAITING';

/** What started a run. */
export type RunTrigger =
  /** Something that happened in the project. */
  | 'EVENT'
  /** A person. */
  | 'MANUAL'
  /** A retry, replay, resumption or fork of an earlier run. */
  | 'RETRY'
  /** The end of a run of another workflow. */
  | 'RUN'
  /** A schedule. */
  | 'SCHEDULE'
  /** Somebody who tests one node; lists leave these out unless they are asked for. */
  | 'TEST'
  /** A program with a token. */
  | 'TOKEN'
  /** A call from outside. */
  | 'WEBHOOK'
  /** A run that waits for it, or started it by a GraphQL node. */
  | 'WORKFLOW';

/** How a deployment executes. */
export type RunnerKind =
  /** A playbook; its plays and tasks become steps per host. */
  | 'ANSIBLE'
  /** A program with its arguments; it reports steps as JSON lines. */
  | 'SHELL';

/** Several runs of a project: by their ids, or all that a filter finds, 1,000 at the most. */
export type RunsInput = {
  /** Which of them, where no ids are given. */
  filter?: RunFilter | null | undefined;
  /** The runs. */
  ids?: Array<string> | null | undefined;
  /** The project. */
  projectId: string;
};

/** A draft to save. */
export type SaveWorkflowDraftInput = {
  /** The revision that was changed: DRAFT_CONFLICT when somebody has saved another one since. */
  baseRevision: number;
  /** The graph: `{ nodes, edges, settings }`. It need not be finished. */
  graph: unknown;
  /** The workflow. */
  id: string;
};

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

/** Who administers the installation. */
export type SetAdministratorInput = {
  /** Whether they shall be an administrator. */
  isAdministrator: boolean;
  /** The person. */
  userId: string;
};

/** How much a token may ask for. */
export type SetTokenRateLimitInput = {
  /** The token. */
  id: string;
  /** Cost points a minute, 1–1,000,000; null for what its kind has. */
  perMinute?: number | null | undefined;
};

/** A variable and where it holds: exactly one of `projectId`, `environmentId` and `serviceId`. */
export type SetVariableInput = {
  /** For deployments to this environment; beats the project’s. */
  environmentId?: string | null | undefined;
  /** The version that you have seen, 0 for none: CONFLICT when somebody has set it since. */
  expectedVersion?: number | null | undefined;
  /** Store it encrypted, mask it in logs, never show it again. Left out: as it was, or plain. A private key always is a secret. */
  isSecret?: boolean | null | undefined;
  /** What the value is. Left out: what it was, or a text. */
  kind?: VariableKind | null | undefined;
  /** A–Z, 0–9 and underscores; not beginning with PILOTHOUSE_. */
  name: string;
  /** For all deployments of this project. */
  projectId?: string | null | undefined;
  /** For deployments of this service; beats the environment’s. */
  serviceId?: string | null | undefined;
  /** At most 32 kB; of a secret at least 4 bytes, as shorter ones can’t be masked. */
  value: string;
};

/** Address and password. */
export type SignInInput = {
  /** Of accounts with a second factor: the six digits that the app shows now, or a backup code. */
  code?: string | null | undefined;
  /** The address of the account. */
  email: string;
  /** Its password. */
  password: string;
};

/** What to run. */
export type StartRunInput = {
  /** The same key starts one run, however often it is sent. */
  idempotencyKey?: string | null | undefined;
  /** What it begins with, as the form of its trigger asks; at most 1 MiB. */
  payload?: unknown;
  /** The trigger node to begin at; left out, the one that people start. */
  triggerNodeKey?: string | null | undefined;
  /** The workflow; its published version runs. */
  workflowId: string;
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

/** What templates are for. */
export type TemplateCategory =
  /** Bringing versions to environments. */
  | 'DELIVERY'
  /** Working with other systems. */
  | 'INTEGRATION'
  /** What has to be done again and again. */
  | 'MAINTENANCE'
  /** What people do together. */
  | 'PEOPLE'
  /** Noticing what breaks, and what follows. */
  | 'RELIABILITY';

/** A node to try, and with what. */
export type TestNodeInput = {
  /** The graph as it is drawn. Left out: the saved draft. */
  graph?: unknown;
  /** The same key tests once, however often it is sent. */
  idempotencyKey?: string | null | undefined;
  /** In a loop: the item. Left out: the first of the earlier run. */
  item?: unknown;
  /** The node. */
  nodeKey: string;
  /** By key of a node before it: the output to take. Those left out are taken from the earlier run. */
  outputs?: unknown;
  /** What the trigger gives. Left out: what the earlier run began with. */
  payload?: unknown;
  /** The earlier run, of the same project. Left out: the last that came nearest to the node. */
  runId?: string | null | undefined;
  /** Variables of the run, by name. Left out: those of the earlier run. */
  variables?: unknown;
  /** The workflow. */
  workflowId: string;
};

/** For whom a token acts. */
export type TokenKind =
  /** For one running deployment; ends with it. */
  | 'DEPLOYMENT'
  /** For its person, with their roles, within its scopes; it ends with their account. */
  | 'PERSONAL'
  /** For a program in one project, by its scopes alone. It is the project’s: it works on when its maker leaves. */
  | 'SERVICE';

/** What starts a workflow from outside. */
export type TriggerKind =
  /** Something that happened in the project. */
  | 'EVENT'
  /** The end of a run of another workflow. */
  | 'RUN'
  /** A time. */
  | 'SCHEDULE'
  /** A signed call of its address. */
  | 'WEBHOOK';

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

/** What to change. What is left out stays; null goes back to the default. */
export type UpdateInstanceSettingsInput = {
  /** Points per minute of an address while nobody is signed in; 1,000 or more; 0: no limit. */
  anonymousPointsPerMinute?: number | null | undefined;
  /** For how many days the audit trail is kept: 30 or more; null: for ever. */
  auditRetentionDays?: number | null | undefined;
  /** Keys of the ways to sign in that the page does not offer. One has to stay. */
  hiddenSignInMethods?: Array<string> | null | undefined;
  /** Points per minute of a token of a service or a deployment; 1,000 or more; 0: no limit. */
  servicePointsPerMinute?: number | null | undefined;
  /** For how many days a sign-in lasts: 1 to 365. Counts for new ones. */
  sessionDays?: number | null | undefined;
  /** Points per minute of a person; 1,000 or more; 0: no limit. */
  userPointsPerMinute?: number | null | undefined;
};

/** What to change of a channel; what is left out stays. */
export type UpdateNotificationChannelInput = {
  /** The channel. */
  id: string;
  /** False switches it off, true on. */
  isEnabled?: boolean | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
  /** Of mail: the addresses from now on. */
  recipients?: Array<string> | null | undefined;
  /** Of a webhook: the new signing secret. */
  signingSecret?: string | null | undefined;
  /** Of a webhook or chat: its new address. */
  url?: string | null | undefined;
};

/** What to change of a rule; what is left out stays. */
export type UpdateNotificationRuleInput = {
  /** The channels from now on, 1–20. */
  channelIds?: Array<string> | null | undefined;
  /** The only environments from now on; empty for all. */
  environmentIds?: Array<string> | null | undefined;
  /** Kinds of events from now on. */
  events?: Array<string> | null | undefined;
  /** The rule. */
  id: string;
  /** Whether it is followed. */
  isEnabled?: boolean | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
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

/** What to change of a role; what is left out stays. It counts at once for whoever has it. */
export type UpdateRoleInput = {
  /** What it is for, in a sentence; at most 500 characters. */
  description?: string | null | undefined;
  /** The role. */
  id: string;
  /** What it is called. */
  name?: string | null | undefined;
  /** All rights it has from now on. */
  permissions?: Array<string> | null | undefined;
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

/** What to change of a workflow; what is left out stays. */
export type UpdateWorkflowInput = {
  /** What it is for; an empty text removes it. */
  description?: string | null | undefined;
  /** The workflow. */
  id: string;
  /** Whether its triggers start it. */
  isEnabled?: boolean | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
  /** Its name in addresses: a–z, 0–9 and hyphens. */
  slug?: string | null | undefined;
};

/** A graph to check. */
export type ValidateWorkflowInput = {
  /** The graph: `{ nodes, edges, settings }`. */
  graph: unknown;
  /** The project in which it would run. */
  projectId: string;
};

/** What a variable’s value is. */
export type VariableKind =
  /** A private SSH key. Programs find the path of a file in their environment; Ansible signs in with it. */
  | 'SSH_KEY'
  /** A text, which programs find in their environment. */
  | 'TEXT';

/** The proof that an address is yours. */
export type VerifyEmailInput = {
  /** The code of the link in the mail: what stands behind `#code=`. */
  code: string;
};

/** What a node waits for. */
export type WaitKind =
  /** For people to decide. */
  | 'APPROVAL'
  /** For a run of another workflow. */
  | 'CHILD_RUN'
  /** For a deployment. */
  | 'DEPLOYMENT'
  /** For the iterations of the loop. */
  | 'LOOP'
  /** For its turn: the node may begin only so often. */
  | 'RATE_LIMIT'
  /** For its next attempt. */
  | 'RETRY'
  /** For a time. */
  | 'UNTIL'
  /** For a call of its address. */
  | 'WEBHOOK';

export type SetupPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SetupPageQuery = { setup: { isNeeded: boolean, version: string } };

export type CompleteSetupMutationVariables = Exact<{
  input: CompleteSetupInput;
}>;


export type CompleteSetupMutation = { completeSetup: { id: string } };

export type SignInPageQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInPageQuery = { setup: { isNeeded: boolean, version: string }, signInMethods: { hasPassword: boolean, providers: Array<{ key: string, name: string, startUrl: string }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { id: string } };

export type InvitationPageQueryVariables = Exact<{
  code: string;
}>;


export type InvitationPageQuery = { invitation: { projectName: string, roleName: string, invitedByName: string, emailHint: string | null, expiresAt: string, needsAccount: boolean, viewerCanAccept: boolean } | null, viewer: { id: string, name: string, email: string | null } | null };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { projectId: string, projectName: string, projectSlug: string } };

export type LinkAccountPageQueryVariables = Exact<{
  code: string;
}>;


export type LinkAccountPageQuery = { identityOffer: { providerName: string, email: string, isViewer: boolean, hasPassword: boolean, canSendMail: boolean, isConfirmedByMail: boolean, next: string } | null };

export type LinkIdentityMutationVariables = Exact<{
  input: LinkIdentityInput;
}>;


export type LinkIdentityMutation = { linkIdentity: { id: string } };

export type MailIdentityLinkMutationVariables = Exact<{
  input: MailIdentityLinkInput;
}>;


export type MailIdentityLinkMutation = { mailIdentityLink: { email: string } };

export type ForgotPasswordPageQueryVariables = Exact<{ [key: string]: never; }>;


export type ForgotPasswordPageQuery = { setup: { sendsMail: boolean }, signInMethods: { hasPassword: boolean } };

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: boolean };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: boolean };

export type VerifyEmailMutationVariables = Exact<{
  input: VerifyEmailInput;
}>;


export type VerifyEmailMutation = { verifyEmail: boolean };

export type DoctorPageQueryVariables = Exact<{ [key: string]: never; }>;


export type DoctorPageQuery = { doctor: { checkedAt: string, version: string, isProduction: boolean, risks: Array<{ id: string, level: RiskLevel, title: string, why: string, remedy: string | null }>, checks: Array<{ id: string, title: string, status: CheckStatus, detail: string, remedy: string | null, durationMs: number }>, configuration: Array<{ name: string, value: string, isSet: boolean, description: string }> } };

export type DoctorPage_RiskFragment = { id: string, level: RiskLevel, title: string, why: string, remedy: string | null };

export type DoctorPage_LiveCheckFragment = { id: string, title: string, status: CheckStatus, detail: string, remedy: string | null, durationMs: number };

export type DoctorPage_ConfiguredValueFragment = { name: string, value: string, isSet: boolean, description: string };

export type InstanceSettingsPageQueryVariables = Exact<{ [key: string]: never; }>;


export type InstanceSettingsPageQuery = { instanceSettings: { sessionDays: number, auditRetentionDays: number | null, anonymousPointsPerMinute: number, userPointsPerMinute: number, servicePointsPerMinute: number, publicUrl: string | null, allowedOrigins: Array<string>, signInMethods: Array<{ key: string, name: string, isShown: boolean }>, states: Array<{ name: string, defaultValue: unknown, fixedBy: string | null, updatedAt: string | null, updatedByName: string | null }> } };

export type InstanceSettingsPage_SettingsFragment = { sessionDays: number, auditRetentionDays: number | null, anonymousPointsPerMinute: number, userPointsPerMinute: number, servicePointsPerMinute: number, publicUrl: string | null, allowedOrigins: Array<string>, signInMethods: Array<{ key: string, name: string, isShown: boolean }>, states: Array<{ name: string, defaultValue: unknown, fixedBy: string | null, updatedAt: string | null, updatedByName: string | null }> };

export type UpdateInstanceSettingsMutationVariables = Exact<{
  input: UpdateInstanceSettingsInput;
}>;


export type UpdateInstanceSettingsMutation = { updateInstanceSettings: { sessionDays: number, auditRetentionDays: number | null, anonymousPointsPerMinute: number, userPointsPerMinute: number, servicePointsPerMinute: number, publicUrl: string | null, allowedOrigins: Array<string>, signInMethods: Array<{ key: string, name: string, isShown: boolean }>, states: Array<{ name: string, defaultValue: unknown, fixedBy: string | null, updatedAt: string | null, updatedByName: string | null }> } };

export type PeoplePageQueryVariables = Exact<{
  search?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type PeoplePageQuery = { users: { nodes: Array<{ id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PeoplePage_PersonFragment = { id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { url: string, expiresAt: string, user: { id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean } } };

export type CreatePasswordResetLinkMutationVariables = Exact<{
  input: CreatePasswordResetLinkInput;
}>;


export type CreatePasswordResetLinkMutation = { createPasswordResetLink: { url: string, expiresAt: string } };

export type SuspendUserMutationVariables = Exact<{
  id: string;
}>;


export type SuspendUserMutation = { suspendUser: { id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean } };

export type RestoreUserMutationVariables = Exact<{
  id: string;
}>;


export type RestoreUserMutation = { restoreUser: { id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean } };

export type SetAdministratorMutationVariables = Exact<{
  input: SetAdministratorInput;
}>;


export type SetAdministratorMutation = { setAdministrator: { id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean } };

export type ResetTwoFactorMutationVariables = Exact<{
  input: ResetTwoFactorInput;
}>;


export type ResetTwoFactorMutation = { resetTwoFactor: { id: string, name: string, email: string, isAdministrator: boolean, isSuspended: boolean, isEmailVerified: boolean, hasPassword: boolean, hasTwoFactor: boolean, lastSeenAt: string | null, projectCount: number, isViewer: boolean } };

export type DeleteUserMutationVariables = Exact<{
  id: string;
}>;


export type DeleteUserMutation = { deleteUser: { id: string } };

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

export type HomeApprovalsQueryVariables = Exact<{
  slug: string;
}>;


export type HomeApprovalsQuery = { project: { id: string, approvals: { nodes: Array<{ id: string, nodeKey: string, startedAt: string, approval: { message: string } | null, run: { id: string, number: number, workflow: { id: string, name: string } } }> } } | null };

export type HomeRunsChangedSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type HomeRunsChangedSubscription = { runsChanged: { id: string, status: RunStatus } };

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

export type JobsPageQueryVariables = Exact<{
  filter?: BackgroundJobFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type JobsPageQuery = { backgroundJobs: { nodes: Array<{ id: string, kind: string, title: string, state: BackgroundJobState, attempts: number, maxAttempts: number, lastError: string | null, runAt: string, createdAt: string, startedAt: string | null, worker: string | null, priority: number, ifDropped: string, subjectCount: number, subject: { id: string, type: string, name: string | null, projectSlug: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobsOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsOverviewQuery = { backgroundJobKinds: Array<{ kind: string, title: string, isQueued: boolean, runningCount: number, readyCount: number, scheduledCount: number, retryingCount: number, failedCount: number, oldestDueAt: string | null, nextAt: string | null }>, workers: Array<{ id: string, host: string, pid: number, startedAt: string, heartbeatAt: string, isAlive: boolean, jobCount: number, deploymentCount: number, runCount: number }> };

export type JobsTable_BackgroundJobFragment = { id: string, kind: string, title: string, state: BackgroundJobState, attempts: number, maxAttempts: number, lastError: string | null, runAt: string, createdAt: string, startedAt: string | null, worker: string | null, priority: number, ifDropped: string, subjectCount: number, subject: { id: string, type: string, name: string | null, projectSlug: string | null } | null };

export type KindsTable_BackgroundJobKindFragment = { kind: string, title: string, isQueued: boolean, runningCount: number, readyCount: number, scheduledCount: number, retryingCount: number, failedCount: number, oldestDueAt: string | null, nextAt: string | null };

export type WorkersTable_WorkerFragment = { id: string, host: string, pid: number, startedAt: string, heartbeatAt: string, isAlive: boolean, jobCount: number, deploymentCount: number, runCount: number };

export type RetryJobsMutationVariables = Exact<{
  input: JobsInput;
}>;


export type RetryJobsMutation = { retryJobs: { count: number, problems: Array<{ id: string, message: string }> } };

export type DropJobsMutationVariables = Exact<{
  input: JobsInput;
}>;


export type DropJobsMutation = { dropJobs: { count: number, problems: Array<{ id: string, message: string }> } };

export type JobsBar_JobsResultFragment = { count: number, problems: Array<{ id: string, message: string }> };

export type NotificationsPageQueryVariables = Exact<{
  slug: string;
}>;


export type NotificationsPageQuery = { project: { id: string, slug: string, viewerCanManageNotifications: boolean, notificationDefault: { events: Array<string>, sendsMail: boolean, recipientCount: number }, environments: Array<{ id: string, name: string, isProduction: boolean }>, notificationChannels: Array<{ id: string, slug: string, name: string, kind: ChannelKind, target: string, recipients: Array<string> | null, isEnabled: boolean, disabledReason: string | null, failureCount: number, lastDeliveryAt: string | null }>, notificationRules: Array<{ id: string, name: string, events: Array<string>, isEnabled: boolean, environments: Array<{ id: string, name: string }>, channels: Array<{ id: string, name: string, isEnabled: boolean }> }> } | null };

export type DeliveryLogQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
  status?: NotificationStatus | null | undefined;
}>;


export type DeliveryLogQuery = { project: { id: string, slug: string, viewerCanManageNotifications: boolean, notificationDeliveries: { nodes: Array<{ id: string, event: string, title: string, status: NotificationStatus, attempts: number, lastError: string | null, nextAttemptAt: string | null, createdAt: string, deliveredAt: string | null, channel: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type Channel_NotificationChannelFragment = { id: string, slug: string, name: string, kind: ChannelKind, target: string, recipients: Array<string> | null, isEnabled: boolean, disabledReason: string | null, failureCount: number, lastDeliveryAt: string | null };

export type Rule_NotificationRuleFragment = { id: string, name: string, events: Array<string>, isEnabled: boolean, environments: Array<{ id: string, name: string }>, channels: Array<{ id: string, name: string, isEnabled: boolean }> };

export type Delivery_NotificationDeliveryFragment = { id: string, event: string, title: string, status: NotificationStatus, attempts: number, lastError: string | null, nextAttemptAt: string | null, createdAt: string, deliveredAt: string | null, channel: { id: string, name: string } | null };

export type CreateNotificationChannelMutationVariables = Exact<{
  input: CreateNotificationChannelInput;
}>;


export type CreateNotificationChannelMutation = { createNotificationChannel: { id: string, slug: string, name: string, kind: ChannelKind, target: string, recipients: Array<string> | null, isEnabled: boolean, disabledReason: string | null, failureCount: number, lastDeliveryAt: string | null } };

export type UpdateNotificationChannelMutationVariables = Exact<{
  input: UpdateNotificationChannelInput;
}>;


export type UpdateNotificationChannelMutation = { updateNotificationChannel: { id: string, slug: string, name: string, kind: ChannelKind, target: string, recipients: Array<string> | null, isEnabled: boolean, disabledReason: string | null, failureCount: number, lastDeliveryAt: string | null } };

export type DeleteNotificationChannelMutationVariables = Exact<{
  id: string;
}>;


export type DeleteNotificationChannelMutation = { deleteNotificationChannel: { id: string } };

export type TestNotificationChannelMutationVariables = Exact<{
  id: string;
}>;


export type TestNotificationChannelMutation = { testNotificationChannel: { id: string, event: string, title: string, status: NotificationStatus, attempts: number, lastError: string | null, nextAttemptAt: string | null, createdAt: string, deliveredAt: string | null, channel: { id: string, name: string } | null } };

export type EnableNotificationChannelMutationVariables = Exact<{
  id: string;
}>;


export type EnableNotificationChannelMutation = { enableNotificationChannel: { id: string, slug: string, name: string, kind: ChannelKind, target: string, recipients: Array<string> | null, isEnabled: boolean, disabledReason: string | null, failureCount: number, lastDeliveryAt: string | null } };

export type CreateNotificationRuleMutationVariables = Exact<{
  input: CreateNotificationRuleInput;
}>;


export type CreateNotificationRuleMutation = { createNotificationRule: { id: string, name: string, events: Array<string>, isEnabled: boolean, environments: Array<{ id: string, name: string }>, channels: Array<{ id: string, name: string, isEnabled: boolean }> } };

export type UpdateNotificationRuleMutationVariables = Exact<{
  input: UpdateNotificationRuleInput;
}>;


export type UpdateNotificationRuleMutation = { updateNotificationRule: { id: string, name: string, events: Array<string>, isEnabled: boolean, environments: Array<{ id: string, name: string }>, channels: Array<{ id: string, name: string, isEnabled: boolean }> } };

export type DeleteNotificationRuleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteNotificationRuleMutation = { deleteNotificationRule: { id: string } };

export type ResendNotificationMutationVariables = Exact<{
  id: string;
}>;


export type ResendNotificationMutation = { resendNotification: { id: string, event: string, title: string, status: NotificationStatus, attempts: number, lastError: string | null, nextAttemptAt: string | null, createdAt: string, deliveredAt: string | null, channel: { id: string, name: string } | null } };

export type ProjectsPageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProjectsPageQuery = { viewer: { id: string, viewerCanCreateProject: boolean } | null, projects: { nodes: Array<{ id: string, slug: string, name: string, viewerRole: Role | null, environments: Array<{ id: string, slug: string, name: string }>, services: { nodes: Array<{ id: string }> }, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdAt: string, service: { id: string, slug: string }, environment: { id: string, name: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ProjectCard_ProjectFragment = { id: string, slug: string, name: string, viewerRole: Role | null, environments: Array<{ id: string, slug: string, name: string }>, services: { nodes: Array<{ id: string }> }, deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, createdAt: string, service: { id: string, slug: string }, environment: { id: string, name: string } }> } };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { id: string, slug: string, name: string } };

export type RunComparePageQueryVariables = Exact<{
  before: string;
  after: string;
}>;


export type RunComparePageQuery = { before: { id: string, number: number, status: RunStatus, statusReason: string | null, trigger: RunTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, payload: unknown, output: unknown, workflow: { id: string, name: string }, workflowVersion: { id: string, number: number, graph: unknown }, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null }> } | null, after: { id: string, number: number, status: RunStatus, statusReason: string | null, trigger: RunTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, payload: unknown, output: unknown, workflow: { id: string, name: string }, workflowVersion: { id: string, number: number, graph: unknown }, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null }> } | null };

export type RunCompareChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type RunCompareChangedSubscription = { runChanged: { id: string, number: number, status: RunStatus, statusReason: string | null, phase: RunPhase, trigger: RunTrigger, triggerNodeKey: string | null, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, wakeAt: string | null, deadSince: string | null, payload: unknown, output: unknown, error: unknown, logLineCount: number, viewerCanCancel: boolean, viewerCanRetry: boolean, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, workflow: { id: string, name: string, viewerCanRun: boolean }, parentRun: { id: string, number: number } | null, childRuns: Array<{ id: string, number: number, status: RunStatus, workflow: { id: string, name: string } }>, retryOf: { id: string, number: number } | null, retries: Array<{ id: string, number: number, status: RunStatus }> } };

export type RunCompareNodesSubscriptionVariables = Exact<{
  id: string;
}>;


export type RunCompareNodesSubscription = { nodeRunChanged: { id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, run: { id: string }, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null } };

export type Compare_RunFragment = { id: string, number: number, status: RunStatus, statusReason: string | null, trigger: RunTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, payload: unknown, output: unknown, workflow: { id: string, name: string }, workflowVersion: { id: string, number: number, graph: unknown }, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null }> };

export type RunCompareValuesQueryVariables = Exact<{
  before: string;
  hasBefore: boolean;
  after: string;
  hasAfter: boolean;
}>;


export type RunCompareValuesQuery = { before?:
    | { __typename: 'Approval', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Deployment', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Identity', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'NodeApproval', id: string }
    | { __typename: 'NodeRun', input: unknown, output: unknown, error: unknown, id: string }
    | { __typename: 'NotificationChannel', id: string }
    | { __typename: 'NotificationDelivery', id: string }
    | { __typename: 'NotificationRule', id: string }
    | { __typename: 'Payload', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'ProjectRole', id: string }
    | { __typename: 'Run', id: string }
    | { __typename: 'Service', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Token', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Variable', id: string }
    | { __typename: 'Workflow', id: string }
    | { __typename: 'WorkflowTrigger', id: string }
    | { __typename: 'WorkflowVersion', id: string }
   | null, after?:
    | { __typename: 'Approval', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Deployment', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Identity', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'NodeApproval', id: string }
    | { __typename: 'NodeRun', input: unknown, output: unknown, error: unknown, id: string }
    | { __typename: 'NotificationChannel', id: string }
    | { __typename: 'NotificationDelivery', id: string }
    | { __typename: 'NotificationRule', id: string }
    | { __typename: 'Payload', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'ProjectRole', id: string }
    | { __typename: 'Run', id: string }
    | { __typename: 'Service', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Token', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Variable', id: string }
    | { __typename: 'Workflow', id: string }
    | { __typename: 'WorkflowTrigger', id: string }
    | { __typename: 'WorkflowVersion', id: string }
   | null };

export type RunCompareGraphsQueryVariables = Exact<{
  input: CompareWorkflowGraphsInput;
}>;


export type RunCompareGraphsQuery = { compareWorkflowGraphs: { nodes: Array<{ key: string, name: string, change: DiffChange, fields: Array<{ path: string, before: unknown, after: unknown }> }>, edges: Array<{ from: string, fromPort: string, to: string, change: DiffChange }>, settings: Array<{ path: string, before: unknown, after: unknown }> } };

export type RunGraphDiffFragment = { nodes: Array<{ key: string, name: string, change: DiffChange, fields: Array<{ path: string, before: unknown, after: unknown }> }>, edges: Array<{ from: string, fromPort: string, to: string, change: DiffChange }>, settings: Array<{ path: string, before: unknown, after: unknown }> };

export type RunCompareChoicesQueryVariables = Exact<{
  projectId: string;
  earlier: RunFilter;
  succeeded: RunFilter;
  others: RunFilter;
}>;


export type RunCompareChoicesQuery = { earlier: { nodes: Array<{ id: string, number: number, status: RunStatus, createdAt: string, createdByName: string, durationMs: number | null }> }, succeeded: { nodes: Array<{ id: string, number: number, status: RunStatus, createdAt: string, createdByName: string, durationMs: number | null }> }, others: { nodes: Array<{ id: string, number: number, status: RunStatus, createdAt: string, createdByName: string, durationMs: number | null }> } };

export type CompareChoice_RunFragment = { id: string, number: number, status: RunStatus, createdAt: string, createdByName: string, durationMs: number | null };

export type NodeProgressSubscriptionVariables = Exact<{
  runId: string;
}>;


export type NodeProgressSubscription = { nodeRunProgress: { nodeRunId: string, partial: unknown } };

export type CancelRunMutationVariables = Exact<{
  id: string;
}>;


export type CancelRunMutation = { cancelRun: { id: string, status: RunStatus, viewerCanCancel: boolean } };

export type RetryRunMutationVariables = Exact<{
  input: RetryRunInput;
}>;


export type RetryRunMutation = { retryRun: { id: string, number: number } };

export type ReplayRunMutationVariables = Exact<{
  input: ReplayRunInput;
}>;


export type ReplayRunMutation = { replayRun: { id: string, number: number } };

export type DecideApprovalMutationVariables = Exact<{
  input: DecideApprovalInput;
}>;


export type DecideApprovalMutation = { decideApproval: { id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, input: unknown, output: unknown, error: unknown, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, approval: { message: string, form: unknown, required: number, people: Array<string>, viewerCanDecide: boolean, decisions: Array<{ id: string, decision: ApprovalDecision, comment: string | null, form: unknown, decidedByName: string, decidedAt: string }> } | null } };

export type ForkRunMutationVariables = Exact<{
  input: ForkRunInput;
}>;


export type ForkRunMutation = { forkRun: { id: string, number: number } };

export type ResumeRunMutationVariables = Exact<{
  input: ResumeRunInput;
}>;


export type ResumeRunMutation = { resumeRun: { id: string, number: number } };

export type RunResumePreviewQueryVariables = Exact<{
  id: string;
}>;


export type RunResumePreviewQuery = { run: { id: string, resumePreview: { canResume: boolean, problem: string | null, keptNodeKeys: Array<string>, redoneNodeKeys: Array<string>, version: { id: string, number: number }, diff: { nodes: Array<{ key: string, name: string, change: DiffChange, fields: Array<{ path: string, before: unknown, after: unknown }> }>, edges: Array<{ from: string, fromPort: string, to: string, change: DiffChange }>, settings: Array<{ path: string, before: unknown, after: unknown }> } } } | null };

export type RunLogPageQueryVariables = Exact<{
  id: string;
  after: number;
  first: number;
  search?: string | null | undefined;
  nodeKey?: string | null | undefined;
}>;


export type RunLogPageQuery = { run: { id: string, log: { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, at: string, stream: LogStream, stepKey: string | null, text: string }> } } | null };

export type RunLogTailSubscriptionVariables = Exact<{
  id: string;
  after: number;
}>;


export type RunLogTailSubscription = { runLog: { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, at: string, stream: LogStream, stepKey: string | null, text: string }> } };

export type RunLog_LogBatchFragment = { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, at: string, stream: LogStream, stepKey: string | null, text: string }> };

export type RunPageQueryVariables = Exact<{
  id: string;
}>;


export type RunPageQuery = { run: { id: string, number: number, status: RunStatus, statusReason: string | null, phase: RunPhase, trigger: RunTrigger, triggerNodeKey: string | null, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, wakeAt: string | null, deadSince: string | null, payload: unknown, output: unknown, error: unknown, logLineCount: number, viewerCanCancel: boolean, viewerCanRetry: boolean, project: { id: string }, workflowVersion: { id: string, number: number, graph: unknown }, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null }>, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, workflow: { id: string, name: string, viewerCanRun: boolean }, parentRun: { id: string, number: number } | null, childRuns: Array<{ id: string, number: number, status: RunStatus, workflow: { id: string, name: string } }>, retryOf: { id: string, number: number } | null, retries: Array<{ id: string, number: number, status: RunStatus }> } | null };

export type RunPageChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type RunPageChangedSubscription = { runChanged: { id: string, number: number, status: RunStatus, statusReason: string | null, phase: RunPhase, trigger: RunTrigger, triggerNodeKey: string | null, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, wakeAt: string | null, deadSince: string | null, payload: unknown, output: unknown, error: unknown, logLineCount: number, viewerCanCancel: boolean, viewerCanRetry: boolean, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, workflow: { id: string, name: string, viewerCanRun: boolean }, parentRun: { id: string, number: number } | null, childRuns: Array<{ id: string, number: number, status: RunStatus, workflow: { id: string, name: string } }>, retryOf: { id: string, number: number } | null, retries: Array<{ id: string, number: number, status: RunStatus }> } };

export type RunPageNodesSubscriptionVariables = Exact<{
  id: string;
}>;


export type RunPageNodesSubscription = { nodeRunChanged: { id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, run: { id: string }, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null } };

export type RunApprovalQueryVariables = Exact<{
  id: string;
}>;


export type RunApprovalQuery = { node:
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun', id: string, approval: { message: string, viewerCanDecide: boolean } | null }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'Project' }
    | { __typename: 'ProjectRole' }
    | { __typename: 'Run' }
    | { __typename: 'Service' }
    | { __typename: 'Session' }
    | { __typename: 'Token' }
    | { __typename: 'User' }
    | { __typename: 'Variable' }
    | { __typename: 'Workflow' }
    | { __typename: 'WorkflowTrigger' }
    | { __typename: 'WorkflowVersion' }
   | null };

export type RunNodeTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type RunNodeTypesQuery = { nodeTypes: Array<{ type: string, name: string, icon: string }> };

export type RunPage_RunFragment = { id: string, number: number, status: RunStatus, statusReason: string | null, phase: RunPhase, trigger: RunTrigger, triggerNodeKey: string | null, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, wakeAt: string | null, deadSince: string | null, payload: unknown, output: unknown, error: unknown, logLineCount: number, viewerCanCancel: boolean, viewerCanRetry: boolean, project: { id: string }, workflowVersion: { id: string, number: number, graph: unknown }, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null }>, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, workflow: { id: string, name: string, viewerCanRun: boolean }, parentRun: { id: string, number: number } | null, childRuns: Array<{ id: string, number: number, status: RunStatus, workflow: { id: string, name: string } }>, retryOf: { id: string, number: number } | null, retries: Array<{ id: string, number: number, status: RunStatus }> };

export type RunHeader_RunFragment = { id: string, number: number, status: RunStatus, statusReason: string | null, phase: RunPhase, trigger: RunTrigger, triggerNodeKey: string | null, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, wakeAt: string | null, deadSince: string | null, payload: unknown, output: unknown, error: unknown, logLineCount: number, viewerCanCancel: boolean, viewerCanRetry: boolean, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, workflow: { id: string, name: string, viewerCanRun: boolean }, parentRun: { id: string, number: number } | null, childRuns: Array<{ id: string, number: number, status: RunStatus, workflow: { id: string, name: string } }>, retryOf: { id: string, number: number } | null, retries: Array<{ id: string, number: number, status: RunStatus }> };

export type RunGraph_NodeRunFragment = { id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, isReused: boolean, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, key: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null };

export type NodeRunValuesQueryVariables = Exact<{
  id: string;
}>;


export type NodeRunValuesQuery = { node:
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun', id: string, input: unknown, output: unknown, error: unknown, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, approval: { message: string, form: unknown, required: number, people: Array<string>, viewerCanDecide: boolean, decisions: Array<{ id: string, decision: ApprovalDecision, comment: string | null, form: unknown, decidedByName: string, decidedAt: string }> } | null }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'Project' }
    | { __typename: 'ProjectRole' }
    | { __typename: 'Run' }
    | { __typename: 'Service' }
    | { __typename: 'Session' }
    | { __typename: 'Token' }
    | { __typename: 'User' }
    | { __typename: 'Variable' }
    | { __typename: 'Workflow' }
    | { __typename: 'WorkflowTrigger' }
    | { __typename: 'WorkflowVersion' }
   | null };

export type NodeOutputQueryVariables = Exact<{
  id: string;
}>;


export type NodeOutputQuery = { node:
    | { __typename: 'Approval', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Deployment', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Identity', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'NodeApproval', id: string }
    | { __typename: 'NodeRun', output: unknown, id: string, outputPayload: { id: string, byteCount: number, url: string } | null }
    | { __typename: 'NotificationChannel', id: string }
    | { __typename: 'NotificationDelivery', id: string }
    | { __typename: 'NotificationRule', id: string }
    | { __typename: 'Payload', id: string }
    | { __typename: 'Project', id: string }
    | { __typename: 'ProjectRole', id: string }
    | { __typename: 'Run', id: string }
    | { __typename: 'Service', id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'Token', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'Variable', id: string }
    | { __typename: 'Workflow', id: string }
    | { __typename: 'WorkflowTrigger', id: string }
    | { __typename: 'WorkflowVersion', id: string }
   | null };

export type NodePanel_NodeRunFragment = { id: string, input: unknown, output: unknown, error: unknown, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, approval: { message: string, form: unknown, required: number, people: Array<string>, viewerCanDecide: boolean, decisions: Array<{ id: string, decision: ApprovalDecision, comment: string | null, form: unknown, decidedByName: string, decidedAt: string }> } | null };

export type ValueView_PayloadFragment = { id: string, byteCount: number, url: string };

export type RunsProjectQueryVariables = Exact<{
  slug: string;
}>;


export type RunsProjectQuery = { project: { id: string, workflows: { nodes: Array<{ id: string, name: string }> } } | null };

export type RunsForMeQueryVariables = Exact<{
  slug: string;
}>;


export type RunsForMeQuery = { project: { id: string, approvals: { nodes: Array<{ id: string, nodeKey: string, run: { id: string } }> } } | null };

export type RunsPageQueryVariables = Exact<{
  projectId: string;
  filter?: RunFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type RunsPageQuery = { runs: { nodes: Array<{ id: string, number: number, status: RunStatus, statusReason: string | null, trigger: RunTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, deadSince: string | null, viewerCanCancel: boolean, viewerCanRetry: boolean, workflow: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RunsPageChangedSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type RunsPageChangedSubscription = { runsChanged: { id: string, number: number, status: RunStatus, statusReason: string | null, trigger: RunTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, deadSince: string | null, viewerCanCancel: boolean, viewerCanRetry: boolean, workflow: { id: string, name: string } } };

export type RunsTable_RunFragment = { id: string, number: number, status: RunStatus, statusReason: string | null, trigger: RunTrigger, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, deadSince: string | null, viewerCanCancel: boolean, viewerCanRetry: boolean, workflow: { id: string, name: string } };

export type CancelRunsMutationVariables = Exact<{
  input: RunsInput;
}>;


export type CancelRunsMutation = { cancelRuns: { count: number, problems: Array<{ id: string, message: string }> } };

export type RetryRunsMutationVariables = Exact<{
  input: RunsInput;
}>;


export type RetryRunsMutation = { retryRuns: { count: number, problems: Array<{ id: string, message: string }> } };

export type DismissRunsMutationVariables = Exact<{
  input: RunsInput;
}>;


export type DismissRunsMutation = { dismissRuns: { count: number, problems: Array<{ id: string, message: string }> } };

export type BulkRuns_BulkResultFragment = { count: number, problems: Array<{ id: string, message: string }> };

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


export type ServiceVariablesQuery = { service: { id: string, viewerCanManageVariables: boolean, variables: Array<{ id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string }> } | null };

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

export type AccessPageQueryVariables = Exact<{
  slug: string;
}>;


export type AccessPageQuery = { project: { id: string, slug: string, permissions: Array<{ name: string, description: string, isPlaced: boolean }>, environments: Array<{ id: string, name: string, rank: number }>, services: { nodes: Array<{ id: string, name: string }> } } | null };

export type AccessEntriesQueryVariables = Exact<{
  projectId: string;
  permission: string;
  environmentId?: string | null | undefined;
  serviceId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type AccessEntriesQuery = { node:
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun' }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'Project', id: string, access: { nodes: Array<{ isAllowed: boolean, isLimited: boolean, reason: string, roleName: string | null, actor:
            | { __typename: 'Token', id: string, name: string }
            | { __typename: 'User', id: string, name: string, email: string }
           }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }
    | { __typename: 'ProjectRole' }
    | { __typename: 'Run' }
    | { __typename: 'Service' }
    | { __typename: 'Session' }
    | { __typename: 'Token' }
    | { __typename: 'User' }
    | { __typename: 'Variable' }
    | { __typename: 'Workflow' }
    | { __typename: 'WorkflowTrigger' }
    | { __typename: 'WorkflowVersion' }
   | null };

export type AccessPage_AccessEntryFragment = { isAllowed: boolean, isLimited: boolean, reason: string, roleName: string | null, actor:
    | { __typename: 'Token', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string }
   };

export type AccountEmail_ViewerFragment = { id: string, email: string | null, isEmailVerified: boolean, pendingEmail: string | null, hasPassword: boolean };

export type ChangeEmailMutationVariables = Exact<{
  input: ChangeEmailInput;
}>;


export type ChangeEmailMutation = { changeEmail: { id: string, email: string | null, isEmailVerified: boolean, pendingEmail: string | null, hasPassword: boolean } };

export type SendEmailVerificationMutationVariables = Exact<{ [key: string]: never; }>;


export type SendEmailVerificationMutation = { sendEmailVerification: { id: string, email: string | null, isEmailVerified: boolean, pendingEmail: string | null, hasPassword: boolean } };

export type AccountPageQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountPageQuery = { viewer: { id: string, name: string, email: string | null, isAdministrator: boolean, hasPassword: boolean, isEmailVerified: boolean, pendingEmail: string | null, twoFactor: { isOn: boolean, backupCodesLeft: number, since: string | null } | null, tokens: { nodes: Array<{ id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedAddress: string | null, revokedAt: string | null, viewerCanRevoke: boolean, rateLimitPerMinute: number | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, createdBy: { id: string, name: string } | null }> } } | null, setup: { sendsMail: boolean }, signInMethods: { hasPassword: boolean }, projects: { nodes: Array<{ id: string, name: string, grantablePermissions: Array<{ name: string, description: string }> }> } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { id: string, name: string } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { id: string } };

export type AccountSessionsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AccountSessionsQuery = { viewer: { id: string, sessions: { nodes: Array<{ id: string, createdAt: string, lastUsedAt: string, address: string | null, userAgent: string | null, isCurrent: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type AccountSessions_SessionFragment = { id: string, createdAt: string, lastUsedAt: string, address: string | null, userAgent: string | null, isCurrent: boolean };

export type RevokeSessionMutationVariables = Exact<{
  id: string;
}>;


export type RevokeSessionMutation = { revokeSession: { id: string } };

export type RevokeOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type RevokeOtherSessionsMutation = { revokeOtherSessions: { id: string } };

export type AccountTwoFactor_TwoFactorFragment = { isOn: boolean, backupCodesLeft: number, since: string | null };

export type BeginTwoFactorMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginTwoFactorMutation = { beginTwoFactor: { secret: string, otpauthUrl: string, qrSvg: string } };

export type ConfirmTwoFactorMutationVariables = Exact<{
  input: ConfirmTwoFactorInput;
}>;


export type ConfirmTwoFactorMutation = { confirmTwoFactor: { codes: Array<string> } };

export type RenewBackupCodesMutationVariables = Exact<{
  input: RenewBackupCodesInput;
}>;


export type RenewBackupCodesMutation = { renewBackupCodes: { codes: Array<string> } };

export type DisableTwoFactorMutationVariables = Exact<{
  input: DisableTwoFactorInput;
}>;


export type DisableTwoFactorMutation = { disableTwoFactor: { id: string, twoFactor: { isOn: boolean, backupCodesLeft: number, since: string | null } | null } };

export type AuditPageQueryVariables = Exact<{
  slug: string;
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditPageQuery = { project: { id: string, slug: string, viewerCanReadAudit: boolean, members: { nodes: Array<{ id: string, user: { id: string, name: string } }> }, auditEvents: { nodes: Array<{ id: string, at: string, action: string, actorId: string | null, actorName: string, subjectId: string | null, subjectType: string | null, subjectName: string | null, detail: unknown, address: string | null, requestId: string, seq: number, hash: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type InstallationAuditPageQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type InstallationAuditPageQuery = { installationAuditEvents: { nodes: Array<{ id: string, at: string, action: string, actorId: string | null, actorName: string, subjectId: string | null, subjectType: string | null, subjectName: string | null, detail: unknown, address: string | null, requestId: string, seq: number, hash: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditPage_AuditEventFragment = { id: string, at: string, action: string, actorId: string | null, actorName: string, subjectId: string | null, subjectType: string | null, subjectName: string | null, detail: unknown, address: string | null, requestId: string, seq: number, hash: string };

export type ConnectedAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConnectedAccountsQuery = { viewer: { id: string, identities: Array<{ id: string, provider: string, providerName: string, email: string | null, createdAt: string, lastUsedAt: string }> } | null, signInMethods: { providers: Array<{ key: string, name: string, startUrl: string }> } };

export type UnlinkIdentityMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkIdentityMutation = { unlinkIdentity: { id: string } };

export type EnvironmentsPageQueryVariables = Exact<{
  slug: string;
}>;


export type EnvironmentsPageQuery = { project: { id: string, slug: string, viewerCanManageEnvironments: boolean, environments: Array<{ id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, requiresApproval: boolean, viewerCanUpdate: boolean }> } | null };

export type EnvironmentForm_EnvironmentFragment = { id: string, slug: string, name: string, rank: number, url: string | null, isProduction: boolean, requiresApproval: boolean, viewerCanUpdate: boolean };

export type EnvironmentVariablesQueryVariables = Exact<{
  id: string;
}>;


export type EnvironmentVariablesQuery = { environment: { id: string, viewerCanManageVariables: boolean, variables: Array<{ id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string }> } | null };

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

export type MembersInvitationsQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
}>;


export type MembersInvitationsQuery = { project: { id: string, invitations: { nodes: Array<{ id: string, email: string | null, isMailed: boolean, roleName: string, expiresAt: string, revokedAt: string | null, viewerCanRevoke: boolean, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, invitedBy: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MembersInvitations_InvitationFragment = { id: string, email: string | null, isMailed: boolean, roleName: string, expiresAt: string, revokedAt: string | null, viewerCanRevoke: boolean, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, invitedBy: { id: string, name: string } };

export type CreateInvitationMutationVariables = Exact<{
  input: CreateInvitationInput;
}>;


export type CreateInvitationMutation = { createInvitation: { url: string | null, invitation: { id: string, email: string | null, isMailed: boolean, roleName: string, expiresAt: string, revokedAt: string | null, viewerCanRevoke: boolean, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, invitedBy: { id: string, name: string } } } };

export type RevokeInvitationMutationVariables = Exact<{
  id: string;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { id: string, revokedAt: string | null, viewerCanRevoke: boolean } };

export type MembersPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
}>;


export type MembersPageQuery = { viewer: { id: string, user: { id: string } | null } | null, project: { id: string, slug: string, viewerCanManageMembers: boolean, permissions: Array<{ name: string, description: string, isPlaced: boolean }>, roles: Array<{ id: string, role: Role, name: string, description: string, permissions: Array<string>, memberCount: number, viewerCanAssign: boolean }>, environments: Array<{ id: string, name: string, rank: number }>, services: { nodes: Array<{ id: string, name: string }> }, members: { nodes: Array<{ id: string, role: Role, roleName: string, source: MemberSource, createdAt: string, viewerCanChange: boolean, customRole: { id: string } | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, user: { id: string, name: string, email: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RolePicker_ProjectRoleFragment = { id: string, role: Role, name: string, description: string, permissions: Array<string>, memberCount: number, viewerCanAssign: boolean };

export type MembersPage_MemberFragment = { id: string, role: Role, roleName: string, source: MemberSource, createdAt: string, viewerCanChange: boolean, customRole: { id: string } | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, user: { id: string, name: string, email: string } };

export type AddMemberMutationVariables = Exact<{
  input: AddMemberInput;
}>;


export type AddMemberMutation = { addMember: { id: string, role: Role, roleName: string, source: MemberSource, createdAt: string, viewerCanChange: boolean, customRole: { id: string } | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, user: { id: string, name: string, email: string } } };

export type ChangeMemberRoleMutationVariables = Exact<{
  input: ChangeMemberRoleInput;
}>;


export type ChangeMemberRoleMutation = { changeMemberRole: { id: string, role: Role, roleName: string, source: MemberSource, createdAt: string, viewerCanChange: boolean, customRole: { id: string } | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, user: { id: string, name: string, email: string } } };

export type RemoveMemberMutationVariables = Exact<{
  id: string;
}>;


export type RemoveMemberMutation = { removeMember: { id: string } };

export type RolesPageQueryVariables = Exact<{
  slug: string;
}>;


export type RolesPageQuery = { project: { id: string, slug: string, viewerCanManageMembers: boolean, viewerPermissions: Array<string>, permissions: Array<{ name: string, description: string, isPlaced: boolean }>, roles: Array<{ id: string, name: string, description: string, isBuiltIn: boolean, permissions: Array<string>, memberCount: number, viewerCanChange: boolean }> } | null };

export type RolesPage_ProjectRoleFragment = { id: string, name: string, description: string, isBuiltIn: boolean, permissions: Array<string>, memberCount: number, viewerCanChange: boolean };

export type CreateRoleMutationVariables = Exact<{
  input: CreateRoleInput;
}>;


export type CreateRoleMutation = { createRole: { id: string, name: string, description: string, isBuiltIn: boolean, permissions: Array<string>, memberCount: number, viewerCanChange: boolean } };

export type UpdateRoleMutationVariables = Exact<{
  input: UpdateRoleInput;
}>;


export type UpdateRoleMutation = { updateRole: { id: string, name: string, description: string, isBuiltIn: boolean, permissions: Array<string>, memberCount: number, viewerCanChange: boolean } };

export type DeleteRoleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteRoleMutation = { deleteRole: { id: string } };

export type RestoreRoleMutationVariables = Exact<{
  id: string;
}>;


export type RestoreRoleMutation = { restoreRole: { id: string } };

export type SettingsLayoutQueryVariables = Exact<{
  slug: string;
}>;


export type SettingsLayoutQuery = { project: { id: string, slug: string, viewerCanManageTokens: boolean, viewerCanReadAudit: boolean } | null };

export type TokensPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
}>;


export type TokensPageQuery = { viewer: { id: string, isAdministrator: boolean } | null, project: { id: string, slug: string, viewerCanManageTokens: boolean, grantablePermissions: Array<{ name: string, description: string, isPlaced: boolean }>, tokens: { nodes: Array<{ id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedAddress: string | null, revokedAt: string | null, viewerCanRevoke: boolean, rateLimitPerMinute: number | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, createdBy: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type TokenTable_TokenFragment = { id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedAddress: string | null, revokedAt: string | null, viewerCanRevoke: boolean, rateLimitPerMinute: number | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, createdBy: { id: string, name: string } | null };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string, token: { id: string, kind: TokenKind, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string, expiresSoon: boolean, lastUsedAt: string | null, lastUsedAddress: string | null, revokedAt: string | null, viewerCanRevoke: boolean, rateLimitPerMinute: number | null, environments: Array<{ id: string, name: string }> | null, services: Array<{ id: string, name: string }> | null, createdBy: { id: string, name: string } | null } } };

export type RevokeTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeTokenMutation = { revokeToken: { id: string, revokedAt: string | null, viewerCanRevoke: boolean } };

export type SetTokenRateLimitMutationVariables = Exact<{
  input: SetTokenRateLimitInput;
}>;


export type SetTokenRateLimitMutation = { setTokenRateLimit: { id: string, rateLimitPerMinute: number | null } };

export type TokenPlacesQueryVariables = Exact<{
  projectId: string;
}>;


export type TokenPlacesQuery = { node:
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun' }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'Project', id: string, environments: Array<{ id: string, name: string, rank: number }>, services: { nodes: Array<{ id: string, name: string }> } }
    | { __typename: 'ProjectRole' }
    | { __typename: 'Run' }
    | { __typename: 'Service' }
    | { __typename: 'Session' }
    | { __typename: 'Token' }
    | { __typename: 'User' }
    | { __typename: 'Variable' }
    | { __typename: 'Workflow' }
    | { __typename: 'WorkflowTrigger' }
    | { __typename: 'WorkflowVersion' }
   | null };

export type VariablesPageQueryVariables = Exact<{
  slug: string;
}>;


export type VariablesPageQuery = { project: { id: string, slug: string, viewerCanManageVariables: boolean, variables: Array<{ id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string }> } | null };

export type TemplatesPageQueryVariables = Exact<{
  category?: TemplateCategory | null | undefined;
  search?: string | null | undefined;
}>;


export type TemplatesPageQuery = { workflowTemplates: Array<{ slug: string, name: string, description: string, category: TemplateCategory, icon: string }> };

export type TemplateCard_WorkflowTemplateFragment = { slug: string, name: string, description: string, category: TemplateCategory, icon: string };

export type TemplatePageQueryVariables = Exact<{
  slug: string;
  template: string;
}>;


export type TemplatePageQuery = { project: { id: string, slug: string, viewerCanManageWorkflows: boolean } | null, nodeTypes: Array<{ type: string, name: string, icon: string, group: NodeGroup }>, workflowTemplate: { graph: unknown, slug: string, name: string, description: string, category: TemplateCategory, icon: string } | null };

export type TemplatePreviewQueryVariables = Exact<{
  input: PreviewTemplateInput;
}>;


export type TemplatePreviewQuery = { previewTemplate: { parameterSchema: unknown, parameters: unknown, graph: unknown, isValid: boolean, needsChannel: boolean, parameterProblems: Array<{ path: string, message: string }>, problems: Array<{ severity: ProblemSeverity, nodeKey: string | null, message: string }>, rights: Array<{ permission: string, environment: string | null, service: string | null, isHeld: boolean }>, secrets: Array<{ name: string, isThere: boolean }>, channels: Array<{ name: string, isThere: boolean }> } };

export type TemplateNeeds_TemplatePreviewFragment = { isValid: boolean, needsChannel: boolean, parameterProblems: Array<{ path: string, message: string }>, problems: Array<{ severity: ProblemSeverity, nodeKey: string | null, message: string }>, rights: Array<{ permission: string, environment: string | null, service: string | null, isHeld: boolean }>, secrets: Array<{ name: string, isThere: boolean }>, channels: Array<{ name: string, isThere: boolean }> };

export type TemplateDryRunQueryVariables = Exact<{
  input: DryRunWorkflowInput;
}>;


export type TemplateDryRunQuery = { dryRunWorkflow: { status: RunStatus | null, statusReason: string | null, durationMs: number, unreachedNodeKeys: Array<string>, notes: Array<string>, steps: Array<{ nodeKey: string, name: string, type: string, path: string, attempt: number, effect: DryRunEffect, status: DryRunStepStatus, port: string | null, beginsAtMs: number, waitsMs: number, config: unknown, output: unknown, problem: string | null }> } };

export type DryRunList_DryRunFragment = { status: RunStatus | null, statusReason: string | null, durationMs: number, unreachedNodeKeys: Array<string>, notes: Array<string>, steps: Array<{ nodeKey: string, name: string, type: string, path: string, attempt: number, effect: DryRunEffect, status: DryRunStepStatus, port: string | null, beginsAtMs: number, waitsMs: number, config: unknown, output: unknown, problem: string | null }> };

export type InstallTemplateMutationVariables = Exact<{
  input: InstallTemplateInput;
}>;


export type InstallTemplateMutation = { installTemplate: { id: string, slug: string, name: string } };

export type BuilderRunsQueryVariables = Exact<{
  id: string;
}>;


export type BuilderRunsQuery = { workflow: { id: string, runs: { nodes: Array<{ id: string, number: number, status: RunStatus, trigger: RunTrigger, createdAt: string }> } } | null };

export type BuilderRuns_RunFragment = { id: string, number: number, status: RunStatus, trigger: RunTrigger, createdAt: string };

export type BuilderNodeHistoryQueryVariables = Exact<{
  id: string;
}>;


export type BuilderNodeHistoryQuery = { workflow: { id: string, runs: { nodes: Array<{ id: string, number: number, status: RunStatus, trigger: RunTrigger, createdAt: string, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, startedAt: string, finishedAt: string | null, durationMs: number | null }> }> } } | null };

export type BuilderRunNodesQueryVariables = Exact<{
  id: string;
}>;


export type BuilderRunNodesQuery = { run: { id: string, number: number, status: RunStatus, trigger: RunTrigger, createdAt: string, nodeRuns: Array<{ id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, startedAt: string, finishedAt: string | null, durationMs: number | null }> } | null };

export type BuilderNode_NodeRunFragment = { id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, startedAt: string, finishedAt: string | null, durationMs: number | null };

export type BuilderNodeValuesQueryVariables = Exact<{
  id: string;
}>;


export type BuilderNodeValuesQuery = { node:
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun', id: string, input: unknown, output: unknown, error: unknown }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'Project' }
    | { __typename: 'ProjectRole' }
    | { __typename: 'Run' }
    | { __typename: 'Service' }
    | { __typename: 'Session' }
    | { __typename: 'Token' }
    | { __typename: 'User' }
    | { __typename: 'Variable' }
    | { __typename: 'Workflow' }
    | { __typename: 'WorkflowTrigger' }
    | { __typename: 'WorkflowVersion' }
   | null };

export type DraftDryRunQueryVariables = Exact<{
  input: DryRunWorkflowInput;
}>;


export type DraftDryRunQuery = { dryRunWorkflow: { status: RunStatus | null, statusReason: string | null, durationMs: number, notes: Array<string>, steps: Array<{ nodeKey: string, name: string, type: string, path: string, attempt: number, effect: DryRunEffect, status: DryRunStepStatus, port: string | null, beginsAtMs: number, waitsMs: number, config: unknown, output: unknown, problem: string | null }> } };

export type ExpressionScopeQueryVariables = Exact<{
  input: ExpressionScopeInput;
}>;


export type ExpressionScopeQuery = { expressionScope: { run: { id: string, number: number } | null, names: Array<{ name: string, schema: unknown, value: unknown, isTruncated: boolean }>, functions: Array<{ name: string, signature: string, description: string, isMethod: boolean }> } };

export type EvaluateExpressionQueryVariables = Exact<{
  input: EvaluateExpressionInput;
}>;


export type EvaluateExpressionQuery = { evaluateExpression: { value: unknown, type: string | null, isTruncated: boolean, problem: { message: string, position: number | null, isDataMissing: boolean } | null } };

export type TestNodeMutationVariables = Exact<{
  input: TestNodeInput;
}>;


export type TestNodeMutation = { testNode: { id: string, number: number, status: RunStatus } };

export type CancelNodeTestMutationVariables = Exact<{
  id: string;
}>;


export type CancelNodeTestMutation = { cancelRun: { id: string, status: RunStatus, cancelRequestedAt: string | null } };

export type NodeTestRunQueryVariables = Exact<{
  id: string;
}>;


export type NodeTestRunQuery = { run: { id: string, number: number, status: RunStatus, statusReason: string | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, cancelRequestedAt: string | null, viewerCanCancel: boolean, nodeRuns: Array<{ output: unknown, error: unknown, id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null }> } | null };

export type NodeTest_RunFragment = { id: string, number: number, status: RunStatus, statusReason: string | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, cancelRequestedAt: string | null, viewerCanCancel: boolean };

export type NodeTest_NodeRunFragment = { output: unknown, error: unknown, id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null };

export type NodeTestChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type NodeTestChangedSubscription = { runChanged: { id: string, number: number, status: RunStatus, statusReason: string | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, cancelRequestedAt: string | null, viewerCanCancel: boolean } };

export type NodeTestNodesSubscriptionVariables = Exact<{
  id: string;
}>;


export type NodeTestNodesSubscription = { nodeRunChanged: { output: unknown, error: unknown, id: string, nodeKey: string, path: string, attempt: number, status: NodeRunStatus, port: string | null, startedAt: string, finishedAt: string | null, durationMs: number | null, wait: { kind: WaitKind, until: string | null, url: string | null, run: { id: string, number: number } | null, deployment: { id: string, number: number } | null } | null } };

export type NodeTestLogSubscriptionVariables = Exact<{
  id: string;
  after: number;
}>;


export type NodeTestLogSubscription = { runLog: { lastSeq: number, hasEnded: boolean, lines: Array<{ seq: number, stepKey: string | null, text: string }> } };

export type WorkflowYamlQueryVariables = Exact<{
  id: string;
}>;


export type WorkflowYamlQuery = { workflow: { id: string, name: string, slug: string, description: string | null, yaml: string } | null };

export type PreviewWorkflowImportMutationVariables = Exact<{
  input: PreviewWorkflowImportInput;
}>;


export type PreviewWorkflowImportMutation = { previewWorkflowImport: { name: string, slug: string, description: string | null, graph: unknown, secrets: Array<string>, existing: { id: string, name: string, draftRevision: number } | null, problems: Array<{ severity: ProblemSeverity, nodeKey: string | null, path: string, message: string }>, rights: Array<{ permission: string, environment: string | null, service: string | null, isHeld: boolean }> } };

export type ImportWorkflowMutationVariables = Exact<{
  input: ImportWorkflowInput;
}>;


export type ImportWorkflowMutation = { importWorkflow: { id: string, name: string, hasUnpublishedChanges: boolean, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string } } };

export type DiscardWorkflowDraftMutationVariables = Exact<{
  id: string;
}>;


export type DiscardWorkflowDraftMutation = { discardWorkflowDraft: { id: string, hasUnpublishedChanges: boolean, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string } } };

export type RotateWebhookSecretMutationVariables = Exact<{
  triggerId: string;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret: { secret: string, trigger: { id: string, url: string | null } } };

export type BuilderChoicesQueryVariables = Exact<{
  id: string;
}>;


export type BuilderChoicesQuery = { workflow: { id: string, project: { id: string, notificationChannels: Array<{ id: string, slug: string, isEnabled: boolean }>, permissions: Array<{ name: string, description: string }> } } | null };

export type WorkflowPageQueryVariables = Exact<{
  id: string;
}>;


export type WorkflowPageQuery = { workflow: { id: string, slug: string, name: string, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, viewerCanRun: boolean, project: { id: string, slug: string, services: { nodes: Array<{ id: string, slug: string }> }, environments: Array<{ id: string, slug: string }>, notificationChannels: Array<{ id: string, slug: string }>, workflows: { nodes: Array<{ id: string, slug: string }> } }, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string }, published: { id: string, number: number, graph: unknown, publishedAt: string, publishedByName: string } | null, triggers: Array<{ id: string, kind: TriggerKind, nodeKey: string, isActive: boolean, nextAt: string | null, problem: string | null, url: string | null }> } | null, nodeTypes: Array<{ type: string, group: NodeGroup, name: string, description: string, icon: string, configSchema: unknown, timeoutSeconds: number, ports: Array<{ name: string, label: string, description: string }> }> };

export type Builder_WorkflowFragment = { id: string, slug: string, name: string, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, viewerCanRun: boolean, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string }, published: { id: string, number: number, graph: unknown, publishedAt: string, publishedByName: string } | null, triggers: Array<{ id: string, kind: TriggerKind, nodeKey: string, isActive: boolean, nextAt: string | null, problem: string | null, url: string | null }> };

export type Builder_NodeTypeFragment = { type: string, group: NodeGroup, name: string, description: string, icon: string, configSchema: unknown, timeoutSeconds: number, ports: Array<{ name: string, label: string, description: string }> };

export type TheirDraftQueryVariables = Exact<{
  id: string;
}>;


export type TheirDraftQuery = { workflow: { id: string, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string } } | null };

export type SaveWorkflowDraftMutationVariables = Exact<{
  input: SaveWorkflowDraftInput;
}>;


export type SaveWorkflowDraftMutation = { saveWorkflowDraft: { id: string, hasUnpublishedChanges: boolean, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string } } };

export type ValidateWorkflowMutationVariables = Exact<{
  input: ValidateWorkflowInput;
}>;


export type ValidateWorkflowMutation = { validateWorkflow: { isValid: boolean, secrets: Array<string>, problems: Array<{ severity: ProblemSeverity, nodeKey: string | null, path: string, message: string }>, nodes: Array<{ key: string, ports: Array<{ name: string, label: string, description: string }> }>, rights: Array<{ permission: string, environment: string | null, service: string | null, isHeld: boolean }> } };

export type PublishWorkflowMutationVariables = Exact<{
  input: PublishWorkflowInput;
}>;


export type PublishWorkflowMutation = { publishWorkflow: { id: string, slug: string, name: string, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, viewerCanRun: boolean, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string }, published: { id: string, number: number, graph: unknown, publishedAt: string, publishedByName: string } | null, triggers: Array<{ id: string, kind: TriggerKind, nodeKey: string, isActive: boolean, nextAt: string | null, problem: string | null, url: string | null }> } };

export type StartWorkflowRunMutationVariables = Exact<{
  input: StartRunInput;
}>;


export type StartWorkflowRunMutation = { startRun: { id: string, number: number } };

export type CompareWorkflowGraphsQueryVariables = Exact<{
  input: CompareWorkflowGraphsInput;
}>;


export type CompareWorkflowGraphsQuery = { compareWorkflowGraphs: { nodes: Array<{ key: string, name: string, change: DiffChange, fields: Array<{ path: string, before: unknown, after: unknown }> }>, edges: Array<{ from: string, fromPort: string, to: string, change: DiffChange }>, settings: Array<{ path: string, before: unknown, after: unknown }> } };

export type WorkflowVersionsPageQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type WorkflowVersionsPageQuery = { workflow: { id: string, name: string, viewerCanManage: boolean, draft: { graph: unknown, revision: number }, versions: { nodes: Array<{ id: string, number: number, graph: unknown, note: string | null, publishedAt: string, publishedByName: string, permissions: Array<string>, isPublished: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type WorkflowVersionsPage_VersionFragment = { id: string, number: number, graph: unknown, note: string | null, publishedAt: string, publishedByName: string, permissions: Array<string>, isPublished: boolean };

export type WorkflowVersionNodeTypesQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkflowVersionNodeTypesQuery = { nodeTypes: Array<{ type: string, group: NodeGroup, name: string, description: string, icon: string, configSchema: unknown, timeoutSeconds: number, ports: Array<{ name: string, label: string, description: string }> }> };

export type RestoreWorkflowVersionMutationVariables = Exact<{
  input: RestoreWorkflowVersionInput;
}>;


export type RestoreWorkflowVersionMutation = { restoreWorkflowVersion: { id: string, slug: string, name: string, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, viewerCanRun: boolean, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string }, published: { id: string, number: number, graph: unknown, publishedAt: string, publishedByName: string } | null, triggers: Array<{ id: string, kind: TriggerKind, nodeKey: string, isActive: boolean, nextAt: string | null, problem: string | null, url: string | null }> } };

export type WorkflowsPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type WorkflowsPageQuery = { project: { id: string, slug: string, viewerCanManageWorkflows: boolean, workflows: { nodes: Array<{ id: string, slug: string, name: string, description: string | null, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, published: { id: string, number: number } | null, triggers: Array<{ id: string, kind: TriggerKind, nextAt: string | null, problem: string | null }>, lastRun: { id: string, number: number, status: RunStatus, createdAt: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type WorkflowsPage_WorkflowFragment = { id: string, slug: string, name: string, description: string | null, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, published: { id: string, number: number } | null, triggers: Array<{ id: string, kind: TriggerKind, nextAt: string | null, problem: string | null }>, lastRun: { id: string, number: number, status: RunStatus, createdAt: string } | null };

export type CreateWorkflowMutationVariables = Exact<{
  input: CreateWorkflowInput;
}>;


export type CreateWorkflowMutation = { createWorkflow: { id: string, slug: string, name: string } };

export type UpdateWorkflowMutationVariables = Exact<{
  input: UpdateWorkflowInput;
}>;


export type UpdateWorkflowMutation = { updateWorkflow: { id: string, slug: string, name: string, description: string | null, isEnabled: boolean, triggers: Array<{ id: string, isActive: boolean, nextAt: string | null }> } };

export type DeleteWorkflowMutationVariables = Exact<{
  id: string;
}>;


export type DeleteWorkflowMutation = { deleteWorkflow: { id: string } };

export type RestoreWorkflowMutationVariables = Exact<{
  id: string;
}>;


export type RestoreWorkflowMutation = { restoreWorkflow: { id: string } };

export type DuplicateWorkflowMutationVariables = Exact<{
  input: DuplicateWorkflowInput;
}>;


export type DuplicateWorkflowMutation = { duplicateWorkflow: { id: string, name: string } };

export type VariableEditor_VariableFragment = { id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string };

export type VariablePanelQueryVariables = Exact<{
  id: string;
}>;


export type VariablePanelQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string, versions: { nodes: Array<{ id: string, version: number, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, restoredFrom: number | null, setByName: string | null, setAt: string, isCurrent: boolean }> }, usedBy: { serviceCount: number, lastVersion: number | null, services: Array<{ id: string, name: string }>, environments: Array<{ id: string, name: string }>, lastDeployment: { id: string, number: number, createdAt: string, service: { id: string, name: string, project: { id: string, slug: string } }, environment: { id: string, name: string } } | null } }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type VariablePanel_VariableVersionFragment = { id: string, version: number, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, restoredFrom: number | null, setByName: string | null, setAt: string, isCurrent: boolean };

export type SetVariableMutationVariables = Exact<{
  input: SetVariableInput;
}>;


export type SetVariableMutation = { setVariable: { id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string } };

export type DeleteVariableMutationVariables = Exact<{
  id: string;
}>;


export type DeleteVariableMutation = { deleteVariable: { id: string } };

export type RestoreVariableMutationVariables = Exact<{
  input: RestoreVariableInput;
}>;


export type RestoreVariableMutation = { restoreVariable: { id: string, name: string, kind: VariableKind, value: string | null, isSecret: boolean, fingerprint: string | null, version: number, setByName: string | null, updatedAt: string } };

export const DoctorPage_RiskFragmentDoc = gql`
    fragment DoctorPage_Risk on Risk {
  id
  level
  title
  why
  remedy
}
    `;
export const DoctorPage_LiveCheckFragmentDoc = gql`
    fragment DoctorPage_LiveCheck on LiveCheck {
  id
  title
  status
  detail
  remedy
  durationMs
}
    `;
export const DoctorPage_ConfiguredValueFragmentDoc = gql`
    fragment DoctorPage_ConfiguredValue on ConfiguredValue {
  name
  value
  isSet
  description
}
    `;
export const InstanceSettingsPage_SettingsFragmentDoc = gql`
    fragment InstanceSettingsPage_Settings on InstanceSettings {
  signInMethods {
    key
    name
    isShown
  }
  sessionDays
  auditRetentionDays
  anonymousPointsPerMinute
  userPointsPerMinute
  servicePointsPerMinute
  publicUrl
  allowedOrigins
  states {
    name
    defaultValue
    fixedBy
    updatedAt
    updatedByName
  }
}
    `;
export const PeoplePage_PersonFragmentDoc = gql`
    fragment PeoplePage_Person on Person {
  id
  name
  email
  isAdministrator
  isSuspended
  isEmailVerified
  hasPassword
  hasTwoFactor
  lastSeenAt
  projectCount
  isViewer
}
    `;
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
export const JobsTable_BackgroundJobFragmentDoc = gql`
    fragment JobsTable_BackgroundJob on BackgroundJob {
  id
  kind
  title
  state
  attempts
  maxAttempts
  lastError
  runAt
  createdAt
  startedAt
  worker
  priority
  ifDropped
  subject {
    id
    type
    name
    projectSlug
  }
  subjectCount
}
    `;
export const KindsTable_BackgroundJobKindFragmentDoc = gql`
    fragment KindsTable_BackgroundJobKind on BackgroundJobKind {
  kind
  title
  isQueued
  runningCount
  readyCount
  scheduledCount
  retryingCount
  failedCount
  oldestDueAt
  nextAt
}
    `;
export const WorkersTable_WorkerFragmentDoc = gql`
    fragment WorkersTable_Worker on Worker {
  id
  host
  pid
  startedAt
  heartbeatAt
  isAlive
  jobCount
  deploymentCount
  runCount
}
    `;
export const JobsBar_JobsResultFragmentDoc = gql`
    fragment JobsBar_JobsResult on JobsResult {
  count
  problems {
    id
    message
  }
}
    `;
export const Channel_NotificationChannelFragmentDoc = gql`
    fragment Channel_NotificationChannel on NotificationChannel {
  id
  slug
  name
  kind
  target
  recipients
  isEnabled
  disabledReason
  failureCount
  lastDeliveryAt
}
    `;
export const Rule_NotificationRuleFragmentDoc = gql`
    fragment Rule_NotificationRule on NotificationRule {
  id
  name
  events
  isEnabled
  environments {
    id
    name
  }
  channels {
    id
    name
    isEnabled
  }
}
    `;
export const Delivery_NotificationDeliveryFragmentDoc = gql`
    fragment Delivery_NotificationDelivery on NotificationDelivery {
  id
  event
  title
  status
  attempts
  lastError
  nextAttemptAt
  createdAt
  deliveredAt
  channel {
    id
    name
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
export const RunGraph_NodeRunFragmentDoc = gql`
    fragment RunGraph_NodeRun on NodeRun {
  id
  nodeKey
  path
  attempt
  status
  port
  isReused
  startedAt
  finishedAt
  durationMs
  wait {
    kind
    until
    key
    url
    run {
      id
      number
    }
    deployment {
      id
      number
    }
  }
}
    `;
export const Compare_RunFragmentDoc = gql`
    fragment Compare_Run on Run {
  id
  number
  status
  statusReason
  trigger
  createdByName
  createdAt
  startedAt
  finishedAt
  durationMs
  payload
  output
  workflow {
    id
    name
  }
  workflowVersion {
    id
    number
    graph
  }
  nodeRuns {
    ...RunGraph_NodeRun
  }
}
    ${RunGraph_NodeRunFragmentDoc}`;
export const RunGraphDiffFragmentDoc = gql`
    fragment RunGraphDiff on GraphDiff {
  nodes {
    key
    name
    change
    fields {
      path
      before
      after
    }
  }
  edges {
    from
    fromPort
    to
    change
  }
  settings {
    path
    before
    after
  }
}
    `;
export const CompareChoice_RunFragmentDoc = gql`
    fragment CompareChoice_Run on Run {
  id
  number
  status
  createdAt
  createdByName
  durationMs
}
    `;
export const RunLog_LogBatchFragmentDoc = gql`
    fragment RunLog_LogBatch on LogBatch {
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
export const ValueView_PayloadFragmentDoc = gql`
    fragment ValueView_Payload on Payload {
  id
  byteCount
  url
}
    `;
export const RunHeader_RunFragmentDoc = gql`
    fragment RunHeader_Run on Run {
  id
  number
  status
  statusReason
  phase
  trigger
  triggerNodeKey
  createdByName
  createdAt
  startedAt
  finishedAt
  durationMs
  wakeAt
  deadSince
  payload
  inputPayload {
    ...ValueView_Payload
  }
  output
  outputPayload {
    ...ValueView_Payload
  }
  error
  logLineCount
  viewerCanCancel
  viewerCanRetry
  workflow {
    id
    name
    viewerCanRun
  }
  parentRun {
    id
    number
  }
  childRuns {
    id
    number
    status
    workflow {
      id
      name
    }
  }
  retryOf {
    id
    number
  }
  retries {
    id
    number
    status
  }
}
    ${ValueView_PayloadFragmentDoc}`;
export const RunPage_RunFragmentDoc = gql`
    fragment RunPage_Run on Run {
  ...RunHeader_Run
  project {
    id
  }
  workflowVersion {
    id
    number
    graph
  }
  nodeRuns {
    ...RunGraph_NodeRun
  }
}
    ${RunHeader_RunFragmentDoc}
${RunGraph_NodeRunFragmentDoc}`;
export const NodePanel_NodeRunFragmentDoc = gql`
    fragment NodePanel_NodeRun on NodeRun {
  id
  input
  inputPayload {
    ...ValueView_Payload
  }
  output
  outputPayload {
    ...ValueView_Payload
  }
  error
  approval {
    message
    form
    required
    people
    viewerCanDecide
    decisions {
      id
      decision
      comment
      form
      decidedByName
      decidedAt
    }
  }
}
    ${ValueView_PayloadFragmentDoc}`;
export const RunsTable_RunFragmentDoc = gql`
    fragment RunsTable_Run on Run {
  id
  number
  status
  statusReason
  trigger
  createdByName
  createdAt
  startedAt
  finishedAt
  durationMs
  deadSince
  viewerCanCancel
  viewerCanRetry
  workflow {
    id
    name
  }
}
    `;
export const BulkRuns_BulkResultFragmentDoc = gql`
    fragment BulkRuns_BulkResult on BulkResult {
  count
  problems {
    id
    message
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
export const AccessPage_AccessEntryFragmentDoc = gql`
    fragment AccessPage_AccessEntry on AccessEntry {
  actor {
    __typename
    ... on User {
      id
      name
      email
    }
    ... on Token {
      id
      name
    }
  }
  isAllowed
  isLimited
  reason
  roleName
}
    `;
export const AccountEmail_ViewerFragmentDoc = gql`
    fragment AccountEmail_Viewer on Viewer {
  id
  email
  isEmailVerified
  pendingEmail
  hasPassword
}
    `;
export const AccountSessions_SessionFragmentDoc = gql`
    fragment AccountSessions_Session on Session {
  id
  createdAt
  lastUsedAt
  address
  userAgent
  isCurrent
}
    `;
export const AccountTwoFactor_TwoFactorFragmentDoc = gql`
    fragment AccountTwoFactor_TwoFactor on TwoFactor {
  isOn
  backupCodesLeft
  since
}
    `;
export const AuditPage_AuditEventFragmentDoc = gql`
    fragment AuditPage_AuditEvent on AuditEvent {
  id
  at
  action
  actorId
  actorName
  subjectId
  subjectType
  subjectName
  detail
  address
  requestId
  seq
  hash
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
export const MembersInvitations_InvitationFragmentDoc = gql`
    fragment MembersInvitations_Invitation on Invitation {
  id
  email
  isMailed
  roleName
  environments {
    id
    name
  }
  services {
    id
    name
  }
  invitedBy {
    id
    name
  }
  expiresAt
  revokedAt
  viewerCanRevoke
}
    `;
export const RolePicker_ProjectRoleFragmentDoc = gql`
    fragment RolePicker_ProjectRole on ProjectRole {
  id
  role
  name
  description
  permissions
  memberCount
  viewerCanAssign
}
    `;
export const MembersPage_MemberFragmentDoc = gql`
    fragment MembersPage_Member on Member {
  id
  role
  roleName
  customRole {
    id
  }
  environments {
    id
    name
  }
  services {
    id
    name
  }
  source
  createdAt
  viewerCanChange
  user {
    id
    name
    email
  }
}
    `;
export const RolesPage_ProjectRoleFragmentDoc = gql`
    fragment RolesPage_ProjectRole on ProjectRole {
  id
  name
  description
  isBuiltIn
  permissions
  memberCount
  viewerCanChange
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
  expiresSoon
  lastUsedAt
  lastUsedAddress
  revokedAt
  environments {
    id
    name
  }
  services {
    id
    name
  }
  viewerCanRevoke
  rateLimitPerMinute
  createdBy {
    id
    name
  }
}
    `;
export const TemplateCard_WorkflowTemplateFragmentDoc = gql`
    fragment TemplateCard_WorkflowTemplate on WorkflowTemplate {
  slug
  name
  description
  category
  icon
}
    `;
export const TemplateNeeds_TemplatePreviewFragmentDoc = gql`
    fragment TemplateNeeds_TemplatePreview on TemplatePreview {
  isValid
  needsChannel
  parameterProblems {
    path
    message
  }
  problems {
    severity
    nodeKey
    message
  }
  rights {
    permission
    environment
    service
    isHeld
  }
  secrets {
    name
    isThere
  }
  channels {
    name
    isThere
  }
}
    `;
export const DryRunList_DryRunFragmentDoc = gql`
    fragment DryRunList_DryRun on DryRun {
  status
  statusReason
  durationMs
  unreachedNodeKeys
  notes
  steps {
    nodeKey
    name
    type
    path
    attempt
    effect
    status
    port
    beginsAtMs
    waitsMs
    config
    output
    problem
  }
}
    `;
export const BuilderRuns_RunFragmentDoc = gql`
    fragment BuilderRuns_Run on Run {
  id
  number
  status
  trigger
  createdAt
}
    `;
export const NodeTest_RunFragmentDoc = gql`
    fragment NodeTest_Run on Run {
  id
  number
  status
  statusReason
  startedAt
  finishedAt
  durationMs
  cancelRequestedAt
  viewerCanCancel
}
    `;
export const BuilderNode_NodeRunFragmentDoc = gql`
    fragment BuilderNode_NodeRun on NodeRun {
  id
  nodeKey
  path
  attempt
  status
  port
  startedAt
  finishedAt
  durationMs
}
    `;
export const NodeTest_NodeRunFragmentDoc = gql`
    fragment NodeTest_NodeRun on NodeRun {
  ...BuilderNode_NodeRun
  output
  error
  wait {
    kind
    until
    url
    run {
      id
      number
    }
    deployment {
      id
      number
    }
  }
}
    ${BuilderNode_NodeRunFragmentDoc}`;
export const Builder_WorkflowFragmentDoc = gql`
    fragment Builder_Workflow on Workflow {
  id
  slug
  name
  isEnabled
  hasUnpublishedChanges
  viewerCanManage
  viewerCanRun
  draft {
    graph
    revision
    savedAt
    savedByName
  }
  published {
    id
    number
    graph
    publishedAt
    publishedByName
  }
  triggers {
    id
    kind
    nodeKey
    isActive
    nextAt
    problem
    url
  }
}
    `;
export const Builder_NodeTypeFragmentDoc = gql`
    fragment Builder_NodeType on NodeType {
  type
  group
  name
  description
  icon
  configSchema
  ports {
    name
    label
    description
  }
  timeoutSeconds
}
    `;
export const WorkflowVersionsPage_VersionFragmentDoc = gql`
    fragment WorkflowVersionsPage_Version on WorkflowVersion {
  id
  number
  graph
  note
  publishedAt
  publishedByName
  permissions
  isPublished
}
    `;
export const WorkflowsPage_WorkflowFragmentDoc = gql`
    fragment WorkflowsPage_Workflow on Workflow {
  id
  slug
  name
  description
  isEnabled
  hasUnpublishedChanges
  viewerCanManage
  published {
    id
    number
  }
  triggers {
    id
    kind
    nextAt
    problem
  }
  lastRun {
    id
    number
    status
    createdAt
  }
}
    `;
export const VariableEditor_VariableFragmentDoc = gql`
    fragment VariableEditor_Variable on Variable {
  id
  name
  kind
  value
  isSecret
  fingerprint
  version
  setByName
  updatedAt
}
    `;
export const VariablePanel_VariableVersionFragmentDoc = gql`
    fragment VariablePanel_VariableVersion on VariableVersion {
  id
  version
  kind
  value
  isSecret
  fingerprint
  restoredFrom
  setByName
  setAt
  isCurrent
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
  signInMethods {
    hasPassword
    providers {
      key
      name
      startUrl
    }
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
export const InvitationPageDocument = gql`
    query InvitationPage($code: String!) {
  invitation(code: $code) {
    projectName
    roleName
    invitedByName
    emailHint
    expiresAt
    needsAccount
    viewerCanAccept
  }
  viewer {
    id
    name
    email
  }
}
    `;

export function useInvitationPageQuery(options: Omit<Urql.UseQueryArgs<InvitationPageQueryVariables>, 'query'>) {
  return Urql.useQuery<InvitationPageQuery, InvitationPageQueryVariables>({ query: InvitationPageDocument, ...options });
};
export const AcceptInvitationDocument = gql`
    mutation AcceptInvitation($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    projectId
    projectName
    projectSlug
  }
}
    `;

export function useAcceptInvitationMutation() {
  return Urql.useMutation<AcceptInvitationMutation, AcceptInvitationMutationVariables>(AcceptInvitationDocument);
};
export const LinkAccountPageDocument = gql`
    query LinkAccountPage($code: String!) {
  identityOffer(code: $code) {
    providerName
    email
    isViewer
    hasPassword
    canSendMail
    isConfirmedByMail
    next
  }
}
    `;

export function useLinkAccountPageQuery(options: Omit<Urql.UseQueryArgs<LinkAccountPageQueryVariables>, 'query'>) {
  return Urql.useQuery<LinkAccountPageQuery, LinkAccountPageQueryVariables>({ query: LinkAccountPageDocument, ...options });
};
export const LinkIdentityDocument = gql`
    mutation LinkIdentity($input: LinkIdentityInput!) {
  linkIdentity(input: $input) {
    id
  }
}
    `;

export function useLinkIdentityMutation() {
  return Urql.useMutation<LinkIdentityMutation, LinkIdentityMutationVariables>(LinkIdentityDocument);
};
export const MailIdentityLinkDocument = gql`
    mutation MailIdentityLink($input: MailIdentityLinkInput!) {
  mailIdentityLink(input: $input) {
    email
  }
}
    `;

export function useMailIdentityLinkMutation() {
  return Urql.useMutation<MailIdentityLinkMutation, MailIdentityLinkMutationVariables>(MailIdentityLinkDocument);
};
export const ForgotPasswordPageDocument = gql`
    query ForgotPasswordPage {
  setup {
    sendsMail
  }
  signInMethods {
    hasPassword
  }
}
    `;

export function useForgotPasswordPageQuery(options?: Omit<Urql.UseQueryArgs<ForgotPasswordPageQueryVariables>, 'query'>) {
  return Urql.useQuery<ForgotPasswordPageQuery, ForgotPasswordPageQueryVariables>({ query: ForgotPasswordPageDocument, ...options });
};
export const RequestPasswordResetDocument = gql`
    mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input)
}
    `;

export function useRequestPasswordResetMutation() {
  return Urql.useMutation<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>(RequestPasswordResetDocument);
};
export const ResetPasswordDocument = gql`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input)
}
    `;

export function useResetPasswordMutation() {
  return Urql.useMutation<ResetPasswordMutation, ResetPasswordMutationVariables>(ResetPasswordDocument);
};
export const VerifyEmailDocument = gql`
    mutation VerifyEmail($input: VerifyEmailInput!) {
  verifyEmail(input: $input)
}
    `;

export function useVerifyEmailMutation() {
  return Urql.useMutation<VerifyEmailMutation, VerifyEmailMutationVariables>(VerifyEmailDocument);
};
export const DoctorPageDocument = gql`
    query DoctorPage {
  doctor {
    checkedAt
    version
    isProduction
    risks {
      ...DoctorPage_Risk
    }
    checks {
      ...DoctorPage_LiveCheck
    }
    configuration {
      ...DoctorPage_ConfiguredValue
    }
  }
}
    ${DoctorPage_RiskFragmentDoc}
${DoctorPage_LiveCheckFragmentDoc}
${DoctorPage_ConfiguredValueFragmentDoc}`;

export function useDoctorPageQuery(options?: Omit<Urql.UseQueryArgs<DoctorPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DoctorPageQuery, DoctorPageQueryVariables>({ query: DoctorPageDocument, ...options });
};
export const InstanceSettingsPageDocument = gql`
    query InstanceSettingsPage {
  instanceSettings {
    ...InstanceSettingsPage_Settings
  }
}
    ${InstanceSettingsPage_SettingsFragmentDoc}`;

export function useInstanceSettingsPageQuery(options?: Omit<Urql.UseQueryArgs<InstanceSettingsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<InstanceSettingsPageQuery, InstanceSettingsPageQueryVariables>({ query: InstanceSettingsPageDocument, ...options });
};
export const UpdateInstanceSettingsDocument = gql`
    mutation UpdateInstanceSettings($input: UpdateInstanceSettingsInput!) {
  updateInstanceSettings(input: $input) {
    ...InstanceSettingsPage_Settings
  }
}
    ${InstanceSettingsPage_SettingsFragmentDoc}`;

export function useUpdateInstanceSettingsMutation() {
  return Urql.useMutation<UpdateInstanceSettingsMutation, UpdateInstanceSettingsMutationVariables>(UpdateInstanceSettingsDocument);
};
export const PeoplePageDocument = gql`
    query PeoplePage($search: String, $after: String) {
  users(first: 50, search: $search, after: $after) {
    nodes {
      ...PeoplePage_Person
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${PeoplePage_PersonFragmentDoc}`;

export function usePeoplePageQuery(options?: Omit<Urql.UseQueryArgs<PeoplePageQueryVariables>, 'query'>) {
  return Urql.useQuery<PeoplePageQuery, PeoplePageQueryVariables>({ query: PeoplePageDocument, ...options });
};
export const CreateUserDocument = gql`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    url
    expiresAt
    user {
      ...PeoplePage_Person
    }
  }
}
    ${PeoplePage_PersonFragmentDoc}`;

export function useCreateUserMutation() {
  return Urql.useMutation<CreateUserMutation, CreateUserMutationVariables>(CreateUserDocument);
};
export const CreatePasswordResetLinkDocument = gql`
    mutation CreatePasswordResetLink($input: CreatePasswordResetLinkInput!) {
  createPasswordResetLink(input: $input) {
    url
    expiresAt
  }
}
    `;

export function useCreatePasswordResetLinkMutation() {
  return Urql.useMutation<CreatePasswordResetLinkMutation, CreatePasswordResetLinkMutationVariables>(CreatePasswordResetLinkDocument);
};
export const SuspendUserDocument = gql`
    mutation SuspendUser($id: ID!) {
  suspendUser(id: $id) {
    ...PeoplePage_Person
  }
}
    ${PeoplePage_PersonFragmentDoc}`;

export function useSuspendUserMutation() {
  return Urql.useMutation<SuspendUserMutation, SuspendUserMutationVariables>(SuspendUserDocument);
};
export const RestoreUserDocument = gql`
    mutation RestoreUser($id: ID!) {
  restoreUser(id: $id) {
    ...PeoplePage_Person
  }
}
    ${PeoplePage_PersonFragmentDoc}`;

export function useRestoreUserMutation() {
  return Urql.useMutation<RestoreUserMutation, RestoreUserMutationVariables>(RestoreUserDocument);
};
export const SetAdministratorDocument = gql`
    mutation SetAdministrator($input: SetAdministratorInput!) {
  setAdministrator(input: $input) {
    ...PeoplePage_Person
  }
}
    ${PeoplePage_PersonFragmentDoc}`;

export function useSetAdministratorMutation() {
  return Urql.useMutation<SetAdministratorMutation, SetAdministratorMutationVariables>(SetAdministratorDocument);
};
export const ResetTwoFactorDocument = gql`
    mutation ResetTwoFactor($input: ResetTwoFactorInput!) {
  resetTwoFactor(input: $input) {
    ...PeoplePage_Person
  }
}
    ${PeoplePage_PersonFragmentDoc}`;

export function useResetTwoFactorMutation() {
  return Urql.useMutation<ResetTwoFactorMutation, ResetTwoFactorMutationVariables>(ResetTwoFactorDocument);
};
export const DeleteUserDocument = gql`
    mutation DeleteUser($id: ID!) {
  deleteUser(id: $id) {
    id
  }
}
    `;

export function useDeleteUserMutation() {
  return Urql.useMutation<DeleteUserMutation, DeleteUserMutationVariables>(DeleteUserDocument);
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
export const HomeApprovalsDocument = gql`
    query HomeApprovals($slug: String!) {
  project(slug: $slug) {
    id
    approvals(first: 8) {
      nodes {
        id
        nodeKey
        startedAt
        approval {
          message
        }
        run {
          id
          number
          workflow {
            id
            name
          }
        }
      }
    }
  }
}
    `;

export function useHomeApprovalsQuery(options: Omit<Urql.UseQueryArgs<HomeApprovalsQueryVariables>, 'query'>) {
  return Urql.useQuery<HomeApprovalsQuery, HomeApprovalsQueryVariables>({ query: HomeApprovalsDocument, ...options });
};
export const HomeRunsChangedDocument = gql`
    subscription HomeRunsChanged($projectId: ID!) {
  runsChanged(projectId: $projectId) {
    id
    status
  }
}
    `;

export function useHomeRunsChangedSubscription<TData = HomeRunsChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<HomeRunsChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<HomeRunsChangedSubscription, TData>) {
  return Urql.useSubscription<HomeRunsChangedSubscription, TData, HomeRunsChangedSubscriptionVariables>({ query: HomeRunsChangedDocument, ...options }, handler);
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
export const JobsPageDocument = gql`
    query JobsPage($filter: BackgroundJobFilter, $after: String) {
  backgroundJobs(filter: $filter, first: 50, after: $after) {
    nodes {
      ...JobsTable_BackgroundJob
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${JobsTable_BackgroundJobFragmentDoc}`;

export function useJobsPageQuery(options?: Omit<Urql.UseQueryArgs<JobsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<JobsPageQuery, JobsPageQueryVariables>({ query: JobsPageDocument, ...options });
};
export const JobsOverviewDocument = gql`
    query JobsOverview {
  backgroundJobKinds {
    ...KindsTable_BackgroundJobKind
  }
  workers {
    ...WorkersTable_Worker
  }
}
    ${KindsTable_BackgroundJobKindFragmentDoc}
${WorkersTable_WorkerFragmentDoc}`;

export function useJobsOverviewQuery(options?: Omit<Urql.UseQueryArgs<JobsOverviewQueryVariables>, 'query'>) {
  return Urql.useQuery<JobsOverviewQuery, JobsOverviewQueryVariables>({ query: JobsOverviewDocument, ...options });
};
export const RetryJobsDocument = gql`
    mutation RetryJobs($input: JobsInput!) {
  retryJobs(input: $input) {
    ...JobsBar_JobsResult
  }
}
    ${JobsBar_JobsResultFragmentDoc}`;

export function useRetryJobsMutation() {
  return Urql.useMutation<RetryJobsMutation, RetryJobsMutationVariables>(RetryJobsDocument);
};
export const DropJobsDocument = gql`
    mutation DropJobs($input: JobsInput!) {
  dropJobs(input: $input) {
    ...JobsBar_JobsResult
  }
}
    ${JobsBar_JobsResultFragmentDoc}`;

export function useDropJobsMutation() {
  return Urql.useMutation<DropJobsMutation, DropJobsMutationVariables>(DropJobsDocument);
};
export const NotificationsPageDocument = gql`
    query NotificationsPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageNotifications
    notificationDefault {
      events
      sendsMail
      recipientCount
    }
    environments {
      id
      name
      isProduction
    }
    notificationChannels {
      ...Channel_NotificationChannel
    }
    notificationRules {
      ...Rule_NotificationRule
    }
  }
}
    ${Channel_NotificationChannelFragmentDoc}
${Rule_NotificationRuleFragmentDoc}`;

export function useNotificationsPageQuery(options: Omit<Urql.UseQueryArgs<NotificationsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<NotificationsPageQuery, NotificationsPageQueryVariables>({ query: NotificationsPageDocument, ...options });
};
export const DeliveryLogDocument = gql`
    query DeliveryLog($slug: String!, $after: String, $status: NotificationStatus) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageNotifications
    notificationDeliveries(first: 20, after: $after, status: $status) {
      nodes {
        ...Delivery_NotificationDelivery
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${Delivery_NotificationDeliveryFragmentDoc}`;

export function useDeliveryLogQuery(options: Omit<Urql.UseQueryArgs<DeliveryLogQueryVariables>, 'query'>) {
  return Urql.useQuery<DeliveryLogQuery, DeliveryLogQueryVariables>({ query: DeliveryLogDocument, ...options });
};
export const CreateNotificationChannelDocument = gql`
    mutation CreateNotificationChannel($input: CreateNotificationChannelInput!) {
  createNotificationChannel(input: $input) {
    ...Channel_NotificationChannel
  }
}
    ${Channel_NotificationChannelFragmentDoc}`;

export function useCreateNotificationChannelMutation() {
  return Urql.useMutation<CreateNotificationChannelMutation, CreateNotificationChannelMutationVariables>(CreateNotificationChannelDocument);
};
export const UpdateNotificationChannelDocument = gql`
    mutation UpdateNotificationChannel($input: UpdateNotificationChannelInput!) {
  updateNotificationChannel(input: $input) {
    ...Channel_NotificationChannel
  }
}
    ${Channel_NotificationChannelFragmentDoc}`;

export function useUpdateNotificationChannelMutation() {
  return Urql.useMutation<UpdateNotificationChannelMutation, UpdateNotificationChannelMutationVariables>(UpdateNotificationChannelDocument);
};
export const DeleteNotificationChannelDocument = gql`
    mutation DeleteNotificationChannel($id: ID!) {
  deleteNotificationChannel(id: $id) {
    id
  }
}
    `;

export function useDeleteNotificationChannelMutation() {
  return Urql.useMutation<DeleteNotificationChannelMutation, DeleteNotificationChannelMutationVariables>(DeleteNotificationChannelDocument);
};
export const TestNotificationChannelDocument = gql`
    mutation TestNotificationChannel($id: ID!) {
  testNotificationChannel(id: $id) {
    ...Delivery_NotificationDelivery
  }
}
    ${Delivery_NotificationDeliveryFragmentDoc}`;

export function useTestNotificationChannelMutation() {
  return Urql.useMutation<TestNotificationChannelMutation, TestNotificationChannelMutationVariables>(TestNotificationChannelDocument);
};
export const EnableNotificationChannelDocument = gql`
    mutation EnableNotificationChannel($id: ID!) {
  enableNotificationChannel(id: $id) {
    ...Channel_NotificationChannel
  }
}
    ${Channel_NotificationChannelFragmentDoc}`;

export function useEnableNotificationChannelMutation() {
  return Urql.useMutation<EnableNotificationChannelMutation, EnableNotificationChannelMutationVariables>(EnableNotificationChannelDocument);
};
export const CreateNotificationRuleDocument = gql`
    mutation CreateNotificationRule($input: CreateNotificationRuleInput!) {
  createNotificationRule(input: $input) {
    ...Rule_NotificationRule
  }
}
    ${Rule_NotificationRuleFragmentDoc}`;

export function useCreateNotificationRuleMutation() {
  return Urql.useMutation<CreateNotificationRuleMutation, CreateNotificationRuleMutationVariables>(CreateNotificationRuleDocument);
};
export const UpdateNotificationRuleDocument = gql`
    mutation UpdateNotificationRule($input: UpdateNotificationRuleInput!) {
  updateNotificationRule(input: $input) {
    ...Rule_NotificationRule
  }
}
    ${Rule_NotificationRuleFragmentDoc}`;

export function useUpdateNotificationRuleMutation() {
  return Urql.useMutation<UpdateNotificationRuleMutation, UpdateNotificationRuleMutationVariables>(UpdateNotificationRuleDocument);
};
export const DeleteNotificationRuleDocument = gql`
    mutation DeleteNotificationRule($id: ID!) {
  deleteNotificationRule(id: $id) {
    id
  }
}
    `;

export function useDeleteNotificationRuleMutation() {
  return Urql.useMutation<DeleteNotificationRuleMutation, DeleteNotificationRuleMutationVariables>(DeleteNotificationRuleDocument);
};
export const ResendNotificationDocument = gql`
    mutation ResendNotification($id: ID!) {
  resendNotification(id: $id) {
    ...Delivery_NotificationDelivery
  }
}
    ${Delivery_NotificationDeliveryFragmentDoc}`;

export function useResendNotificationMutation() {
  return Urql.useMutation<ResendNotificationMutation, ResendNotificationMutationVariables>(ResendNotificationDocument);
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
export const RunComparePageDocument = gql`
    query RunComparePage($before: ID!, $after: ID!) {
  before: run(id: $before) {
    ...Compare_Run
  }
  after: run(id: $after) {
    ...Compare_Run
  }
}
    ${Compare_RunFragmentDoc}`;

export function useRunComparePageQuery(options: Omit<Urql.UseQueryArgs<RunComparePageQueryVariables>, 'query'>) {
  return Urql.useQuery<RunComparePageQuery, RunComparePageQueryVariables>({ query: RunComparePageDocument, ...options });
};
export const RunCompareChangedDocument = gql`
    subscription RunCompareChanged($id: ID!) {
  runChanged(id: $id) {
    ...RunHeader_Run
  }
}
    ${RunHeader_RunFragmentDoc}`;

export function useRunCompareChangedSubscription<TData = RunCompareChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<RunCompareChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<RunCompareChangedSubscription, TData>) {
  return Urql.useSubscription<RunCompareChangedSubscription, TData, RunCompareChangedSubscriptionVariables>({ query: RunCompareChangedDocument, ...options }, handler);
};
export const RunCompareNodesDocument = gql`
    subscription RunCompareNodes($id: ID!) {
  nodeRunChanged(runId: $id) {
    ...RunGraph_NodeRun
    run {
      id
    }
  }
}
    ${RunGraph_NodeRunFragmentDoc}`;

export function useRunCompareNodesSubscription<TData = RunCompareNodesSubscription>(options: Omit<Urql.UseSubscriptionArgs<RunCompareNodesSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<RunCompareNodesSubscription, TData>) {
  return Urql.useSubscription<RunCompareNodesSubscription, TData, RunCompareNodesSubscriptionVariables>({ query: RunCompareNodesDocument, ...options }, handler);
};
export const RunCompareValuesDocument = gql`
    query RunCompareValues($before: ID!, $hasBefore: Boolean!, $after: ID!, $hasAfter: Boolean!) {
  before: node(id: $before) @include(if: $hasBefore) {
    __typename
    id
    ... on NodeRun {
      input
      output
      error
    }
  }
  after: node(id: $after) @include(if: $hasAfter) {
    __typename
    id
    ... on NodeRun {
      input
      output
      error
    }
  }
}
    `;

export function useRunCompareValuesQuery(options: Omit<Urql.UseQueryArgs<RunCompareValuesQueryVariables>, 'query'>) {
  return Urql.useQuery<RunCompareValuesQuery, RunCompareValuesQueryVariables>({ query: RunCompareValuesDocument, ...options });
};
export const RunCompareGraphsDocument = gql`
    query RunCompareGraphs($input: CompareWorkflowGraphsInput!) {
  compareWorkflowGraphs(input: $input) {
    ...RunGraphDiff
  }
}
    ${RunGraphDiffFragmentDoc}`;

export function useRunCompareGraphsQuery(options: Omit<Urql.UseQueryArgs<RunCompareGraphsQueryVariables>, 'query'>) {
  return Urql.useQuery<RunCompareGraphsQuery, RunCompareGraphsQueryVariables>({ query: RunCompareGraphsDocument, ...options });
};
export const RunCompareChoicesDocument = gql`
    query RunCompareChoices($projectId: ID!, $earlier: RunFilter!, $succeeded: RunFilter!, $others: RunFilter!) {
  earlier: runs(projectId: $projectId, filter: $earlier, first: 1) {
    nodes {
      ...CompareChoice_Run
    }
  }
  succeeded: runs(projectId: $projectId, filter: $succeeded, first: 2) {
    nodes {
      ...CompareChoice_Run
    }
  }
  others: runs(projectId: $projectId, filter: $others, first: 20) {
    nodes {
      ...CompareChoice_Run
    }
  }
}
    ${CompareChoice_RunFragmentDoc}`;

export function useRunCompareChoicesQuery(options: Omit<Urql.UseQueryArgs<RunCompareChoicesQueryVariables>, 'query'>) {
  return Urql.useQuery<RunCompareChoicesQuery, RunCompareChoicesQueryVariables>({ query: RunCompareChoicesDocument, ...options });
};
export const NodeProgressDocument = gql`
    subscription NodeProgress($runId: ID!) {
  nodeRunProgress(runId: $runId) {
    nodeRunId
    partial
  }
}
    `;

export function useNodeProgressSubscription<TData = NodeProgressSubscription>(options: Omit<Urql.UseSubscriptionArgs<NodeProgressSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<NodeProgressSubscription, TData>) {
  return Urql.useSubscription<NodeProgressSubscription, TData, NodeProgressSubscriptionVariables>({ query: NodeProgressDocument, ...options }, handler);
};
export const CancelRunDocument = gql`
    mutation CancelRun($id: ID!) {
  cancelRun(id: $id) {
    id
    status
    viewerCanCancel
  }
}
    `;

export function useCancelRunMutation() {
  return Urql.useMutation<CancelRunMutation, CancelRunMutationVariables>(CancelRunDocument);
};
export const RetryRunDocument = gql`
    mutation RetryRun($input: RetryRunInput!) {
  retryRun(input: $input) {
    id
    number
  }
}
    `;

export function useRetryRunMutation() {
  return Urql.useMutation<RetryRunMutation, RetryRunMutationVariables>(RetryRunDocument);
};
export const ReplayRunDocument = gql`
    mutation ReplayRun($input: ReplayRunInput!) {
  replayRun(input: $input) {
    id
    number
  }
}
    `;

export function useReplayRunMutation() {
  return Urql.useMutation<ReplayRunMutation, ReplayRunMutationVariables>(ReplayRunDocument);
};
export const DecideApprovalDocument = gql`
    mutation DecideApproval($input: DecideApprovalInput!) {
  decideApproval(input: $input) {
    ...RunGraph_NodeRun
    ...NodePanel_NodeRun
  }
}
    ${RunGraph_NodeRunFragmentDoc}
${NodePanel_NodeRunFragmentDoc}`;

export function useDecideApprovalMutation() {
  return Urql.useMutation<DecideApprovalMutation, DecideApprovalMutationVariables>(DecideApprovalDocument);
};
export const ForkRunDocument = gql`
    mutation ForkRun($input: ForkRunInput!) {
  forkRun(input: $input) {
    id
    number
  }
}
    `;

export function useForkRunMutation() {
  return Urql.useMutation<ForkRunMutation, ForkRunMutationVariables>(ForkRunDocument);
};
export const ResumeRunDocument = gql`
    mutation ResumeRun($input: ResumeRunInput!) {
  resumeRun(input: $input) {
    id
    number
  }
}
    `;

export function useResumeRunMutation() {
  return Urql.useMutation<ResumeRunMutation, ResumeRunMutationVariables>(ResumeRunDocument);
};
export const RunResumePreviewDocument = gql`
    query RunResumePreview($id: ID!) {
  run(id: $id) {
    id
    resumePreview {
      version {
        id
        number
      }
      canResume
      problem
      keptNodeKeys
      redoneNodeKeys
      diff {
        ...RunGraphDiff
      }
    }
  }
}
    ${RunGraphDiffFragmentDoc}`;

export function useRunResumePreviewQuery(options: Omit<Urql.UseQueryArgs<RunResumePreviewQueryVariables>, 'query'>) {
  return Urql.useQuery<RunResumePreviewQuery, RunResumePreviewQueryVariables>({ query: RunResumePreviewDocument, ...options });
};
export const RunLogPageDocument = gql`
    query RunLogPage($id: ID!, $after: Int!, $first: Int!, $search: String, $nodeKey: String) {
  run(id: $id) {
    id
    log(after: $after, first: $first, search: $search, nodeKey: $nodeKey) {
      ...RunLog_LogBatch
    }
  }
}
    ${RunLog_LogBatchFragmentDoc}`;

export function useRunLogPageQuery(options: Omit<Urql.UseQueryArgs<RunLogPageQueryVariables>, 'query'>) {
  return Urql.useQuery<RunLogPageQuery, RunLogPageQueryVariables>({ query: RunLogPageDocument, ...options });
};
export const RunLogTailDocument = gql`
    subscription RunLogTail($id: ID!, $after: Int!) {
  runLog(id: $id, after: $after) {
    ...RunLog_LogBatch
  }
}
    ${RunLog_LogBatchFragmentDoc}`;

export function useRunLogTailSubscription<TData = RunLogTailSubscription>(options: Omit<Urql.UseSubscriptionArgs<RunLogTailSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<RunLogTailSubscription, TData>) {
  return Urql.useSubscription<RunLogTailSubscription, TData, RunLogTailSubscriptionVariables>({ query: RunLogTailDocument, ...options }, handler);
};
export const RunPageDocument = gql`
    query RunPage($id: ID!) {
  run(id: $id) {
    ...RunPage_Run
  }
}
    ${RunPage_RunFragmentDoc}`;

export function useRunPageQuery(options: Omit<Urql.UseQueryArgs<RunPageQueryVariables>, 'query'>) {
  return Urql.useQuery<RunPageQuery, RunPageQueryVariables>({ query: RunPageDocument, ...options });
};
export const RunPageChangedDocument = gql`
    subscription RunPageChanged($id: ID!) {
  runChanged(id: $id) {
    ...RunHeader_Run
  }
}
    ${RunHeader_RunFragmentDoc}`;

export function useRunPageChangedSubscription<TData = RunPageChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<RunPageChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<RunPageChangedSubscription, TData>) {
  return Urql.useSubscription<RunPageChangedSubscription, TData, RunPageChangedSubscriptionVariables>({ query: RunPageChangedDocument, ...options }, handler);
};
export const RunPageNodesDocument = gql`
    subscription RunPageNodes($id: ID!) {
  nodeRunChanged(runId: $id) {
    ...RunGraph_NodeRun
    run {
      id
    }
  }
}
    ${RunGraph_NodeRunFragmentDoc}`;

export function useRunPageNodesSubscription<TData = RunPageNodesSubscription>(options: Omit<Urql.UseSubscriptionArgs<RunPageNodesSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<RunPageNodesSubscription, TData>) {
  return Urql.useSubscription<RunPageNodesSubscription, TData, RunPageNodesSubscriptionVariables>({ query: RunPageNodesDocument, ...options }, handler);
};
export const RunApprovalDocument = gql`
    query RunApproval($id: ID!) {
  node(id: $id) {
    __typename
    ... on NodeRun {
      id
      approval {
        message
        viewerCanDecide
      }
    }
  }
}
    `;

export function useRunApprovalQuery(options: Omit<Urql.UseQueryArgs<RunApprovalQueryVariables>, 'query'>) {
  return Urql.useQuery<RunApprovalQuery, RunApprovalQueryVariables>({ query: RunApprovalDocument, ...options });
};
export const RunNodeTypesDocument = gql`
    query RunNodeTypes {
  nodeTypes {
    type
    name
    icon
  }
}
    `;

export function useRunNodeTypesQuery(options?: Omit<Urql.UseQueryArgs<RunNodeTypesQueryVariables>, 'query'>) {
  return Urql.useQuery<RunNodeTypesQuery, RunNodeTypesQueryVariables>({ query: RunNodeTypesDocument, ...options });
};
export const NodeRunValuesDocument = gql`
    query NodeRunValues($id: ID!) {
  node(id: $id) {
    __typename
    ... on NodeRun {
      ...NodePanel_NodeRun
    }
  }
}
    ${NodePanel_NodeRunFragmentDoc}`;

export function useNodeRunValuesQuery(options: Omit<Urql.UseQueryArgs<NodeRunValuesQueryVariables>, 'query'>) {
  return Urql.useQuery<NodeRunValuesQuery, NodeRunValuesQueryVariables>({ query: NodeRunValuesDocument, ...options });
};
export const NodeOutputDocument = gql`
    query NodeOutput($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on NodeRun {
      output
      outputPayload {
        ...ValueView_Payload
      }
    }
  }
}
    ${ValueView_PayloadFragmentDoc}`;

export function useNodeOutputQuery(options: Omit<Urql.UseQueryArgs<NodeOutputQueryVariables>, 'query'>) {
  return Urql.useQuery<NodeOutputQuery, NodeOutputQueryVariables>({ query: NodeOutputDocument, ...options });
};
export const RunsProjectDocument = gql`
    query RunsProject($slug: String!) {
  project(slug: $slug) {
    id
    workflows(first: 100) {
      nodes {
        id
        name
      }
    }
  }
}
    `;

export function useRunsProjectQuery(options: Omit<Urql.UseQueryArgs<RunsProjectQueryVariables>, 'query'>) {
  return Urql.useQuery<RunsProjectQuery, RunsProjectQueryVariables>({ query: RunsProjectDocument, ...options });
};
export const RunsForMeDocument = gql`
    query RunsForMe($slug: String!) {
  project(slug: $slug) {
    id
    approvals(first: 100) {
      nodes {
        id
        nodeKey
        run {
          id
        }
      }
    }
  }
}
    `;

export function useRunsForMeQuery(options: Omit<Urql.UseQueryArgs<RunsForMeQueryVariables>, 'query'>) {
  return Urql.useQuery<RunsForMeQuery, RunsForMeQueryVariables>({ query: RunsForMeDocument, ...options });
};
export const RunsPageDocument = gql`
    query RunsPage($projectId: ID!, $filter: RunFilter, $after: String) {
  runs(projectId: $projectId, filter: $filter, first: 50, after: $after) {
    nodes {
      ...RunsTable_Run
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${RunsTable_RunFragmentDoc}`;

export function useRunsPageQuery(options: Omit<Urql.UseQueryArgs<RunsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<RunsPageQuery, RunsPageQueryVariables>({ query: RunsPageDocument, ...options });
};
export const RunsPageChangedDocument = gql`
    subscription RunsPageChanged($projectId: ID!) {
  runsChanged(projectId: $projectId) {
    ...RunsTable_Run
  }
}
    ${RunsTable_RunFragmentDoc}`;

export function useRunsPageChangedSubscription<TData = RunsPageChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<RunsPageChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<RunsPageChangedSubscription, TData>) {
  return Urql.useSubscription<RunsPageChangedSubscription, TData, RunsPageChangedSubscriptionVariables>({ query: RunsPageChangedDocument, ...options }, handler);
};
export const CancelRunsDocument = gql`
    mutation CancelRuns($input: RunsInput!) {
  cancelRuns(input: $input) {
    ...BulkRuns_BulkResult
  }
}
    ${BulkRuns_BulkResultFragmentDoc}`;

export function useCancelRunsMutation() {
  return Urql.useMutation<CancelRunsMutation, CancelRunsMutationVariables>(CancelRunsDocument);
};
export const RetryRunsDocument = gql`
    mutation RetryRuns($input: RunsInput!) {
  retryRuns(input: $input) {
    ...BulkRuns_BulkResult
  }
}
    ${BulkRuns_BulkResultFragmentDoc}`;

export function useRetryRunsMutation() {
  return Urql.useMutation<RetryRunsMutation, RetryRunsMutationVariables>(RetryRunsDocument);
};
export const DismissRunsDocument = gql`
    mutation DismissRuns($input: RunsInput!) {
  dismissRuns(input: $input) {
    ...BulkRuns_BulkResult
  }
}
    ${BulkRuns_BulkResultFragmentDoc}`;

export function useDismissRunsMutation() {
  return Urql.useMutation<DismissRunsMutation, DismissRunsMutationVariables>(DismissRunsDocument);
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
    viewerCanManageVariables
    variables {
      ...VariableEditor_Variable
    }
  }
}
    ${VariableEditor_VariableFragmentDoc}`;

export function useServiceVariablesQuery(options: Omit<Urql.UseQueryArgs<ServiceVariablesQueryVariables>, 'query'>) {
  return Urql.useQuery<ServiceVariablesQuery, ServiceVariablesQueryVariables>({ query: ServiceVariablesDocument, ...options });
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
export const AccessPageDocument = gql`
    query AccessPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    permissions {
      name
      description
      isPlaced
    }
    environments {
      id
      name
      rank
    }
    services(first: 100) {
      nodes {
        id
        name
      }
    }
  }
}
    `;

export function useAccessPageQuery(options: Omit<Urql.UseQueryArgs<AccessPageQueryVariables>, 'query'>) {
  return Urql.useQuery<AccessPageQuery, AccessPageQueryVariables>({ query: AccessPageDocument, ...options });
};
export const AccessEntriesDocument = gql`
    query AccessEntries($projectId: ID!, $permission: String!, $environmentId: ID, $serviceId: ID, $after: String) {
  node(id: $projectId) {
    __typename
    ... on Project {
      id
      access(
        first: 50
        after: $after
        permission: $permission
        environmentId: $environmentId
        serviceId: $serviceId
      ) {
        nodes {
          ...AccessPage_AccessEntry
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    ${AccessPage_AccessEntryFragmentDoc}`;

export function useAccessEntriesQuery(options: Omit<Urql.UseQueryArgs<AccessEntriesQueryVariables>, 'query'>) {
  return Urql.useQuery<AccessEntriesQuery, AccessEntriesQueryVariables>({ query: AccessEntriesDocument, ...options });
};
export const ChangeEmailDocument = gql`
    mutation ChangeEmail($input: ChangeEmailInput!) {
  changeEmail(input: $input) {
    ...AccountEmail_Viewer
  }
}
    ${AccountEmail_ViewerFragmentDoc}`;

export function useChangeEmailMutation() {
  return Urql.useMutation<ChangeEmailMutation, ChangeEmailMutationVariables>(ChangeEmailDocument);
};
export const SendEmailVerificationDocument = gql`
    mutation SendEmailVerification {
  sendEmailVerification {
    ...AccountEmail_Viewer
  }
}
    ${AccountEmail_ViewerFragmentDoc}`;

export function useSendEmailVerificationMutation() {
  return Urql.useMutation<SendEmailVerificationMutation, SendEmailVerificationMutationVariables>(SendEmailVerificationDocument);
};
export const AccountPageDocument = gql`
    query AccountPage {
  viewer {
    id
    name
    email
    isAdministrator
    hasPassword
    ...AccountEmail_Viewer
    twoFactor {
      ...AccountTwoFactor_TwoFactor
    }
    tokens(first: 50) {
      nodes {
        ...TokenTable_Token
      }
    }
  }
  setup {
    sendsMail
  }
  signInMethods {
    hasPassword
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
    ${AccountEmail_ViewerFragmentDoc}
${AccountTwoFactor_TwoFactorFragmentDoc}
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
export const AccountSessionsDocument = gql`
    query AccountSessions($after: String) {
  viewer {
    id
    sessions(first: 20, after: $after) {
      nodes {
        ...AccountSessions_Session
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${AccountSessions_SessionFragmentDoc}`;

export function useAccountSessionsQuery(options?: Omit<Urql.UseQueryArgs<AccountSessionsQueryVariables>, 'query'>) {
  return Urql.useQuery<AccountSessionsQuery, AccountSessionsQueryVariables>({ query: AccountSessionsDocument, ...options });
};
export const RevokeSessionDocument = gql`
    mutation RevokeSession($id: ID!) {
  revokeSession(id: $id) {
    id
  }
}
    `;

export function useRevokeSessionMutation() {
  return Urql.useMutation<RevokeSessionMutation, RevokeSessionMutationVariables>(RevokeSessionDocument);
};
export const RevokeOtherSessionsDocument = gql`
    mutation RevokeOtherSessions {
  revokeOtherSessions {
    id
  }
}
    `;

export function useRevokeOtherSessionsMutation() {
  return Urql.useMutation<RevokeOtherSessionsMutation, RevokeOtherSessionsMutationVariables>(RevokeOtherSessionsDocument);
};
export const BeginTwoFactorDocument = gql`
    mutation BeginTwoFactor {
  beginTwoFactor {
    secret
    otpauthUrl
    qrSvg
  }
}
    `;

export function useBeginTwoFactorMutation() {
  return Urql.useMutation<BeginTwoFactorMutation, BeginTwoFactorMutationVariables>(BeginTwoFactorDocument);
};
export const ConfirmTwoFactorDocument = gql`
    mutation ConfirmTwoFactor($input: ConfirmTwoFactorInput!) {
  confirmTwoFactor(input: $input) {
    codes
  }
}
    `;

export function useConfirmTwoFactorMutation() {
  return Urql.useMutation<ConfirmTwoFactorMutation, ConfirmTwoFactorMutationVariables>(ConfirmTwoFactorDocument);
};
export const RenewBackupCodesDocument = gql`
    mutation RenewBackupCodes($input: RenewBackupCodesInput!) {
  renewBackupCodes(input: $input) {
    codes
  }
}
    `;

export function useRenewBackupCodesMutation() {
  return Urql.useMutation<RenewBackupCodesMutation, RenewBackupCodesMutationVariables>(RenewBackupCodesDocument);
};
export const DisableTwoFactorDocument = gql`
    mutation DisableTwoFactor($input: DisableTwoFactorInput!) {
  disableTwoFactor(input: $input) {
    id
    twoFactor {
      ...AccountTwoFactor_TwoFactor
    }
  }
}
    ${AccountTwoFactor_TwoFactorFragmentDoc}`;

export function useDisableTwoFactorMutation() {
  return Urql.useMutation<DisableTwoFactorMutation, DisableTwoFactorMutationVariables>(DisableTwoFactorDocument);
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
export const InstallationAuditPageDocument = gql`
    query InstallationAuditPage($filter: AuditFilter, $after: String) {
  installationAuditEvents(filter: $filter, first: 50, after: $after) {
    nodes {
      ...AuditPage_AuditEvent
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${AuditPage_AuditEventFragmentDoc}`;

export function useInstallationAuditPageQuery(options?: Omit<Urql.UseQueryArgs<InstallationAuditPageQueryVariables>, 'query'>) {
  return Urql.useQuery<InstallationAuditPageQuery, InstallationAuditPageQueryVariables>({ query: InstallationAuditPageDocument, ...options });
};
export const ConnectedAccountsDocument = gql`
    query ConnectedAccounts {
  viewer {
    id
    identities {
      id
      provider
      providerName
      email
      createdAt
      lastUsedAt
    }
  }
  signInMethods {
    providers {
      key
      name
      startUrl
    }
  }
}
    `;

export function useConnectedAccountsQuery(options?: Omit<Urql.UseQueryArgs<ConnectedAccountsQueryVariables>, 'query'>) {
  return Urql.useQuery<ConnectedAccountsQuery, ConnectedAccountsQueryVariables>({ query: ConnectedAccountsDocument, ...options });
};
export const UnlinkIdentityDocument = gql`
    mutation UnlinkIdentity($id: ID!) {
  unlinkIdentity(id: $id) {
    id
  }
}
    `;

export function useUnlinkIdentityMutation() {
  return Urql.useMutation<UnlinkIdentityMutation, UnlinkIdentityMutationVariables>(UnlinkIdentityDocument);
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
    viewerCanManageVariables
    variables {
      ...VariableEditor_Variable
    }
  }
}
    ${VariableEditor_VariableFragmentDoc}`;

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
export const MembersInvitationsDocument = gql`
    query MembersInvitations($slug: String!, $after: String) {
  project(slug: $slug) {
    id
    invitations(first: 50, after: $after) {
      nodes {
        ...MembersInvitations_Invitation
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${MembersInvitations_InvitationFragmentDoc}`;

export function useMembersInvitationsQuery(options: Omit<Urql.UseQueryArgs<MembersInvitationsQueryVariables>, 'query'>) {
  return Urql.useQuery<MembersInvitationsQuery, MembersInvitationsQueryVariables>({ query: MembersInvitationsDocument, ...options });
};
export const CreateInvitationDocument = gql`
    mutation CreateInvitation($input: CreateInvitationInput!) {
  createInvitation(input: $input) {
    url
    invitation {
      ...MembersInvitations_Invitation
    }
  }
}
    ${MembersInvitations_InvitationFragmentDoc}`;

export function useCreateInvitationMutation() {
  return Urql.useMutation<CreateInvitationMutation, CreateInvitationMutationVariables>(CreateInvitationDocument);
};
export const RevokeInvitationDocument = gql`
    mutation RevokeInvitation($id: ID!) {
  revokeInvitation(id: $id) {
    id
    revokedAt
    viewerCanRevoke
  }
}
    `;

export function useRevokeInvitationMutation() {
  return Urql.useMutation<RevokeInvitationMutation, RevokeInvitationMutationVariables>(RevokeInvitationDocument);
};
export const MembersPageDocument = gql`
    query MembersPage($slug: String!, $after: String) {
  viewer {
    id
    user {
      id
    }
  }
  project(slug: $slug) {
    id
    slug
    viewerCanManageMembers
    permissions {
      name
      description
      isPlaced
    }
    roles {
      ...RolePicker_ProjectRole
    }
    environments {
      id
      name
      rank
    }
    services(first: 100) {
      nodes {
        id
        name
      }
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
    ${RolePicker_ProjectRoleFragmentDoc}
${MembersPage_MemberFragmentDoc}`;

export function useMembersPageQuery(options: Omit<Urql.UseQueryArgs<MembersPageQueryVariables>, 'query'>) {
  return Urql.useQuery<MembersPageQuery, MembersPageQueryVariables>({ query: MembersPageDocument, ...options });
};
export const AddMemberDocument = gql`
    mutation AddMember($input: AddMemberInput!) {
  addMember(input: $input) {
    ...MembersPage_Member
  }
}
    ${MembersPage_MemberFragmentDoc}`;

export function useAddMemberMutation() {
  return Urql.useMutation<AddMemberMutation, AddMemberMutationVariables>(AddMemberDocument);
};
export const ChangeMemberRoleDocument = gql`
    mutation ChangeMemberRole($input: ChangeMemberRoleInput!) {
  changeMemberRole(input: $input) {
    ...MembersPage_Member
  }
}
    ${MembersPage_MemberFragmentDoc}`;

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
export const RolesPageDocument = gql`
    query RolesPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageMembers
    viewerPermissions
    permissions {
      name
      description
      isPlaced
    }
    roles {
      ...RolesPage_ProjectRole
    }
  }
}
    ${RolesPage_ProjectRoleFragmentDoc}`;

export function useRolesPageQuery(options: Omit<Urql.UseQueryArgs<RolesPageQueryVariables>, 'query'>) {
  return Urql.useQuery<RolesPageQuery, RolesPageQueryVariables>({ query: RolesPageDocument, ...options });
};
export const CreateRoleDocument = gql`
    mutation CreateRole($input: CreateRoleInput!) {
  createRole(input: $input) {
    ...RolesPage_ProjectRole
  }
}
    ${RolesPage_ProjectRoleFragmentDoc}`;

export function useCreateRoleMutation() {
  return Urql.useMutation<CreateRoleMutation, CreateRoleMutationVariables>(CreateRoleDocument);
};
export const UpdateRoleDocument = gql`
    mutation UpdateRole($input: UpdateRoleInput!) {
  updateRole(input: $input) {
    ...RolesPage_ProjectRole
  }
}
    ${RolesPage_ProjectRoleFragmentDoc}`;

export function useUpdateRoleMutation() {
  return Urql.useMutation<UpdateRoleMutation, UpdateRoleMutationVariables>(UpdateRoleDocument);
};
export const DeleteRoleDocument = gql`
    mutation DeleteRole($id: ID!) {
  deleteRole(id: $id) {
    id
  }
}
    `;

export function useDeleteRoleMutation() {
  return Urql.useMutation<DeleteRoleMutation, DeleteRoleMutationVariables>(DeleteRoleDocument);
};
export const RestoreRoleDocument = gql`
    mutation RestoreRole($id: ID!) {
  restoreRole(id: $id) {
    id
  }
}
    `;

export function useRestoreRoleMutation() {
  return Urql.useMutation<RestoreRoleMutation, RestoreRoleMutationVariables>(RestoreRoleDocument);
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
  viewer {
    id
    isAdministrator
  }
  project(slug: $slug) {
    id
    slug
    viewerCanManageTokens
    grantablePermissions {
      name
      description
      isPlaced
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
export const SetTokenRateLimitDocument = gql`
    mutation SetTokenRateLimit($input: SetTokenRateLimitInput!) {
  setTokenRateLimit(input: $input) {
    id
    rateLimitPerMinute
  }
}
    `;

export function useSetTokenRateLimitMutation() {
  return Urql.useMutation<SetTokenRateLimitMutation, SetTokenRateLimitMutationVariables>(SetTokenRateLimitDocument);
};
export const TokenPlacesDocument = gql`
    query TokenPlaces($projectId: ID!) {
  node(id: $projectId) {
    __typename
    ... on Project {
      id
      environments {
        id
        name
        rank
      }
      services(first: 100) {
        nodes {
          id
          name
        }
      }
    }
  }
}
    `;

export function useTokenPlacesQuery(options: Omit<Urql.UseQueryArgs<TokenPlacesQueryVariables>, 'query'>) {
  return Urql.useQuery<TokenPlacesQuery, TokenPlacesQueryVariables>({ query: TokenPlacesDocument, ...options });
};
export const VariablesPageDocument = gql`
    query VariablesPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageVariables
    variables {
      ...VariableEditor_Variable
    }
  }
}
    ${VariableEditor_VariableFragmentDoc}`;

export function useVariablesPageQuery(options: Omit<Urql.UseQueryArgs<VariablesPageQueryVariables>, 'query'>) {
  return Urql.useQuery<VariablesPageQuery, VariablesPageQueryVariables>({ query: VariablesPageDocument, ...options });
};
export const TemplatesPageDocument = gql`
    query TemplatesPage($category: TemplateCategory, $search: String) {
  workflowTemplates(category: $category, search: $search) {
    ...TemplateCard_WorkflowTemplate
  }
}
    ${TemplateCard_WorkflowTemplateFragmentDoc}`;

export function useTemplatesPageQuery(options?: Omit<Urql.UseQueryArgs<TemplatesPageQueryVariables>, 'query'>) {
  return Urql.useQuery<TemplatesPageQuery, TemplatesPageQueryVariables>({ query: TemplatesPageDocument, ...options });
};
export const TemplatePageDocument = gql`
    query TemplatePage($slug: String!, $template: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageWorkflows
  }
  nodeTypes {
    type
    name
    icon
    group
  }
  workflowTemplate(slug: $template) {
    ...TemplateCard_WorkflowTemplate
    graph
  }
}
    ${TemplateCard_WorkflowTemplateFragmentDoc}`;

export function useTemplatePageQuery(options: Omit<Urql.UseQueryArgs<TemplatePageQueryVariables>, 'query'>) {
  return Urql.useQuery<TemplatePageQuery, TemplatePageQueryVariables>({ query: TemplatePageDocument, ...options });
};
export const TemplatePreviewDocument = gql`
    query TemplatePreview($input: PreviewTemplateInput!) {
  previewTemplate(input: $input) {
    parameterSchema
    parameters
    graph
    ...TemplateNeeds_TemplatePreview
  }
}
    ${TemplateNeeds_TemplatePreviewFragmentDoc}`;

export function useTemplatePreviewQuery(options: Omit<Urql.UseQueryArgs<TemplatePreviewQueryVariables>, 'query'>) {
  return Urql.useQuery<TemplatePreviewQuery, TemplatePreviewQueryVariables>({ query: TemplatePreviewDocument, ...options });
};
export const TemplateDryRunDocument = gql`
    query TemplateDryRun($input: DryRunWorkflowInput!) {
  dryRunWorkflow(input: $input) {
    ...DryRunList_DryRun
  }
}
    ${DryRunList_DryRunFragmentDoc}`;

export function useTemplateDryRunQuery(options: Omit<Urql.UseQueryArgs<TemplateDryRunQueryVariables>, 'query'>) {
  return Urql.useQuery<TemplateDryRunQuery, TemplateDryRunQueryVariables>({ query: TemplateDryRunDocument, ...options });
};
export const InstallTemplateDocument = gql`
    mutation InstallTemplate($input: InstallTemplateInput!) {
  installTemplate(input: $input) {
    id
    slug
    name
  }
}
    `;

export function useInstallTemplateMutation() {
  return Urql.useMutation<InstallTemplateMutation, InstallTemplateMutationVariables>(InstallTemplateDocument);
};
export const BuilderRunsDocument = gql`
    query BuilderRuns($id: ID!) {
  workflow(id: $id) {
    id
    runs(first: 20) {
      nodes {
        ...BuilderRuns_Run
      }
    }
  }
}
    ${BuilderRuns_RunFragmentDoc}`;

export function useBuilderRunsQuery(options: Omit<Urql.UseQueryArgs<BuilderRunsQueryVariables>, 'query'>) {
  return Urql.useQuery<BuilderRunsQuery, BuilderRunsQueryVariables>({ query: BuilderRunsDocument, ...options });
};
export const BuilderNodeHistoryDocument = gql`
    query BuilderNodeHistory($id: ID!) {
  workflow(id: $id) {
    id
    runs(first: 10) {
      nodes {
        ...BuilderRuns_Run
        nodeRuns {
          ...BuilderNode_NodeRun
        }
      }
    }
  }
}
    ${BuilderRuns_RunFragmentDoc}
${BuilderNode_NodeRunFragmentDoc}`;

export function useBuilderNodeHistoryQuery(options: Omit<Urql.UseQueryArgs<BuilderNodeHistoryQueryVariables>, 'query'>) {
  return Urql.useQuery<BuilderNodeHistoryQuery, BuilderNodeHistoryQueryVariables>({ query: BuilderNodeHistoryDocument, ...options });
};
export const BuilderRunNodesDocument = gql`
    query BuilderRunNodes($id: ID!) {
  run(id: $id) {
    ...BuilderRuns_Run
    nodeRuns {
      ...BuilderNode_NodeRun
    }
  }
}
    ${BuilderRuns_RunFragmentDoc}
${BuilderNode_NodeRunFragmentDoc}`;

export function useBuilderRunNodesQuery(options: Omit<Urql.UseQueryArgs<BuilderRunNodesQueryVariables>, 'query'>) {
  return Urql.useQuery<BuilderRunNodesQuery, BuilderRunNodesQueryVariables>({ query: BuilderRunNodesDocument, ...options });
};
export const BuilderNodeValuesDocument = gql`
    query BuilderNodeValues($id: ID!) {
  node(id: $id) {
    __typename
    ... on NodeRun {
      id
      input
      output
      error
    }
  }
}
    `;

export function useBuilderNodeValuesQuery(options: Omit<Urql.UseQueryArgs<BuilderNodeValuesQueryVariables>, 'query'>) {
  return Urql.useQuery<BuilderNodeValuesQuery, BuilderNodeValuesQueryVariables>({ query: BuilderNodeValuesDocument, ...options });
};
export const DraftDryRunDocument = gql`
    query DraftDryRun($input: DryRunWorkflowInput!) {
  dryRunWorkflow(input: $input) {
    status
    statusReason
    durationMs
    notes
    steps {
      nodeKey
      name
      type
      path
      attempt
      effect
      status
      port
      beginsAtMs
      waitsMs
      config
      output
      problem
    }
  }
}
    `;

export function useDraftDryRunQuery(options: Omit<Urql.UseQueryArgs<DraftDryRunQueryVariables>, 'query'>) {
  return Urql.useQuery<DraftDryRunQuery, DraftDryRunQueryVariables>({ query: DraftDryRunDocument, ...options });
};
export const ExpressionScopeDocument = gql`
    query ExpressionScope($input: ExpressionScopeInput!) {
  expressionScope(input: $input) {
    run {
      id
      number
    }
    names {
      name
      schema
      value
      isTruncated
    }
    functions {
      name
      signature
      description
      isMethod
    }
  }
}
    `;

export function useExpressionScopeQuery(options: Omit<Urql.UseQueryArgs<ExpressionScopeQueryVariables>, 'query'>) {
  return Urql.useQuery<ExpressionScopeQuery, ExpressionScopeQueryVariables>({ query: ExpressionScopeDocument, ...options });
};
export const EvaluateExpressionDocument = gql`
    query EvaluateExpression($input: EvaluateExpressionInput!) {
  evaluateExpression(input: $input) {
    value
    type
    isTruncated
    problem {
      message
      position
      isDataMissing
    }
  }
}
    `;

export function useEvaluateExpressionQuery(options: Omit<Urql.UseQueryArgs<EvaluateExpressionQueryVariables>, 'query'>) {
  return Urql.useQuery<EvaluateExpressionQuery, EvaluateExpressionQueryVariables>({ query: EvaluateExpressionDocument, ...options });
};
export const TestNodeDocument = gql`
    mutation TestNode($input: TestNodeInput!) {
  testNode(input: $input) {
    id
    number
    status
  }
}
    `;

export function useTestNodeMutation() {
  return Urql.useMutation<TestNodeMutation, TestNodeMutationVariables>(TestNodeDocument);
};
export const CancelNodeTestDocument = gql`
    mutation CancelNodeTest($id: ID!) {
  cancelRun(id: $id) {
    id
    status
    cancelRequestedAt
  }
}
    `;

export function useCancelNodeTestMutation() {
  return Urql.useMutation<CancelNodeTestMutation, CancelNodeTestMutationVariables>(CancelNodeTestDocument);
};
export const NodeTestRunDocument = gql`
    query NodeTestRun($id: ID!) {
  run(id: $id) {
    ...NodeTest_Run
    nodeRuns {
      ...NodeTest_NodeRun
    }
  }
}
    ${NodeTest_RunFragmentDoc}
${NodeTest_NodeRunFragmentDoc}`;

export function useNodeTestRunQuery(options: Omit<Urql.UseQueryArgs<NodeTestRunQueryVariables>, 'query'>) {
  return Urql.useQuery<NodeTestRunQuery, NodeTestRunQueryVariables>({ query: NodeTestRunDocument, ...options });
};
export const NodeTestChangedDocument = gql`
    subscription NodeTestChanged($id: ID!) {
  runChanged(id: $id) {
    ...NodeTest_Run
  }
}
    ${NodeTest_RunFragmentDoc}`;

export function useNodeTestChangedSubscription<TData = NodeTestChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<NodeTestChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<NodeTestChangedSubscription, TData>) {
  return Urql.useSubscription<NodeTestChangedSubscription, TData, NodeTestChangedSubscriptionVariables>({ query: NodeTestChangedDocument, ...options }, handler);
};
export const NodeTestNodesDocument = gql`
    subscription NodeTestNodes($id: ID!) {
  nodeRunChanged(runId: $id) {
    ...NodeTest_NodeRun
  }
}
    ${NodeTest_NodeRunFragmentDoc}`;

export function useNodeTestNodesSubscription<TData = NodeTestNodesSubscription>(options: Omit<Urql.UseSubscriptionArgs<NodeTestNodesSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<NodeTestNodesSubscription, TData>) {
  return Urql.useSubscription<NodeTestNodesSubscription, TData, NodeTestNodesSubscriptionVariables>({ query: NodeTestNodesDocument, ...options }, handler);
};
export const NodeTestLogDocument = gql`
    subscription NodeTestLog($id: ID!, $after: Int!) {
  runLog(id: $id, after: $after) {
    lines {
      seq
      stepKey
      text
    }
    lastSeq
    hasEnded
  }
}
    `;

export function useNodeTestLogSubscription<TData = NodeTestLogSubscription>(options: Omit<Urql.UseSubscriptionArgs<NodeTestLogSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<NodeTestLogSubscription, TData>) {
  return Urql.useSubscription<NodeTestLogSubscription, TData, NodeTestLogSubscriptionVariables>({ query: NodeTestLogDocument, ...options }, handler);
};
export const WorkflowYamlDocument = gql`
    query WorkflowYaml($id: ID!) {
  workflow(id: $id) {
    id
    name
    slug
    description
    yaml
  }
}
    `;

export function useWorkflowYamlQuery(options: Omit<Urql.UseQueryArgs<WorkflowYamlQueryVariables>, 'query'>) {
  return Urql.useQuery<WorkflowYamlQuery, WorkflowYamlQueryVariables>({ query: WorkflowYamlDocument, ...options });
};
export const PreviewWorkflowImportDocument = gql`
    mutation PreviewWorkflowImport($input: PreviewWorkflowImportInput!) {
  previewWorkflowImport(input: $input) {
    name
    slug
    description
    graph
    existing {
      id
      name
      draftRevision
    }
    problems {
      severity
      nodeKey
      path
      message
    }
    rights {
      permission
      environment
      service
      isHeld
    }
    secrets
  }
}
    `;

export function usePreviewWorkflowImportMutation() {
  return Urql.useMutation<PreviewWorkflowImportMutation, PreviewWorkflowImportMutationVariables>(PreviewWorkflowImportDocument);
};
export const ImportWorkflowDocument = gql`
    mutation ImportWorkflow($input: ImportWorkflowInput!) {
  importWorkflow(input: $input) {
    id
    name
    hasUnpublishedChanges
    draft {
      graph
      revision
      savedAt
      savedByName
    }
  }
}
    `;

export function useImportWorkflowMutation() {
  return Urql.useMutation<ImportWorkflowMutation, ImportWorkflowMutationVariables>(ImportWorkflowDocument);
};
export const DiscardWorkflowDraftDocument = gql`
    mutation DiscardWorkflowDraft($id: ID!) {
  discardWorkflowDraft(id: $id) {
    id
    hasUnpublishedChanges
    draft {
      graph
      revision
      savedAt
      savedByName
    }
  }
}
    `;

export function useDiscardWorkflowDraftMutation() {
  return Urql.useMutation<DiscardWorkflowDraftMutation, DiscardWorkflowDraftMutationVariables>(DiscardWorkflowDraftDocument);
};
export const RotateWebhookSecretDocument = gql`
    mutation RotateWebhookSecret($triggerId: ID!) {
  rotateWebhookSecret(triggerId: $triggerId) {
    secret
    trigger {
      id
      url
    }
  }
}
    `;

export function useRotateWebhookSecretMutation() {
  return Urql.useMutation<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>(RotateWebhookSecretDocument);
};
export const BuilderChoicesDocument = gql`
    query BuilderChoices($id: ID!) {
  workflow(id: $id) {
    id
    project {
      id
      notificationChannels {
        id
        slug
        isEnabled
      }
      permissions {
        name
        description
      }
    }
  }
}
    `;

export function useBuilderChoicesQuery(options: Omit<Urql.UseQueryArgs<BuilderChoicesQueryVariables>, 'query'>) {
  return Urql.useQuery<BuilderChoicesQuery, BuilderChoicesQueryVariables>({ query: BuilderChoicesDocument, ...options });
};
export const WorkflowPageDocument = gql`
    query WorkflowPage($id: ID!) {
  workflow(id: $id) {
    ...Builder_Workflow
    project {
      id
      slug
      services(first: 100) {
        nodes {
          id
          slug
        }
      }
      environments {
        id
        slug
      }
      notificationChannels {
        id
        slug
      }
      workflows(first: 100) {
        nodes {
          id
          slug
        }
      }
    }
  }
  nodeTypes {
    ...Builder_NodeType
  }
}
    ${Builder_WorkflowFragmentDoc}
${Builder_NodeTypeFragmentDoc}`;

export function useWorkflowPageQuery(options: Omit<Urql.UseQueryArgs<WorkflowPageQueryVariables>, 'query'>) {
  return Urql.useQuery<WorkflowPageQuery, WorkflowPageQueryVariables>({ query: WorkflowPageDocument, ...options });
};
export const TheirDraftDocument = gql`
    query TheirDraft($id: ID!) {
  workflow(id: $id) {
    id
    draft {
      graph
      revision
      savedAt
      savedByName
    }
  }
}
    `;

export function useTheirDraftQuery(options: Omit<Urql.UseQueryArgs<TheirDraftQueryVariables>, 'query'>) {
  return Urql.useQuery<TheirDraftQuery, TheirDraftQueryVariables>({ query: TheirDraftDocument, ...options });
};
export const SaveWorkflowDraftDocument = gql`
    mutation SaveWorkflowDraft($input: SaveWorkflowDraftInput!) {
  saveWorkflowDraft(input: $input) {
    id
    hasUnpublishedChanges
    draft {
      graph
      revision
      savedAt
      savedByName
    }
  }
}
    `;

export function useSaveWorkflowDraftMutation() {
  return Urql.useMutation<SaveWorkflowDraftMutation, SaveWorkflowDraftMutationVariables>(SaveWorkflowDraftDocument);
};
export const ValidateWorkflowDocument = gql`
    mutation ValidateWorkflow($input: ValidateWorkflowInput!) {
  validateWorkflow(input: $input) {
    isValid
    problems {
      severity
      nodeKey
      path
      message
    }
    nodes {
      key
      ports {
        name
        label
        description
      }
    }
    rights {
      permission
      environment
      service
      isHeld
    }
    secrets
  }
}
    `;

export function useValidateWorkflowMutation() {
  return Urql.useMutation<ValidateWorkflowMutation, ValidateWorkflowMutationVariables>(ValidateWorkflowDocument);
};
export const PublishWorkflowDocument = gql`
    mutation PublishWorkflow($input: PublishWorkflowInput!) {
  publishWorkflow(input: $input) {
    ...Builder_Workflow
  }
}
    ${Builder_WorkflowFragmentDoc}`;

export function usePublishWorkflowMutation() {
  return Urql.useMutation<PublishWorkflowMutation, PublishWorkflowMutationVariables>(PublishWorkflowDocument);
};
export const StartWorkflowRunDocument = gql`
    mutation StartWorkflowRun($input: StartRunInput!) {
  startRun(input: $input) {
    id
    number
  }
}
    `;

export function useStartWorkflowRunMutation() {
  return Urql.useMutation<StartWorkflowRunMutation, StartWorkflowRunMutationVariables>(StartWorkflowRunDocument);
};
export const CompareWorkflowGraphsDocument = gql`
    query CompareWorkflowGraphs($input: CompareWorkflowGraphsInput!) {
  compareWorkflowGraphs(input: $input) {
    nodes {
      key
      name
      change
      fields {
        path
        before
        after
      }
    }
    edges {
      from
      fromPort
      to
      change
    }
    settings {
      path
      before
      after
    }
  }
}
    `;

export function useCompareWorkflowGraphsQuery(options: Omit<Urql.UseQueryArgs<CompareWorkflowGraphsQueryVariables>, 'query'>) {
  return Urql.useQuery<CompareWorkflowGraphsQuery, CompareWorkflowGraphsQueryVariables>({ query: CompareWorkflowGraphsDocument, ...options });
};
export const WorkflowVersionsPageDocument = gql`
    query WorkflowVersionsPage($id: ID!, $after: String) {
  workflow(id: $id) {
    id
    name
    viewerCanManage
    draft {
      graph
      revision
    }
    versions(first: 30, after: $after) {
      nodes {
        ...WorkflowVersionsPage_Version
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${WorkflowVersionsPage_VersionFragmentDoc}`;

export function useWorkflowVersionsPageQuery(options: Omit<Urql.UseQueryArgs<WorkflowVersionsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<WorkflowVersionsPageQuery, WorkflowVersionsPageQueryVariables>({ query: WorkflowVersionsPageDocument, ...options });
};
export const WorkflowVersionNodeTypesDocument = gql`
    query WorkflowVersionNodeTypes {
  nodeTypes {
    ...Builder_NodeType
  }
}
    ${Builder_NodeTypeFragmentDoc}`;

export function useWorkflowVersionNodeTypesQuery(options?: Omit<Urql.UseQueryArgs<WorkflowVersionNodeTypesQueryVariables>, 'query'>) {
  return Urql.useQuery<WorkflowVersionNodeTypesQuery, WorkflowVersionNodeTypesQueryVariables>({ query: WorkflowVersionNodeTypesDocument, ...options });
};
export const RestoreWorkflowVersionDocument = gql`
    mutation RestoreWorkflowVersion($input: RestoreWorkflowVersionInput!) {
  restoreWorkflowVersion(input: $input) {
    ...Builder_Workflow
  }
}
    ${Builder_WorkflowFragmentDoc}`;

export function useRestoreWorkflowVersionMutation() {
  return Urql.useMutation<RestoreWorkflowVersionMutation, RestoreWorkflowVersionMutationVariables>(RestoreWorkflowVersionDocument);
};
export const WorkflowsPageDocument = gql`
    query WorkflowsPage($slug: String!, $after: String, $search: String) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageWorkflows
    workflows(first: 50, after: $after, search: $search) {
      nodes {
        ...WorkflowsPage_Workflow
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${WorkflowsPage_WorkflowFragmentDoc}`;

export function useWorkflowsPageQuery(options: Omit<Urql.UseQueryArgs<WorkflowsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<WorkflowsPageQuery, WorkflowsPageQueryVariables>({ query: WorkflowsPageDocument, ...options });
};
export const CreateWorkflowDocument = gql`
    mutation CreateWorkflow($input: CreateWorkflowInput!) {
  createWorkflow(input: $input) {
    id
    slug
    name
  }
}
    `;

export function useCreateWorkflowMutation() {
  return Urql.useMutation<CreateWorkflowMutation, CreateWorkflowMutationVariables>(CreateWorkflowDocument);
};
export const UpdateWorkflowDocument = gql`
    mutation UpdateWorkflow($input: UpdateWorkflowInput!) {
  updateWorkflow(input: $input) {
    id
    slug
    name
    description
    isEnabled
    triggers {
      id
      isActive
      nextAt
    }
  }
}
    `;

export function useUpdateWorkflowMutation() {
  return Urql.useMutation<UpdateWorkflowMutation, UpdateWorkflowMutationVariables>(UpdateWorkflowDocument);
};
export const DeleteWorkflowDocument = gql`
    mutation DeleteWorkflow($id: ID!) {
  deleteWorkflow(id: $id) {
    id
  }
}
    `;

export function useDeleteWorkflowMutation() {
  return Urql.useMutation<DeleteWorkflowMutation, DeleteWorkflowMutationVariables>(DeleteWorkflowDocument);
};
export const RestoreWorkflowDocument = gql`
    mutation RestoreWorkflow($id: ID!) {
  restoreWorkflow(id: $id) {
    id
  }
}
    `;

export function useRestoreWorkflowMutation() {
  return Urql.useMutation<RestoreWorkflowMutation, RestoreWorkflowMutationVariables>(RestoreWorkflowDocument);
};
export const DuplicateWorkflowDocument = gql`
    mutation DuplicateWorkflow($input: DuplicateWorkflowInput!) {
  duplicateWorkflow(input: $input) {
    id
    name
  }
}
    `;

export function useDuplicateWorkflowMutation() {
  return Urql.useMutation<DuplicateWorkflowMutation, DuplicateWorkflowMutationVariables>(DuplicateWorkflowDocument);
};
export const VariablePanelDocument = gql`
    query VariablePanel($id: ID!) {
  node(id: $id) {
    id
    ... on Variable {
      ...VariableEditor_Variable
      versions(first: 20) {
        nodes {
          ...VariablePanel_VariableVersion
        }
      }
      usedBy {
        serviceCount
        services {
          id
          name
        }
        environments {
          id
          name
        }
        lastVersion
        lastDeployment {
          id
          number
          createdAt
          service {
            id
            name
            project {
              id
              slug
            }
          }
          environment {
            id
            name
          }
        }
      }
    }
  }
}
    ${VariableEditor_VariableFragmentDoc}
${VariablePanel_VariableVersionFragmentDoc}`;

export function useVariablePanelQuery(options: Omit<Urql.UseQueryArgs<VariablePanelQueryVariables>, 'query'>) {
  return Urql.useQuery<VariablePanelQuery, VariablePanelQueryVariables>({ query: VariablePanelDocument, ...options });
};
export const SetVariableDocument = gql`
    mutation SetVariable($input: SetVariableInput!) {
  setVariable(input: $input) {
    ...VariableEditor_Variable
  }
}
    ${VariableEditor_VariableFragmentDoc}`;

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
export const RestoreVariableDocument = gql`
    mutation RestoreVariable($input: RestoreVariableInput!) {
  restoreVariable(input: $input) {
    ...VariableEditor_Variable
  }
}
    ${VariableEditor_VariableFragmentDoc}`;

export function useRestoreVariableMutation() {
  return Urql.useMutation<RestoreVariableMutation, RestoreVariableMutationVariables>(RestoreVariableDocument);
};