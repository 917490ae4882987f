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

/** A firing that somebody takes on. */
export type AcknowledgeAlertInput = {
  /** The firing. */
  id: string;
  /** What others should know, at most 1,000 characters. */
  note?: string | null | undefined;
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

/** With what a change is compared. */
export type AlertBaseline =
  /** The window just before. */
  | 'PREVIOUS_WINDOW'
  /** The same local time a week before. */
  | 'SAME_WEEKDAY';

/** How fast a budget goes. */
export type AlertBurnLevel =
  /** 14.4 times too fast, over 1 h and the last 5 min: 2 % of a month’s budget in an hour. */
  | 'FAST'
  /** 6 times too fast, over 6 h and the last 30 min. */
  | 'MEDIUM'
  /** As fast as it may go at the most, over 3 d and the last 6 h. */
  | 'SLOW';

/** When an alert is wrong. What its kind has no use for is left out. */
export type AlertConditionInput = {
  /** Of `CHANGE`: compared with what; the window before when left out. */
  baseline?: AlertBaseline | null | undefined;
  /** On which side it is wrong; above when left out. */
  direction?: AlertDirection | null | undefined;
  /** What is looked at. */
  kind: AlertConditionKind;
  /** Of `BURN_RATE`: the levels; all when left out. */
  levels?: Array<AlertBurnLevel> | null | undefined;
  /** Of `BURN_RATE`: which part is to be good, 0.5–0.99999. */
  objective?: number | null | undefined;
  /** Of `ANOMALY`: among how many windows, 5–200; 30 when left out. */
  sampleCount?: number | null | undefined;
  /** The limit: in the measure’s unit, of `CHANGE` in percent, of `ANOMALY` and `SEASONAL` a robust z (3.5 when left out). */
  threshold?: number | null | undefined;
  /** Of `SEASONAL`: over how many weeks before, 3–12; 4 when left out. */
  weeks?: number | null | undefined;
};

/** When an alert is wrong. */
export type AlertConditionKind =
  /** The value is far from the windows before it: 0.6745 · (value − median) / MAD, with itself among them, is beyond a limit. */
  | 'ANOMALY'
  /** The budget of an objective goes too fast, in a long and a short window at once: 14.4 times over 1 h and 5 min, 6 times over 6 h and 30 min, once over 3 d and 6 h. */
  | 'BURN_RATE'
  /** The value has changed by more than so many percent. */
  | 'CHANGE'
  /** There is no data in the window. */
  | 'MISSING'
  /** The same among the same times of the weeks before. */
  | 'SEASONAL'
  /** The value is above or below a limit. */
  | 'THRESHOLD';

/** On which side of what is expected it is wrong. */
export type AlertDirection =
  /** Too much. */
  | 'ABOVE'
  /** Too little. */
  | 'BELOW'
  /** Both. Not for a limit. */
  | 'EITHER';

/** Why a firing has ended. */
export type AlertEndReason =
  /** For a day there was no data, so nobody can say. */
  | 'NO_DATA'
  /** The measure is well again. */
  | 'RECOVERED'
  /** The rule was changed, switched off or deleted. */
  | 'RULE_CHANGED';

/** Which firings; those that match all that is given. */
export type AlertFiringFilter = {
  /** Only those that fired at this instant or later. */
  from?: string | null | undefined;
  /** Only those that somebody took on, or nobody. */
  isAcknowledged?: boolean | null | undefined;
  /** Only of these rules, up to 50. */
  ruleIds?: Array<string> | null | undefined;
  /** Only those that matter so much. */
  severities?: Array<AlertSeverity> | null | undefined;
  /** Only those that go on, or have ended. */
  status?: AlertFiringStatus | null | undefined;
  /** Only those that fired before. */
  to?: string | null | undefined;
};

/** Whether it goes on. */
export type AlertFiringStatus =
  /** It goes on. */
  | 'FIRING'
  /** It has ended. */
  | 'RESOLVED';

/** How much an alert matters. */
export type AlertSeverity =
  /** Somebody should look at it now. */
  | 'CRITICAL'
  /** Good to know. */
  | 'INFO'
  /** Somebody should look at it today. */
  | 'WARNING';

/** Where an alert rule stands. */
export type AlertState =
  /** It is wrong. */
  | 'FIRING'
  /** Nothing is wrong, or nothing can be said yet. */
  | 'OK'
  /** It is wrong, but not for long enough. */
  | 'PENDING';

/** What happened at a moment of a chart. */
export type AnnotationKind =
  /** An alert fired. */
  | 'ALERT'
  /** A deployment went to production. */
  | 'DEPLOYMENT'
  /** An incident went on. */
  | 'INCIDENT'
  /** Somebody changed what an alert looks at. */
  | 'RULE_CHANGE';

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

/** What is asked of the past. */
export type BackTestAlertInput = {
  /** When it is wrong. */
  condition: AlertConditionInput;
  /** How many days back, 1–90. */
  days?: number;
  /** Only in these environments, up to 50; left out or empty for all. */
  environmentIds?: Array<string> | null | undefined;
  /** How often it looks, in minutes: 15, 60 or 1440. */
  everyMinutes: number;
  /** How long it must be wrong before it fires, in minutes; 0 when left out: at once. */
  forMinutes?: number | null | undefined;
  /** The key of the measure. */
  measure: string;
  /** A window counted from fewer says nothing; 0 when left out. */
  minimumSampleSize?: number | null | undefined;
  /** Only of these names (steps, workflows, operations…), up to 50; left out or empty for all. */
  names?: Array<string> | null | undefined;
  /** The project. */
  projectId: string;
  /** After how many good looks in a row a firing ends, 1–20; 2 when left out. */
  resolveAfter?: number | null | undefined;
  /** Only of these services, up to 50; left out or empty for all. */
  serviceIds?: Array<string> | null | undefined;
  /** Only with these statuses, up to 20; left out or empty for all. */
  statuses?: Array<string> | null | undefined;
  /** How much time one look is about, in minutes. */
  windowMinutes: number;
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

/** With what a window is compared. Of one that is still running, the part that has passed. */
export type Comparison =
  /** The window of `from` and `to`. */
  | 'CUSTOM'
  /** The same dates a year before. */
  | 'LAST_YEAR'
  /** The same weekdays 52 weeks before. */
  | 'MATCHED_WEEKDAYS'
  /** As many days just before; as long, where the window is not of whole days. */
  | 'PREVIOUS_PERIOD';

/** With what to compare. */
export type ComparisonInput = {
  /** Of `CUSTOM`: where it begins. */
  from?: string | null | undefined;
  /** Of `CUSTOM`: where it ends; this instant is not in it. */
  to?: string | null | undefined;
  /** With which window. */
  with: Comparison;
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

/** A new alert rule. */
export type CreateAlertRuleInput = {
  /** When it is wrong. */
  condition: AlertConditionInput;
  /** What to do about it, or why it is watched. */
  description?: string | null | undefined;
  /** Only in these environments, up to 50; left out or empty for all. */
  environmentIds?: Array<string> | null | undefined;
  /** How often it looks, in minutes: 15, 60, or 1440 for each local day. */
  everyMinutes: number;
  /** How long it must be wrong before it fires, in minutes; 0 when left out: at once. */
  forMinutes?: number | null | undefined;
  /** The key of the measure, such as `api.error_rate`. */
  measure: string;
  /** A window counted from fewer says nothing; 0 when left out. */
  minimumSampleSize?: number | null | undefined;
  /** What people call it. */
  name: string;
  /** Only of these names (steps, workflows, operations…), up to 50; left out or empty for all. */
  names?: Array<string> | null | undefined;
  /** The project. */
  projectId: string;
  /** After how many hours it is told again while it fires, 1–168; left out: told once. */
  renotifyHours?: number | null | undefined;
  /** After how many good looks in a row a firing ends, 1–20; 2 when left out. */
  resolveAfter?: number | null | undefined;
  /** Only of these services, up to 50; left out or empty for all. */
  serviceIds?: Array<string> | null | undefined;
  /** How much it matters; a warning when left out. */
  severity?: AlertSeverity | null | undefined;
  /** Only with these statuses, up to 20; left out or empty for all. */
  statuses?: Array<string> | null | undefined;
  /** How much time one look is about, in minutes: a multiple of `everyMinutes`, 14 days at the most. */
  windowMinutes: number;
};

/** A new dashboard. */
export type CreateDashboardInput = {
  /** What to copy instead: the key of one that is built in, or a dashboard of the project. */
  copyOf?: string | null | undefined;
  /** What people call it. Left out: as the YAML or the copied one says. */
  name?: string | null | undefined;
  /** The project. */
  projectId: string;
  /** Its first draft as YAML, at most 100 kB. Left out: no panels. */
  source?: string | null | undefined;
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

/** An address that opens and resolves incidents. */
export type CreateIncidentHookInput = {
  /** Where it fails where a call doesn’t say. */
  environmentId?: string | null | undefined;
  /** What people call it. */
  name: string;
  /** The project. */
  projectId: string;
  /** What fails where a call doesn’t say. */
  serviceId?: string | null | undefined;
  /** How bad its incidents are where a call doesn’t say. */
  severity?: IncidentSeverity;
};

/** A failure of production. */
export type CreateIncidentInput = {
  /** The deployment that caused it. Left out, Pilothouse looks for it: see `IncidentCauseSource`. */
  deploymentId?: string | null | undefined;
  /** When it was noticed; now, when left out. */
  detectedAt?: string | null | undefined;
  /** Where it fails. */
  environmentId?: string | null | undefined;
  /** What the sender calls it: while one of this name is open, it is returned instead of another. */
  externalId?: string | null | undefined;
  /** The same key again returns the first result. */
  idempotencyKey?: string | null | undefined;
  /** The cause lies outside, so that no deployment is blamed. */
  isExternal?: boolean;
  /** What people should know about it. */
  note?: string | null | undefined;
  /** The project. */
  projectId: string;
  /** When it was over, for one that is written down afterwards. */
  resolvedAt?: string | null | undefined;
  /** What fails; left out when it is not one service. */
  serviceId?: string | null | undefined;
  /** How bad it is. */
  severity?: IncidentSeverity;
  /** What is wrong, in a line. */
  title: string;
  /** Where else to read about it. */
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

/** How a dashboard and its file differ, since they were last the same. */
export type DashboardDriftKind =
  /** Both changed: nothing happens until somebody chooses. */
  | 'BOTH'
  /** Published here since; the file is as it was. */
  | 'CHANGED_HERE'
  /** The file changed; what is published is as it was. The next sync reads it in. */
  | 'CHANGED_THERE'
  /** Its file was there once, and is gone. */
  | 'GONE'
  /** There is no file of it, and never was. */
  | 'ONLY_HERE'
  /** A file that is no dashboard yet. The next sync reads it in. */
  | 'ONLY_THERE'
  /** They say the same. */
  | 'SAME';

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

/** By whose formulas the same deployments and incidents are counted; `definition` tells each. */
export type DeliveryArithmetic =
  /** As Apache DevLake’s dashboards: medians without interpolation, recovery per incident. */
  | 'DEVLAKE'
  /** As dora.dev defines them in 2026. */
  | 'DORA'
  /** As GitLab: incidents, not failed deployments, ÷ deployments. */
  | 'GITLAB'
  /** As Sleuth: means, lead time per deployment from its first change. */
  | 'SLEUTH';

/** Where a service stands among those that DORA asked. Of use for one service over time, not to compare teams. */
export type DeliveryBand =
  /** Several a day; within a day; at most 5 %; within an hour. */
  | 'ELITE'
  /** At least once a week; within a week; at most 10 %; within a day. */
  | 'HIGH'
  /** Less than that. */
  | 'LOW'
  /** At least once a month; within a month; at most 15 %; within a week. */
  | 'MEDIUM';

/** Which deployments to measure, and how. */
export type DeliveryMetricsInput = {
  /** By whose formulas. */
  arithmetic?: DeliveryArithmetic;
  /** With what to compare. */
  compare?: ComparisonInput | null | undefined;
  /** In these environments; else in all production environments. */
  environmentIds?: Array<string> | null | undefined;
  /** Where the window begins. */
  from: string;
  /** How long the buckets of a series are; at most 1,000 of them. */
  interval?: MetricInterval;
  /** From when recovery takes its time; only DORA’s formula leaves the choice. */
  recoveryStart?: RecoveryStart;
  /** Of these services; else of all. */
  serviceIds?: Array<string> | null | undefined;
  /** Where it ends; this instant is not in it. */
  to: string;
  /** Say in which band each service is. */
  withBands?: boolean;
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
  /** It is not planned, but made because something failed in production: it counts as rework. */
  isHotfix?: boolean;
  /** Why, for those who look later. */
  note?: string | null | undefined;
  /** Parameters, as the service’s `parameterSchema` says. */
  parameters?: unknown;
  /** The incident that it mends: a hotfix then, and what it fixes is the cause of the incident. */
  remediatesIncidentId?: string | null | undefined;
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

/** Which events. What is left out matches all. */
export type EventFilter = {
  /** About one of these environments. */
  environmentIds?: Array<string> | null | undefined;
  /** At this time or later. */
  from?: string | null | undefined;
  /** Of these kinds, such as `deployment`; all when left out. */
  kinds?: Array<string> | null | undefined;
  /** With one of these names. */
  names?: Array<string> | null | undefined;
  /** About one of these services. */
  serviceIds?: Array<string> | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<string> | null | undefined;
  /** Before this time. */
  to?: string | null | undefined;
};

/** What the value of an event is counted in. */
export type EventUnit =
  /** A size. */
  | 'BYTES'
  /** Whatever its sender counts. */
  | 'NUMBER'
  /** A duration. */
  | 'SECONDS';

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
export type ImportDashboardInput = {
  /** With `replaceId`: the revision that was seen. DRAFT_CONFLICT when the draft is another one. */
  baseRevision?: number | null | undefined;
  /** The project. */
  projectId: string;
  /** The dashboard whose draft it replaces. Left out: a new one. */
  replaceId?: string | null | undefined;
  /** YAML, at most 100 kB. */
  source: string;
};

/** A plan to import. */
export type ImportPlanInput = {
  /** The CSV, at most 1 MiB; `POST /api/v1/projects/:slug/plan` takes 20 MiB. Columns: id, title, phase, status, priority, estimate, owner, due, version, deployment; only title is needed. */
  csv: string;
  /** Only tell what would change. */
  dryRun?: boolean;
  /** The project. */
  projectId: string;
  /** Store nothing if any row has a problem. */
  strict?: boolean;
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

/** How it is known which deployment caused an incident. */
export type IncidentCauseSource =
  /** Somebody looked and said so. */
  | 'CORRECTED'
  /** Whoever opened it said so. */
  | 'EXPLICIT'
  /** The last successful production deployment of the service, or of the project, that finished before it was detected. */
  | 'LAST_DEPLOYMENT'
  /** No deployment is known to have caused it. */
  | 'NONE'
  /** A rollback or hotfix mended it: it is the deployment that was undone or fixed. */
  | 'REMEDIATION';

/** What happened to an incident. */
export type IncidentEntryKind =
  /** Its cause is another. */
  | 'LINKED'
  /** It was opened. */
  | 'OPENED'
  /** It was opened again. */
  | 'REOPENED'
  /** It was resolved. */
  | 'RESOLVED'
  /** Somebody changed what is said of it. */
  | 'UPDATED';

/** Which incidents; all conditions hold together. */
export type IncidentFilter = {
  /** Caused by this deployment. */
  deploymentId?: string | null | undefined;
  /** In any of these environments. */
  environmentIds?: Array<string> | null | undefined;
  /** Detected at this moment or later. */
  from?: string | null | undefined;
  /** Of any of these services. */
  serviceIds?: Array<string> | null | undefined;
  /** Of any of these severities. */
  severities?: Array<IncidentSeverity> | null | undefined;
  /** Opened by any of these. */
  sources?: Array<IncidentSource> | null | undefined;
  /** In any of these states. */
  statuses?: Array<IncidentStatus> | null | undefined;
  /** With this text in the title, or of this number. */
  text?: string | null | undefined;
  /** Detected before this moment. */
  to?: string | null | undefined;
};

/** How bad an incident is. */
export type IncidentSeverity =
  /** Nothing works for most. */
  | 'CRITICAL'
  /** Many people are hindered. */
  | 'HIGH'
  /** Hardly anybody notices. */
  | 'LOW'
  /** Some people are hindered. */
  | 'MEDIUM';

/** What opened an incident. */
export type IncidentSource =
  /** An alert of Pilothouse. */
  | 'ALERT'
  /** A person. */
  | 'HAND'
  /** A program with a token. */
  | 'TOKEN'
  /** A production deployment whose health check failed. */
  | 'VERIFICATION'
  /** A call of an incident webhook. */
  | 'WEBHOOK'
  /** A run of a workflow. */
  | 'WORKFLOW';

/** Whether an incident goes on. */
export type IncidentStatus =
  /** It goes on. */
  | 'OPEN'
  /** It is over. */
  | 'RESOLVED';

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

/** What caused an incident: a deployment, something outside, what caused another, or nothing known. */
export type LinkIncidentInput = {
  /** The deployment that caused it; null when none did. */
  deploymentId?: string | null | undefined;
  /** The incident that it is the same as: the two count once. */
  duplicateOfId?: string | null | undefined;
  /** The incident. */
  id: string;
  /** The cause lies outside. */
  isExternal?: boolean;
};

/** Which deployment ships which item. */
export type LinkPlanItemInput = {
  /** The deployment, of the same project. */
  deploymentId: string;
  /** The item. */
  id: string;
  /** False takes away a link that was made here; what the file and the deployments say stays. */
  isLinked?: boolean;
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

/** Which way is better. */
export type MeasureDirection =
  /** More is better. */
  | 'HIGHER'
  /** Less is better. */
  | 'LOWER'
  /** Neither: it depends. */
  | 'NEITHER';

/** Where a membership comes from. */
export type MemberSource =
  /** A group at the company’s sign-in gave it. It follows the group with each sign-in. */
  | 'CLAIM'
  /** Somebody gave it. It stays until somebody changes it. */
  | 'HAND';

/** What a measure can be told apart by. */
export type MetricDimension =
  /** The environment. */
  | 'ENVIRONMENT'
  /** What the measure names: a step, workflow, type of node, operation, model or event. */
  | 'NAME'
  /** The service. */
  | 'SERVICE'
  /** How it ended. */
  | 'STATUS';

/** How long the buckets of a series are, in the calendar of the project’s time zone. */
export type MetricInterval =
  /** A local day: 23 or 25 hours where clocks are changed. */
  | 'DAY'
  /** An hour of the local clock. */
  | 'HOUR'
  /** A month of the calendar. */
  | 'MONTH'
  /** A quarter of the calendar’s year. */
  | 'QUARTER'
  /** 15 minutes. */
  | 'QUARTER_HOUR'
  /** A week from Monday. */
  | 'WEEK';

/** One measure, and of what. */
export type MetricQueryInput = {
  /** Only of these environments. */
  environmentIds?: Array<string> | null | undefined;
  /** What to tell apart; one of the measure’s dimensions. */
  groupBy?: MetricDimension | null | undefined;
  /** The key of a measure. */
  measure: string;
  /** Only with these names; of workflows, their ids. */
  names?: Array<string> | null | undefined;
  /** Only of these services. */
  serviceIds?: Array<string> | null | undefined;
  /** Only those that ended so. */
  statuses?: Array<string> | null | undefined;
  /** With `groupBy`: how many groups at the most, 1–50; the others are one more. */
  top?: number;
};

/** What a value is counted in. */
export type MetricUnit =
  /** Bytes. */
  | 'BYTES'
  /** Things. */
  | 'COUNT'
  /** Days. */
  | 'DAYS'
  /** Thousand-millionths of a US dollar. */
  | 'NANO_USD'
  /** A number whose unit is the sender’s. */
  | 'NUMBER'
  /** Things a day. */
  | 'PER_DAY'
  /** Things a week. */
  | 'PER_WEEK'
  /** A part of one: 0.05 is 5 %. */
  | 'RATIO'
  /** Points from 0 to 100. */
  | 'SCORE'
  /** Seconds. */
  | 'SECONDS';

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

/** What an import does with an item. */
export type PlanChangeKind =
  /** It is new. */
  | 'ADDED'
  /** It is gone from the file; it stays, marked as removed. */
  | 'REMOVED'
  /** Something of it is other than before. */
  | 'UPDATED';

/** Which items of the roadmap. */
export type PlanItemFilter = {
  /** True: only what is due before today in the project’s zone and neither done nor canceled. */
  isOverdue?: boolean | null | undefined;
  /** True: only what is gone from the file. Else only what is in it. */
  isRemoved?: boolean | null | undefined;
  /** Only of these owners. */
  owners?: Array<string> | null | undefined;
  /** Of these phases; the empty string for items of none. */
  phases?: Array<string> | null | undefined;
  /** Only with these priorities. */
  priorities?: Array<PlanPriority> | null | undefined;
  /** Only with this text in id or title, whatever its case. */
  search?: string | null | undefined;
  /** Only as far as this. */
  statuses?: Array<PlanStatus> | null | undefined;
};

/** How it is known that a deployment ships an item. */
export type PlanLinkSource =
  /** The item’s id is among the tickets that the deployment carries. */
  | 'CHANGE'
  /** The file names the deployment. */
  | 'FILE'
  /** Somebody linked them here. */
  | 'HAND'
  /** The deployment’s version is the item’s. */
  | 'VERSION';

/** How much an item of the roadmap matters. */
export type PlanPriority =
  /** Soon. */
  | 'HIGH'
  /** When there is time. */
  | 'LOW'
  /** In its turn. */
  | 'MEDIUM'
  /** Before everything else. */
  | 'URGENT';

/** How far an item of the roadmap is. */
export type PlanStatus =
  /** It waits for something else. */
  | 'BLOCKED'
  /** It will not be done; it counts in no percentage. */
  | 'CANCELED'
  /** Done. */
  | 'DONE'
  /** Somebody is at it. */
  | 'IN_PROGRESS'
  /** Not begun. */
  | 'TODO';

/** A file to look at. */
export type PreviewDashboardImportInput = {
  /** The dashboard it is compared with. Left out: the one that is called the same. */
  id?: string | null | undefined;
  /** The project. */
  projectId: string;
  /** YAML, at most 100 kB. */
  source: string;
};

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
export type PublishDashboardInput = {
  /** The dashboard. */
  id: string;
  /** What is new, for those who read the list of versions. */
  note?: string | null | undefined;
  /** The revision that you have seen: DRAFT_CONFLICT when the draft is another one. */
  revision: number;
};

/** A draft to publish. */
export type PublishWorkflowInput = {
  /** The workflow. */
  id: string;
  /** What is new, for those who read the list of versions. */
  note?: string | null | undefined;
  /** The revision that you have seen: DRAFT_CONFLICT when the draft is another one. */
  revision: number;
};

/** From when recovery takes its time. */
export type RecoveryStart =
  /** From when the deployment finished. */
  | 'DEPLOYMENT_FINISH'
  /** From when the first incident of the deployment was detected. */
  | 'DETECTION';

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

/** Which incident is over. */
export type ResolveIncidentInput = {
  /** The incident. */
  id: string;
  /** What mended it; replaces the note. */
  note?: string | null | undefined;
  /** When it was over; now, when left out. */
  resolvedAt?: string | null | undefined;
};

/** A version to take as the draft. */
export type RestoreDashboardVersionInput = {
  /** The dashboard. */
  id: string;
  /** One of its versions. */
  versionId: string;
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
  /** The incident that it mends: the deployment it undoes is then the cause of the incident. */
  remediatesIncidentId?: string | null | undefined;
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
  /** An earlier run, from one of its nodes on, beside it. */
  | 'FORK'
  /** A person. */
  | 'MANUAL'
  /** An earlier run that is done again from its beginning. */
  | 'REPLAY'
  /** A run that failed and goes on by another version. */
  | 'RESUME'
  /** A failed run that is tried again, from where it failed or from a named node. */
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

/** A draft to save: `source` or `content`. */
export type SaveDashboardDraftInput = {
  /** The revision that was changed: DRAFT_CONFLICT when somebody has saved another one since. */
  baseRevision: number;
  /** What it should say. Only what differs is changed in the YAML: comments and order stay. */
  content?: unknown;
  /** The dashboard. */
  id: string;
  /** The YAML, at most 100 kB. */
  source?: string | null | undefined;
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

/** How much each part weighs, 0–100; 1 where left out. Only their ratios matter. */
export type ScoreWeightsInput = {
  /** What its deployments take. */
  cost?: number;
  /** How fast and safely changes reach production. */
  delivery?: number;
  /** How well the service says what it is. */
  documentation?: number;
  /** How often deployments succeed, and what breaks. */
  reliability?: number;
  /** How secrets, approvals and tokens are kept. */
  security?: number;
};

/** What was found. */
export type SearchResultKind =
  /** A deployment. */
  | 'DEPLOYMENT'
  /** An environment. */
  | 'ENVIRONMENT'
  /** An incident. */
  | 'INCIDENT'
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

/** Whether a rule looks. */
export type SetAlertRuleEnabledInput = {
  /** The rule. */
  id: string;
  /** True switches it on, false off. */
  isEnabled: boolean;
};

/** What somebody looks at of a workflow’s canvas. */
export type SetCanvasViewportInput = {
  /** The workflow. */
  workflowId: string;
  /** How far the graph’s origin lies from the left edge, in pixels: –10,000,000 to 10,000,000. */
  x: number;
  /** How far the graph’s origin lies from the upper edge, in pixels: –10,000,000 to 10,000,000. */
  y: number;
  /** How large it is drawn, 0.05–4: 1 is its own size. */
  zoom: number;
};

/** For how long events of a kind are kept. */
export type SetFactRetentionInput = {
  /** Days, 7 to 3,650; null goes back to the default. */
  days?: number | null | undefined;
  /** The kind, such as `api`. */
  kind: string;
};

/** How somebody weighs the parts of scores. */
export type SetScoreWeightsInput = {
  /** The project whose services are scored. */
  projectId: string;
  /** How much each part weighs; null for all alike. */
  weights?: ScoreWeightsInput | null | undefined;
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

/** Alerts of which nobody is told for a while. They are recorded all the same. */
export type SilenceAlertsInput = {
  /** Until when, 90 days from its beginning at the most. */
  endsAt: string;
  /** Only rules about one of these environments, up to 50. */
  environmentIds?: Array<string> | null | undefined;
  /** The project. */
  projectId: string;
  /** Why. */
  reason: string;
  /** Only these rules, up to 50; left out or empty for all. */
  ruleIds?: Array<string> | null | undefined;
  /** Only rules about one of these services, up to 50. */
  serviceIds?: Array<string> | null | undefined;
  /** Only what matters so much; left out or empty for all. */
  severities?: Array<AlertSeverity> | null | undefined;
  /** From when on; now when left out. */
  startsAt?: string | null | undefined;
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

/** What to sync with the project’s folder `dashboards`. */
export type SyncDashboardsInput = {
  /** The project. */
  projectId: string;
  /** Names of files to read in although both sides changed; at most 200. */
  readSlugs?: Array<string> | null | undefined;
  /** Dashboards to write out as they are published, over what their files say; at most 200. */
  writeIds?: Array<string> | null | undefined;
};

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

/** What to change of an alert rule; what is left out stays. What it asks anew it begins to watch anew. */
export type UpdateAlertRuleInput = {
  /** When it is wrong. */
  condition?: AlertConditionInput | null | undefined;
  /** What to do about it; empty for nothing. */
  description?: string | null | undefined;
  /** Only in these environments, up to 50; left out or empty for all. */
  environmentIds?: Array<string> | null | undefined;
  /** How often it looks, in minutes: 15, 60 or 1440. */
  everyMinutes?: number | null | undefined;
  /** How long it must be wrong before it fires, in minutes; 0 when left out: at once. */
  forMinutes?: number | null | undefined;
  /** The rule. */
  id: string;
  /** The key of the measure. */
  measure?: string | null | undefined;
  /** A window counted from fewer says nothing; 0 when left out. */
  minimumSampleSize?: number | null | undefined;
  /** What people call it. */
  name?: string | null | undefined;
  /** Only of these names (steps, workflows, operations…), up to 50; left out or empty for all. */
  names?: Array<string> | null | undefined;
  /** After how many hours it is told again; 0: told once. */
  renotifyHours?: number | null | undefined;
  /** After how many good looks in a row a firing ends, 1–20; 2 when left out. */
  resolveAfter?: number | null | undefined;
  /** Only of these services, up to 50; left out or empty for all. */
  serviceIds?: Array<string> | null | undefined;
  /** How much it matters. */
  severity?: AlertSeverity | null | undefined;
  /** Only with these statuses, up to 20; left out or empty for all. */
  statuses?: Array<string> | null | undefined;
  /** How much time one look is about, in minutes. */
  windowMinutes?: number | null | undefined;
};

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

/** What to change of an incident; what is left out stays. */
export type UpdateIncidentInput = {
  /** When it was noticed. */
  detectedAt?: string | null | undefined;
  /** Where it fails; null when nobody knows. */
  environmentId?: string | null | undefined;
  /** The incident. */
  id: string;
  /** What people should know about it; null for nothing. */
  note?: string | null | undefined;
  /** What fails; null when it is not one service. */
  serviceId?: string | null | undefined;
  /** How bad it is. */
  severity?: IncidentSeverity | null | undefined;
  /** What is wrong, in a line. */
  title?: string | null | undefined;
  /** Where else to read about it; null for nowhere. */
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

/** Measures over a window of time. */
export type UsageMetricsInput = {
  /** With what to compare. */
  compare?: ComparisonInput | null | undefined;
  /** Where the window begins. */
  from: string;
  /** How long the buckets of series are; at most 1,000 buckets. */
  interval?: MetricInterval;
  /** What to measure, 1–12. */
  queries: Array<MetricQueryInput>;
  /** Where it ends; this instant is not in it. At most five years after `from`. */
  to: string;
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

export type AlertsPageQueryVariables = Exact<{
  slug: string;
}>;


export type AlertsPageQuery = { project: { id: string, slug: string, timeZone: string, viewerCanManageAlerts: boolean, viewerCanAcknowledgeAlerts: boolean, openAlertCount: number, alertRules: Array<{ id: string, name: string, sentence: string, measure: string, unit: MetricUnit, severity: AlertSeverity, isEnabled: boolean, state: AlertState, stateSince: string | null, evaluatedTo: string | null, lastValue: number | null, lastThreshold: number | null, lastProblem: string | null, recentFiringCount: number, silence: { id: string, reason: string, endsAt: string } | null }>, alertSilences: Array<{ id: string, startsAt: string, endsAt: string, reason: string, createdByName: string, severities: Array<AlertSeverity> | null, rules: Array<{ id: string, name: string }>, services: Array<{ id: string, name: string }>, environments: Array<{ id: string, name: string }> }>, firing: { nodes: Array<{ id: string, severity: AlertSeverity, status: AlertFiringStatus, summary: string, unit: MetricUnit, value: number | null, threshold: number | null, startedAt: string, endedAt: string | null, endReason: AlertEndReason | null, durationMs: number, acknowledgedAt: string | null, acknowledgedByName: string | null, rule: { id: string, name: string, deletedAt: string | null } | null, silence: { id: string, reason: string, endsAt: string } | null }> } } | null };

export type EndedAlertsQueryVariables = Exact<{
  slug: string;
  filter?: AlertFiringFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type EndedAlertsQuery = { project: { id: string, slug: string, alertFirings: { nodes: Array<{ id: string, severity: AlertSeverity, status: AlertFiringStatus, summary: string, unit: MetricUnit, value: number | null, threshold: number | null, startedAt: string, endedAt: string | null, endReason: AlertEndReason | null, durationMs: number, acknowledgedAt: string | null, acknowledgedByName: string | null, rule: { id: string, name: string, deletedAt: string | null } | null, silence: { id: string, reason: string, endsAt: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FiringPanelQueryVariables = Exact<{
  id: string;
}>;


export type FiringPanelQuery = { alertFiring: { beganAt: string, windowFrom: string, windowTo: string, score: number | null, lastValue: number | null, acknowledgeNote: string | null, notifiedAt: string | null, notificationCount: number, measure: string, dataUrl: string | null, id: string, severity: AlertSeverity, status: AlertFiringStatus, summary: string, unit: MetricUnit, value: number | null, threshold: number | null, startedAt: string, endedAt: string | null, endReason: AlertEndReason | null, durationMs: number, acknowledgedAt: string | null, acknowledgedByName: string | null, evidence: Array<{ from: string, to: string, value: number | null, threshold: number | null, sampleSize: number, isMet: boolean | null }>, silence: { id: string, reason: string, endsAt: string, createdByName: string } | null, rule: { id: string, name: string, deletedAt: string | null } | null } };

export type RulePageQueryVariables = Exact<{
  slug: string;
}>;


export type RulePageQuery = { project: { id: string, slug: string, timeZone: string, viewerCanManageAlerts: boolean, services: { nodes: Array<{ id: string, name: string }> }, environments: Array<{ id: string, name: string, isProduction: boolean }>, workflows: { nodes: Array<{ id: string, name: string }> }, alertRules: Array<{ description: string | null, windowMinutes: number, everyMinutes: number, forMinutes: number, resolveAfter: number, minimumSampleSize: number, renotifyHours: number | null, names: Array<string>, statuses: Array<string>, id: string, name: string, sentence: string, measure: string, unit: MetricUnit, severity: AlertSeverity, isEnabled: boolean, state: AlertState, stateSince: string | null, evaluatedTo: string | null, lastValue: number | null, lastThreshold: number | null, lastProblem: string | null, recentFiringCount: number, services: Array<{ id: string }>, environments: Array<{ id: string }>, condition: { kind: AlertConditionKind, direction: AlertDirection | null, threshold: number | null, baseline: AlertBaseline | null, sampleCount: number | null, weeks: number | null, objective: number | null, levels: Array<AlertBurnLevel> | null }, silence: { id: string, reason: string, endsAt: string } | null }> } | null, measures: Array<{ key: string, title: string, description: string, unit: MetricUnit, group: string, dimensions: Array<MetricDimension>, better: MeasureDirection }> };

export type SilencePlacesQueryVariables = Exact<{
  slug: string;
}>;


export type SilencePlacesQuery = { project: { id: string, slug: string, services: { nodes: Array<{ id: string, name: string }> }, environments: Array<{ id: string, name: string }> } | null };

export type BackTestQueryVariables = Exact<{
  input: BackTestAlertInput;
}>;


export type BackTestQuery = { backTestAlert: { from: string, to: string, unit: MetricUnit, sentence: string, verdict: string, firingCount: number, lookCount: number, unknownCount: number, firings: Array<{ from: string, to: string | null, value: number | null, threshold: number | null, score: number | null }>, points: Array<{ from: string, to: string, value: number | null, threshold: number | null, sampleSize: number, isMet: boolean | null }> } };

export type AlertsPageChangedSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type AlertsPageChangedSubscription = { alertsChanged: { projectId: string, openCount: number, at: string } };

export type AlertPoints_AlertPointFragment = { from: string, to: string, value: number | null, threshold: number | null, sampleSize: number, isMet: boolean | null };

export type RulesTable_AlertRuleFragment = { id: string, name: string, sentence: string, measure: string, unit: MetricUnit, severity: AlertSeverity, isEnabled: boolean, state: AlertState, stateSince: string | null, evaluatedTo: string | null, lastValue: number | null, lastThreshold: number | null, lastProblem: string | null, recentFiringCount: number, silence: { id: string, reason: string, endsAt: string } | null };

export type FiringList_AlertFiringFragment = { id: string, severity: AlertSeverity, status: AlertFiringStatus, summary: string, unit: MetricUnit, value: number | null, threshold: number | null, startedAt: string, endedAt: string | null, endReason: AlertEndReason | null, durationMs: number, acknowledgedAt: string | null, acknowledgedByName: string | null, rule: { id: string, name: string, deletedAt: string | null } | null, silence: { id: string, reason: string, endsAt: string } | null };

export type SilenceList_AlertSilenceFragment = { id: string, startsAt: string, endsAt: string, reason: string, createdByName: string, severities: Array<AlertSeverity> | null, rules: Array<{ id: string, name: string }>, services: Array<{ id: string, name: string }>, environments: Array<{ id: string, name: string }> };

export type CreateAlertRuleMutationVariables = Exact<{
  input: CreateAlertRuleInput;
}>;


export type CreateAlertRuleMutation = { createAlertRule: { id: string } };

export type UpdateAlertRuleMutationVariables = Exact<{
  input: UpdateAlertRuleInput;
}>;


export type UpdateAlertRuleMutation = { updateAlertRule: { id: string, name: string, sentence: string, measure: string, unit: MetricUnit, severity: AlertSeverity, isEnabled: boolean, state: AlertState, stateSince: string | null, evaluatedTo: string | null, lastValue: number | null, lastThreshold: number | null, lastProblem: string | null, recentFiringCount: number, silence: { id: string, reason: string, endsAt: string } | null } };

export type SetAlertRuleEnabledMutationVariables = Exact<{
  input: SetAlertRuleEnabledInput;
}>;


export type SetAlertRuleEnabledMutation = { setAlertRuleEnabled: { id: string, name: string, sentence: string, measure: string, unit: MetricUnit, severity: AlertSeverity, isEnabled: boolean, state: AlertState, stateSince: string | null, evaluatedTo: string | null, lastValue: number | null, lastThreshold: number | null, lastProblem: string | null, recentFiringCount: number, silence: { id: string, reason: string, endsAt: string } | null } };

export type DeleteAlertRuleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteAlertRuleMutation = { deleteAlertRule: { id: string } };

export type RestoreAlertRuleMutationVariables = Exact<{
  id: string;
}>;


export type RestoreAlertRuleMutation = { restoreAlertRule: { id: string } };

export type SilenceAlertsMutationVariables = Exact<{
  input: SilenceAlertsInput;
}>;


export type SilenceAlertsMutation = { silenceAlerts: { id: string } };

export type EndSilenceMutationVariables = Exact<{
  id: string;
}>;


export type EndSilenceMutation = { endSilence: { id: string, endsAt: string } };

export type AcknowledgeAlertMutationVariables = Exact<{
  input: AcknowledgeAlertInput;
}>;


export type AcknowledgeAlertMutation = { acknowledgeAlert: { id: string, acknowledgedAt: string | null, acknowledgedByName: string | null, acknowledgeNote: string | null } };

export type Point_MetricPointFragment = { from: string, to: string, label: string, value: number | null, sampleSize: number };

export type Figure_MetricFragment = { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number };

export type Card_MetricFragment = { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null };

export type Panel_MetricResultFragment = { measure: { key: string, title: string, description: string, unit: MetricUnit, better: MeasureDirection, isLive: boolean }, total: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> };

export type AnalyticsScopeQueryVariables = Exact<{
  slug: string;
}>;


export type AnalyticsScopeQuery = { viewer: { id: string, isAdministrator: boolean } | null, project: { id: string, slug: string, name: string, timeZone: string, viewerCanDeploy: boolean, services: { nodes: Array<{ id: string, name: string }> }, environments: Array<{ id: string, name: string, rank: number, isProduction: boolean }> } | null };

export type UsagePanelsQueryVariables = Exact<{
  slug: string;
  input: UsageMetricsInput;
}>;


export type UsagePanelsQuery = { project: { id: string, usageMetrics: { from: string, to: string, version: number, results: Array<{ measure: { key: string, title: string, description: string, unit: MetricUnit, better: MeasureDirection, isLive: boolean }, total: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> }> } } | null };

export type PlatformPanelsQueryVariables = Exact<{
  input: UsageMetricsInput;
}>;


export type PlatformPanelsQuery = { platformMetrics: { from: string, to: string, version: number, results: Array<{ measure: { key: string, title: string, description: string, unit: MetricUnit, better: MeasureDirection, isLive: boolean }, total: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> }> } };

export type UsageChangesSubscriptionVariables = Exact<{
  projectId: string;
  input: UsageMetricsInput;
}>;


export type UsageChangesSubscription = { metricsChanged: { version: number, previousVersion: number | null, isSnapshot: boolean, results: Array<{ measure: { key: string, title: string, description: string, unit: MetricUnit, better: MeasureDirection, isLive: boolean }, total: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> }> } };

export type AnalyticsAnnotationsQueryVariables = Exact<{
  slug: string;
  from: string;
  to: string;
  serviceIds?: Array<string> | string | null | undefined;
  environmentIds?: Array<string> | string | null | undefined;
}>;


export type AnalyticsAnnotationsQuery = { project: { id: string, annotations: Array<{ id: string, at: string, until: string | null, kind: AnnotationKind, title: string, url: string | null }> } | null };

export type ExploreMeasuresQueryVariables = Exact<{ [key: string]: never; }>;


export type ExploreMeasuresQuery = { measures: Array<{ key: string, title: string, description: string, unit: MetricUnit, group: string, dimensions: Array<MetricDimension>, better: MeasureDirection }> };

export type DeliveryPageQueryVariables = Exact<{
  slug: string;
  input: DeliveryMetricsInput;
}>;


export type DeliveryPageQuery = { project: { id: string, deliveryMetrics: { from: string, to: string, deploymentFrequency: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, deployDaysPerWeek: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, medianGap: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, leadTime: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, leadTimeP90: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, leadTimeP95: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, leadTimeMean: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, changeFailRate: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, failedDeploymentRecoveryTime: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, timeToRestore: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, reworkRate: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { from: string, to: string, value: number | null, sampleSize: number, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } } } | null };

export type DeliveryServicesQueryVariables = Exact<{
  slug: string;
  input: DeliveryMetricsInput;
}>;


export type DeliveryServicesQuery = { project: { id: string, deliveryMetrics: { from: string, to: string, services: Array<{ service: { id: string, name: string }, deploymentFrequency: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, leadTime: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, changeFailRate: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, failedDeploymentRecoveryTime: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, reworkRate: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, bands: { deploymentFrequency: DeliveryBand | null, leadTime: DeliveryBand | null, changeFailRate: DeliveryBand | null, failedDeploymentRecoveryTime: DeliveryBand | null } | null }> } } | null };

export type DeliveryServices_ServiceDeliveryFragment = { service: { id: string, name: string }, deploymentFrequency: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, leadTime: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, changeFailRate: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, failedDeploymentRecoveryTime: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, reworkRate: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number }, bands: { deploymentFrequency: DeliveryBand | null, leadTime: DeliveryBand | null, changeFailRate: DeliveryBand | null, failedDeploymentRecoveryTime: DeliveryBand | null } | null };

export type DeliveryIncidentsSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type DeliveryIncidentsSubscription = { incidentsChanged: { id: string, status: IncidentStatus } };

export type HotSpotsQueryVariables = Exact<{
  slug: string;
  from: string;
  to: string;
  serviceIds?: Array<string> | string | null | undefined;
  environmentIds?: Array<string> | string | null | undefined;
}>;


export type HotSpotsQuery = { project: { id: string, stepHotSpots: Array<{ stepName: string, totalSeconds: number, count: number, p50Seconds: number | null, p95Seconds: number | null, failureCount: number, flakyCount: number, share: number, url: string | null, service: { id: string, name: string } | null }> } | null };

export type Rows_MetricFragment = { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UsageRowsQueryVariables = Exact<{
  slug: string;
  input: UsageMetricsInput;
  first: number;
  after?: string | null | undefined;
}>;


export type UsageRowsQuery = { project: { id: string, usageMetrics: { results: Array<{ total: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } }> } } | null };

export type PlatformRowsQueryVariables = Exact<{
  input: UsageMetricsInput;
  first: number;
  after?: string | null | undefined;
}>;


export type PlatformRowsQuery = { platformMetrics: { results: Array<{ total: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } }> } };

export type DeliveryRowsQueryVariables = Exact<{
  slug: string;
  input: DeliveryMetricsInput;
  first: number;
  after?: string | null | undefined;
  isFrequency: boolean;
  isLeadTime: boolean;
  isFailRate: boolean;
  isRecovery: boolean;
  isRestore: boolean;
  isRework: boolean;
}>;


export type DeliveryRowsQuery = { project: { id: string, deliveryMetrics: { deploymentFrequency?: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }, leadTime?: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }, changeFailRate?: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }, failedDeploymentRecoveryTime?: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }, timeToRestore?: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }, reworkRate?: { key: string, title: string, value: number | null, unit: MetricUnit, sampleSize: number, numerator: number | null, denominator: number | null, definition: string, definitionVersion: number, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, subjectId: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } } | null };

export type DashboardMeasuresQueryVariables = Exact<{ [key: string]: never; }>;


export type DashboardMeasuresQuery = { measures: Array<{ key: string, title: string, description: string, unit: MetricUnit, group: string, dimensions: Array<MetricDimension>, better: MeasureDirection }> };

export type DashboardMetricFragment = { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null };

export type DashboardResultFragment = { total: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> };

export type DashboardMetricsQueryVariables = Exact<{
  slug: string;
  input: UsageMetricsInput;
}>;


export type DashboardMetricsQuery = { project: { id: string, usageMetrics: { version: number, results: Array<{ total: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> }> } } | null };

export type DashboardMetricsLiveSubscriptionVariables = Exact<{
  projectId: string;
  input: UsageMetricsInput;
}>;


export type DashboardMetricsLiveSubscription = { metricsChanged: { version: number, previousVersion: number | null, isSnapshot: boolean, results: Array<{ total: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null }, groups: Array<{ key: string, label: string, metric: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }>, previous: { value: number | null, series: Array<{ from: string, to: string, label: string, value: number | null, sampleSize: number }> } | null } }> }> } };

export type DashboardRowsQueryVariables = Exact<{
  slug: string;
  input: UsageMetricsInput;
  after?: string | null | undefined;
}>;


export type DashboardRowsQuery = { project: { id: string, usageMetrics: { results: Array<{ total: { value: number | null, unit: MetricUnit, sampleSize: number, definition: string, rows: { nodes: Array<{ id: string, at: string, title: string, status: string | null, value: number | null, serviceName: string | null, environmentName: string | null, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } }> } } | null };

export type DashboardAnnotationsQueryVariables = Exact<{
  slug: string;
  from: string;
  to: string;
  serviceIds?: Array<string> | string | null | undefined;
  environmentIds?: Array<string> | string | null | undefined;
}>;


export type DashboardAnnotationsQuery = { project: { id: string, annotations: Array<{ id: string, at: string, until: string | null, kind: AnnotationKind, title: string, url: string | null }> } | null };

export type DashboardsPage_DashboardFragment = { id: string, slug: string, name: string, description: string | null, hasUnpublishedChanges: boolean, viewerCanManage: boolean, createdByName: string, published: { id: string, number: number, publishedAt: string, publishedByName: string } | null };

export type DashboardsPageQueryVariables = Exact<{
  slug: string;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type DashboardsPageQuery = { project: { id: string, slug: string, viewerCanManageDashboards: boolean, dashboards: { nodes: Array<{ id: string, slug: string, name: string, description: string | null, hasUnpublishedChanges: boolean, viewerCanManage: boolean, createdByName: string, published: { id: string, number: number, publishedAt: string, publishedByName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, builtInDashboards: Array<{ key: string, name: string, description: string | null }> };

export type Dashboard_DraftFragment = { draft: { source: string, content: unknown, revision: number, savedAt: string, savedByName: string } };

export type Dashboard_PublishedFragment = { published: { id: string, number: number, publishedAt: string, publishedByName: string, source: string, content: unknown } | null };

export type DashboardPageQueryVariables = Exact<{
  id: string;
}>;


export type DashboardPageQuery = { dashboard: { id: string, slug: string, name: string, description: string | null, hasUnpublishedChanges: boolean, viewerCanManage: boolean, project: { id: string, slug: string, timeZone: string, environments: Array<{ id: string, slug: string, name: string }>, services: { nodes: Array<{ id: string, slug: string, name: string }> } }, published: { id: string, number: number, publishedAt: string, publishedByName: string, source: string, content: unknown } | null, draft: { source: string, content: unknown, revision: number, savedAt: string, savedByName: string } } | null };

export type CreateDashboardMutationVariables = Exact<{
  input: CreateDashboardInput;
}>;


export type CreateDashboardMutation = { createDashboard: { id: string, slug: string, name: string } };

export type SaveDashboardDraftMutationVariables = Exact<{
  input: SaveDashboardDraftInput;
}>;


export type SaveDashboardDraftMutation = { saveDashboardDraft: { id: string, name: string, description: string | null, hasUnpublishedChanges: boolean, draft: { source: string, content: unknown, revision: number, savedAt: string, savedByName: string } } };

export type TheirDashboardDraftQueryVariables = Exact<{
  id: string;
}>;


export type TheirDashboardDraftQuery = { dashboard: { id: string, draft: { source: string, content: unknown, revision: number, savedAt: string, savedByName: string } } | null };

export type PublishDashboardMutationVariables = Exact<{
  input: PublishDashboardInput;
}>;


export type PublishDashboardMutation = { publishDashboard: { id: string, name: string, description: string | null, hasUnpublishedChanges: boolean, published: { id: string, number: number, publishedAt: string, publishedByName: string, source: string, content: unknown } | null } };

export type DeleteDashboardMutationVariables = Exact<{
  id: string;
}>;


export type DeleteDashboardMutation = { deleteDashboard: { id: string } };

export type RestoreDashboardMutationVariables = Exact<{
  id: string;
}>;


export type RestoreDashboardMutation = { restoreDashboard: { id: string } };

export type PreviewDashboardImportMutationVariables = Exact<{
  input: PreviewDashboardImportInput;
}>;


export type PreviewDashboardImportMutation = { previewDashboardImport: { content: unknown, existingSource: string | null, existing: { id: string, name: string, draftRevision: number } | null, problems: Array<{ path: string, line: number | null, message: string }> } };

export type ImportDashboardMutationVariables = Exact<{
  input: ImportDashboardInput;
}>;


export type ImportDashboardMutation = { importDashboard: { id: string, name: string, hasUnpublishedChanges: boolean, draft: { source: string, content: unknown, revision: number, savedAt: string, savedByName: string } } };

export type DashboardVersionsPage_VersionFragment = { id: string, number: number, note: string | null, isPublished: boolean, publishedAt: string, publishedByName: string, source: string };

export type DashboardVersionsPageQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type DashboardVersionsPageQuery = { dashboard: { id: string, name: string, viewerCanManage: boolean, draft: { source: string }, versions: { nodes: Array<{ id: string, number: number, note: string | null, isPublished: boolean, publishedAt: string, publishedByName: string, source: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RestoreDashboardVersionMutationVariables = Exact<{
  input: RestoreDashboardVersionInput;
}>;


export type RestoreDashboardVersionMutation = { restoreDashboardVersion: { id: string, hasUnpublishedChanges: boolean, draft: { source: string, content: unknown, revision: number, savedAt: string, savedByName: string } } };

export type SyncDialog_DriftFragment = { slug: string, path: string, drift: DashboardDriftKind, hereSource: string | null, thereSource: string | null, dashboard: { id: string, name: string } | null, problems: Array<{ line: number | null, message: string }> };

export type DashboardDriftsQueryVariables = Exact<{
  slug: string;
}>;


export type DashboardDriftsQuery = { project: { id: string, servicesFolder: string, dashboardDrifts: Array<{ slug: string, path: string, drift: DashboardDriftKind, hereSource: string | null, thereSource: string | null, dashboard: { id: string, name: string } | null, problems: Array<{ line: number | null, message: string }> }> } | null };

export type SyncDashboardsMutationVariables = Exact<{
  input: SyncDashboardsInput;
}>;


export type SyncDashboardsMutation = { syncDashboards: { added: Array<{ id: string, name: string }>, updated: Array<{ id: string, name: string }>, written: Array<{ id: string, name: string }>, conflicts: Array<{ slug: string }>, problems: Array<{ file: string | null, line: number | null, message: string }> } };

export type DeployDialogQueryVariables = Exact<{
  slug: string;
}>;


export type DeployDialogQuery = { project: { id: string, services: { nodes: Array<{ id: string, name: string, viewerCanDeploy: boolean }> }, environments: Array<{ id: string, name: string, rank: number, isProduction: boolean, viewerCanDeploy: boolean }> } | null };

export type DeployDialogServiceQueryVariables = Exact<{
  id: string;
}>;


export type DeployDialogServiceQuery = { service: { id: string, name: string, runner: RunnerKind, parameterSchema: unknown, recentVersions: Array<string>, problems: Array<{ path: string, line: number | null, message: string }> } | null };

export type DeployDialogIncidentsQueryVariables = Exact<{
  slug: string;
  filter: IncidentFilter;
}>;


export type DeployDialogIncidentsQuery = { project: { id: string, incidents: { nodes: Array<{ id: string, number: number, title: string, status: IncidentStatus, detectedAt: string, environment: { id: string, name: string } | null }> } } | null };

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

export type DeploymentDetails_DeploymentFragment = { id: string, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, isDryRun: boolean, createdAt: string, queuedAt: string | null, finishedAt: string | null, isHotfix: boolean, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, project: { id: string, viewerCanManageIncidents: boolean }, remediates: { id: string, number: number, title: string } | null, incidents: Array<{ id: string, number: number, title: string, status: IncidentStatus }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }> };

export type DeploymentHeader_DeploymentFragment = { id: string, number: number, version: string, status: DeploymentStatus, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, service: { id: string, name: string }, environment: { id: string, name: string, url: string | null } };

export type DeploymentPageQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentPageQuery = { deployment: { id: string, number: number, status: DeploymentStatus, version: string, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, queuedAt: string | null, isHotfix: boolean, statusReason: string | null, exitCode: number | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, project: { id: string, slug: string, viewerCanManageIncidents: boolean }, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, url: string | null, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus, name: string, message: string | null, attempt: number, key: string, group: string | null, position: number, firstLogSeq: number | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, isChanged: boolean | null }>, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, remediates: { id: string, number: number, title: string } | null, incidents: Array<{ id: string, number: number, title: string, status: IncidentStatus }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }> } | null };

export type DeploymentPageChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type DeploymentPageChangedSubscription = { deploymentChanged: { id: string, number: number, status: DeploymentStatus, version: string, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, queuedAt: string | null, isHotfix: boolean, statusReason: string | null, exitCode: number | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, project: { id: string, slug: string, viewerCanManageIncidents: boolean }, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, url: string | null, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus, name: string, message: string | null, attempt: number, key: string, group: string | null, position: number, firstLogSeq: number | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, isChanged: boolean | null }>, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, remediates: { id: string, number: number, title: string } | null, incidents: Array<{ id: string, number: number, title: string, status: IncidentStatus }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }> } };

export type DeploymentPage_DeploymentFragment = { id: string, number: number, status: DeploymentStatus, version: string, isDryRun: boolean, createdByName: string, createdAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, expectedDurationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, note: string | null, parameters: unknown, trigger: DeploymentTrigger, previousVersion: string | null, queuedAt: string | null, isHotfix: boolean, statusReason: string | null, exitCode: number | null, logLineCount: number, logByteCount: number, isLogComplete: boolean, project: { id: string, slug: string, viewerCanManageIncidents: boolean }, service: { id: string, name: string, runner: RunnerKind, viewerCanDeploy: boolean }, environment: { id: string, name: string, url: string | null, viewerCanDeploy: boolean }, steps: Array<{ id: string, host: string | null, status: StepStatus, name: string, message: string | null, attempt: number, key: string, group: string | null, position: number, firstLogSeq: number | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, isChanged: boolean | null }>, retryOf: { id: string, number: number } | null, rollbackOf: { id: string, number: number, version: string } | null, approvals: Array<{ id: string, decision: ApprovalDecision, comment: string | null, at: string, decidedBy: { id: string, name: string } }>, remediates: { id: string, number: number, title: string } | null, incidents: Array<{ id: string, number: number, title: string, status: IncidentStatus }>, changes: Array<{ kind: ChangeKind, reference: string, title: string | null, author: string | null, url: string | null }>, waitsFor: Array<{ id: string, number: number, version: string, status: DeploymentStatus }> };

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

export type EventsPageQueryVariables = Exact<{
  slug: string;
  filter?: EventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsPageQuery = { project: { id: string, timeZone: string, viewerCanTrackEvents: boolean, services: { nodes: Array<{ id: string, name: string }> }, environments: Array<{ id: string, name: string }>, events: { nodes: Array<{ id: string, at: string, kind: string, title: string, name: string | null, status: string | null, isError: boolean, count: number, value: number | null, unit: EventUnit | null, costNano: number | null, serviceName: string | null, environmentName: string | null, actor: string | null, senderId: string | null, url: string | null, data: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, eventKinds: Array<{ key: string, title: string, nameMeans: string | null, valueMeans: string | null }> };

export type EventsTable_EventFragment = { id: string, at: string, kind: string, title: string, name: string | null, status: string | null, isError: boolean, count: number, value: number | null, unit: EventUnit | null, costNano: number | null, serviceName: string | null, environmentName: string | null, actor: string | null, senderId: string | null, url: string | null, data: unknown };

export type Frame_ViewerFragment = { id: string, name: string, email: string | null, isAdministrator: boolean, viewerCanCreateProject: boolean };

export type Frame_ProjectFragment = { id: string, slug: string, name: string, viewerCanDeploy: boolean, viewerCanReadAudit: boolean, viewerCanManageIncidents: boolean, viewerCanUpdate: boolean, openAlertCount: number };

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


export type ProjectFrameQuery = { viewer: { id: string, name: string, email: string | null, isAdministrator: boolean, viewerCanCreateProject: boolean } | null, project: { id: string, slug: string, name: string, viewerCanDeploy: boolean, viewerCanReadAudit: boolean, viewerCanManageIncidents: boolean, viewerCanUpdate: boolean, openAlertCount: number, services: { nodes: Array<{ id: string, slug: string, name: string, viewerCanDeploy: boolean }> }, environments: Array<{ id: string, slug: string, name: string, viewerCanDeploy: boolean }> } | null };

export type ProjectFrameChangesSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type ProjectFrameChangesSubscription = { deploymentsChanged: { id: string, number: number, version: string, status: DeploymentStatus, statusReason: string | null, createdAt: string, queuedAt: string | null, startedAt: string | null, finishedAt: string | null, durationMs: number | null, viewerCanCancel: boolean, viewerCanRetry: boolean, viewerCanApprove: boolean, viewerCanRollback: boolean, currentStep: { id: string, key: string, name: string, host: string | null, status: StepStatus, position: number } | null, service: { id: string, name: string }, environment: { id: string, name: string } } };

export type ProjectFrameAlertsSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type ProjectFrameAlertsSubscription = { alertsChanged: { projectId: string, openCount: number, at: string } };

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

export type IncidentRow_IncidentFragment = { id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null };

export type IncidentsPageQueryVariables = Exact<{
  slug: string;
  filter?: IncidentFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type IncidentsPageQuery = { project: { id: string, slug: string, viewerCanManageIncidents: boolean, viewerCanManageIncidentHooks: boolean, incidents: { nodes: Array<{ id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type IncidentPlacesQueryVariables = Exact<{
  slug: string;
}>;


export type IncidentPlacesQuery = { project: { id: string, services: { nodes: Array<{ id: string, name: string }> }, environments: Array<{ id: string, name: string, isProduction: boolean }> } | null };

export type IncidentsPageChangedSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type IncidentsPageChangedSubscription = { incidentsChanged: { id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } };

export type IncidentPage_IncidentFragment = { note: string | null, source: IncidentSource, createdByName: string, url: string | null, createdAt: string, viewerCanManage: boolean, duplicateCount: number, id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, project: { id: string, slug: string }, remediations: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string } }>, entries: Array<{ id: string, at: string, kind: IncidentEntryKind, byName: string, text: string }>, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null };

export type IncidentPageQueryVariables = Exact<{
  id: string;
}>;


export type IncidentPageQuery = { incident: { note: string | null, source: IncidentSource, createdByName: string, url: string | null, createdAt: string, viewerCanManage: boolean, duplicateCount: number, id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, project: { id: string, slug: string }, remediations: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string } }>, entries: Array<{ id: string, at: string, kind: IncidentEntryKind, byName: string, text: string }>, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } | null };

export type IncidentCausesQueryVariables = Exact<{
  projectId: string;
  filter: DeploymentFilter;
}>;


export type IncidentCausesQuery = { deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, finishedAt: string | null, isDryRun: boolean, service: { id: string, name: string }, environment: { id: string, name: string, isProduction: boolean } }> } };

export type IncidentOriginalsQueryVariables = Exact<{
  slug: string;
}>;


export type IncidentOriginalsQuery = { project: { id: string, incidents: { nodes: Array<{ id: string, number: number, title: string, detectedAt: string, duplicateOf: { id: string } | null }> } } | null };

export type IncidentDeploymentQueryVariables = Exact<{
  id: string;
}>;


export type IncidentDeploymentQuery = { deployment: { id: string, number: number, version: string, service: { id: string, name: string }, environment: { id: string } } | null };

export type CreateIncidentMutationVariables = Exact<{
  input: CreateIncidentInput;
}>;


export type CreateIncidentMutation = { createIncident: { id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } };

export type UpdateIncidentMutationVariables = Exact<{
  input: UpdateIncidentInput;
}>;


export type UpdateIncidentMutation = { updateIncident: { note: string | null, source: IncidentSource, createdByName: string, url: string | null, createdAt: string, viewerCanManage: boolean, duplicateCount: number, id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, project: { id: string, slug: string }, remediations: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string } }>, entries: Array<{ id: string, at: string, kind: IncidentEntryKind, byName: string, text: string }>, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } };

export type ResolveIncidentMutationVariables = Exact<{
  input: ResolveIncidentInput;
}>;


export type ResolveIncidentMutation = { resolveIncident: { note: string | null, source: IncidentSource, createdByName: string, url: string | null, createdAt: string, viewerCanManage: boolean, duplicateCount: number, id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, project: { id: string, slug: string }, remediations: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string } }>, entries: Array<{ id: string, at: string, kind: IncidentEntryKind, byName: string, text: string }>, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } };

export type ReopenIncidentMutationVariables = Exact<{
  id: string;
}>;


export type ReopenIncidentMutation = { reopenIncident: { note: string | null, source: IncidentSource, createdByName: string, url: string | null, createdAt: string, viewerCanManage: boolean, duplicateCount: number, id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, project: { id: string, slug: string }, remediations: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string } }>, entries: Array<{ id: string, at: string, kind: IncidentEntryKind, byName: string, text: string }>, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } };

export type LinkIncidentMutationVariables = Exact<{
  input: LinkIncidentInput;
}>;


export type LinkIncidentMutation = { linkIncident: { note: string | null, source: IncidentSource, createdByName: string, url: string | null, createdAt: string, viewerCanManage: boolean, duplicateCount: number, id: string, number: number, title: string, severity: IncidentSeverity, status: IncidentStatus, detectedAt: string, resolvedAt: string | null, durationMs: number | null, causeSource: IncidentCauseSource, isExternal: boolean, project: { id: string, slug: string }, remediations: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string } }>, entries: Array<{ id: string, at: string, kind: IncidentEntryKind, byName: string, text: string }>, service: { id: string, name: string } | null, environment: { id: string, name: string } | null, deployment: { id: string, number: number, version: string, service: { id: string, name: string } } | null, duplicateOf: { id: string, number: number } | null } };

export type IncidentHooksQueryVariables = Exact<{
  slug: string;
}>;


export type IncidentHooksQuery = { project: { id: string, viewerCanManageIncidentHooks: boolean, incidentHooks: Array<{ id: string, name: string, url: string, severity: IncidentSeverity, lastDeliveryAt: string | null, service: { id: string, name: string } | null }> } | null };

export type CreateIncidentHookMutationVariables = Exact<{
  input: CreateIncidentHookInput;
}>;


export type CreateIncidentHookMutation = { createIncidentHook: { secret: string, hook: { id: string, name: string, url: string } } };

export type RotateIncidentHookSecretMutationVariables = Exact<{
  id: string;
}>;


export type RotateIncidentHookSecretMutation = { rotateIncidentHookSecret: { secret: string, hook: { id: string, name: string, url: string } } };

export type DeleteIncidentHookMutationVariables = Exact<{
  id: string;
}>;


export type DeleteIncidentHookMutation = { deleteIncidentHook: { id: string } };

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

export type RoadmapPageQueryVariables = Exact<{
  slug: string;
}>;


export type RoadmapPageQuery = { project: { id: string, slug: string, viewerCanManagePlan: boolean, planSummary: { itemCount: number, doneCount: number, inProgressCount: number, blockedCount: number, canceledCount: number, percentByCount: number | null, percentByEstimate: number | null, estimateTotal: number, estimateDone: number, unestimatedCount: number, urgencyRule: string, progressRule: string, owners: Array<string>, importedAt: string | null, importedByName: string | null, phases: Array<{ phase: string | null, itemCount: number, doneCount: number, inProgressCount: number, blockedCount: number, canceledCount: number, percentByCount: number | null, percentByEstimate: number | null, unestimatedCount: number }>, urgent: Array<{ id: string, key: string | null, title: string, phase: string | null, status: PlanStatus, priority: PlanPriority | null, estimate: number | null, owner: string | null, dueOn: string | null, isOverdue: boolean, removedAt: string | null }> } } | null };

export type PlanTableQueryVariables = Exact<{
  slug: string;
  filter?: PlanItemFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type PlanTableQuery = { project: { id: string, planItems: { nodes: Array<{ id: string, key: string | null, title: string, phase: string | null, status: PlanStatus, priority: PlanPriority | null, estimate: number | null, owner: string | null, dueOn: string | null, isOverdue: boolean, removedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PlanItemPanelQueryVariables = Exact<{
  id: string;
}>;


export type PlanItemPanelQuery = { node:
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
    | { version: string | null, createdAt: string, updatedAt: string, doneAt: string | null, id: string, key: string | null, title: string, phase: string | null, status: PlanStatus, priority: PlanPriority | null, estimate: number | null, owner: string | null, dueOn: string | null, isOverdue: boolean, removedAt: string | null, deployments: Array<{ source: PlanLinkSource, deployment: { id: string, number: number, version: string, status: DeploymentStatus, finishedAt: string | null, createdAt: string, service: { id: string, name: string }, environment: { id: string, name: string } } }> }
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
   | null };

export type PlanLinkChoicesQueryVariables = Exact<{
  projectId: string;
}>;


export type PlanLinkChoicesQuery = { deployments: { nodes: Array<{ id: string, number: number, version: string, status: DeploymentStatus, service: { id: string, name: string }, environment: { id: string, name: string } }> } };

export type PlanRow_PlanItemFragment = { id: string, key: string | null, title: string, phase: string | null, status: PlanStatus, priority: PlanPriority | null, estimate: number | null, owner: string | null, dueOn: string | null, isOverdue: boolean, removedAt: string | null };

export type ImportPlanMutationVariables = Exact<{
  input: ImportPlanInput;
}>;


export type ImportPlanMutation = { importPlan: { isStored: boolean, added: number, updated: number, unchanged: number, removed: number, problemCount: number, ignoredColumns: Array<string>, problems: Array<{ row: number, column: string | null, message: string }>, changes: Array<{ kind: PlanChangeKind, key: string | null, title: string, phase: string | null, fields: Array<{ name: string, before: string | null, after: string | null }> }> } };

export type LinkPlanItemMutationVariables = Exact<{
  input: LinkPlanItemInput;
}>;


export type LinkPlanItemMutation = { linkPlanItem: { id: string, deployments: Array<{ source: PlanLinkSource, deployment: { id: string } }> } };

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
    | { __typename: 'AlertFiring', id: string }
    | { __typename: 'AlertRule', id: string }
    | { __typename: 'AlertSilence', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Dashboard', id: string }
    | { __typename: 'DashboardVersion', id: string }
    | { __typename: 'Deployment', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Identity', id: string }
    | { __typename: 'Incident', id: string }
    | { __typename: 'IncidentHook', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'NodeApproval', id: string }
    | { __typename: 'NodeRun', input: unknown, output: unknown, error: unknown, id: string }
    | { __typename: 'NotificationChannel', id: string }
    | { __typename: 'NotificationDelivery', id: string }
    | { __typename: 'NotificationRule', id: string }
    | { __typename: 'Payload', id: string }
    | { __typename: 'PlanItem', id: string }
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
    | { __typename: 'AlertFiring', id: string }
    | { __typename: 'AlertRule', id: string }
    | { __typename: 'AlertSilence', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Dashboard', id: string }
    | { __typename: 'DashboardVersion', id: string }
    | { __typename: 'Deployment', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Identity', id: string }
    | { __typename: 'Incident', id: string }
    | { __typename: 'IncidentHook', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'NodeApproval', id: string }
    | { __typename: 'NodeRun', input: unknown, output: unknown, error: unknown, id: string }
    | { __typename: 'NotificationChannel', id: string }
    | { __typename: 'NotificationDelivery', id: string }
    | { __typename: 'NotificationRule', id: string }
    | { __typename: 'Payload', id: string }
    | { __typename: 'PlanItem', id: string }
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
    | { __typename: 'AlertFiring' }
    | { __typename: 'AlertRule' }
    | { __typename: 'AlertSilence' }
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Dashboard' }
    | { __typename: 'DashboardVersion' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Incident' }
    | { __typename: 'IncidentHook' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun', id: string, approval: { message: string, viewerCanDecide: boolean } | null }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'PlanItem' }
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
    | { __typename: 'AlertFiring' }
    | { __typename: 'AlertRule' }
    | { __typename: 'AlertSilence' }
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Dashboard' }
    | { __typename: 'DashboardVersion' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Incident' }
    | { __typename: 'IncidentHook' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun', id: string, input: unknown, output: unknown, error: unknown, inputPayload: { id: string, byteCount: number, url: string } | null, outputPayload: { id: string, byteCount: number, url: string } | null, approval: { message: string, form: unknown, required: number, people: Array<string>, viewerCanDecide: boolean, decisions: Array<{ id: string, decision: ApprovalDecision, comment: string | null, form: unknown, decidedByName: string, decidedAt: string }> } | null }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'PlanItem' }
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
    | { __typename: 'AlertFiring', id: string }
    | { __typename: 'AlertRule', id: string }
    | { __typename: 'AlertSilence', id: string }
    | { __typename: 'Approval', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Dashboard', id: string }
    | { __typename: 'DashboardVersion', id: string }
    | { __typename: 'Deployment', id: string }
    | { __typename: 'Environment', id: string }
    | { __typename: 'Identity', id: string }
    | { __typename: 'Incident', id: string }
    | { __typename: 'IncidentHook', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Member', id: string }
    | { __typename: 'NodeApproval', id: string }
    | { __typename: 'NodeRun', output: unknown, id: string, outputPayload: { id: string, byteCount: number, url: string } | null }
    | { __typename: 'NotificationChannel', id: string }
    | { __typename: 'NotificationDelivery', id: string }
    | { __typename: 'NotificationRule', id: string }
    | { __typename: 'Payload', id: string }
    | { __typename: 'PlanItem', id: string }
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

export type ScoresPageQueryVariables = Exact<{
  slug: string;
  weights?: ScoreWeightsInput | null | undefined;
}>;


export type ScoresPageQuery = { project: { id: string, slug: string, serviceScores: Array<{ formula: string, serviceId: string, total: number | null, service: { id: string, slug: string, name: string }, history: Array<{ at: string, total: number | null }>, parts: Array<{ key: string, title: string, value: number | null, weight: number | null, inputs: Array<{ key: string, title: string, value: number | null, unit: MetricUnit, score: number | null, definition: string, isLowerBetter: boolean, low: number | null, high: number | null, isFixedScale: boolean }> }> }> } | null };

export type ScoreWeightsQueryVariables = Exact<{
  slug: string;
}>;


export type ScoreWeightsQuery = { project: { id: string, slug: string, viewerScoreWeights: { delivery: number, reliability: number, security: number, documentation: number, cost: number } | null } | null };

export type SetScoreWeightsMutationVariables = Exact<{
  input: SetScoreWeightsInput;
}>;


export type SetScoreWeightsMutation = { setScoreWeights: { id: string, viewerScoreWeights: { delivery: number, reliability: number, security: number, documentation: number, cost: number } | null } };

export type Weights_ScoreWeightsFragment = { delivery: number, reliability: number, security: number, documentation: number, cost: number };

export type ScoresChangedSubscriptionVariables = Exact<{
  projectId: string;
  weights?: ScoreWeightsInput | null | undefined;
}>;


export type ScoresChangedSubscription = { scoresChanged: { projectId: string, at: string, scores: Array<{ serviceId: string, total: number | null, parts: Array<{ key: string, title: string, value: number | null, weight: number | null, inputs: Array<{ key: string, title: string, value: number | null, unit: MetricUnit, score: number | null, definition: string, isLowerBetter: boolean, low: number | null, high: number | null, isFixedScale: boolean }> }> }> } };

export type Row_ServiceScoreFragment = { serviceId: string, total: number | null, parts: Array<{ key: string, title: string, value: number | null, weight: number | null, inputs: Array<{ key: string, title: string, value: number | null, unit: MetricUnit, score: number | null, definition: string, isLowerBetter: boolean, low: number | null, high: number | null, isFixedScale: boolean }> }> };

export type ServicePageQueryVariables = Exact<{
  id: string;
}>;


export type ServicePageQuery = { service: { id: string, slug: string, name: string, description: string | null, runner: RunnerKind, source: string, entrypoint: Array<string>, inventory: string | null, stepNames: Array<string>, parameterSchema: unknown, timeoutSeconds: number, cancelGraceSeconds: number, syncedAt: string | null, createdAt: string, viewerCanUpdate: boolean, viewerCanDeploy: boolean, project: { id: string, slug: string, servicesFolder: string, viewerCanManageServices: boolean }, healthCheck: { url: string, expectStatus: number, timeoutSeconds: number, attempts: number, intervalSeconds: number } | null, problems: Array<{ path: string, line: number | null, message: string }> } | null };

export type ServiceDetails_ServiceFragment = { id: string, slug: string, name: string, description: string | null, runner: RunnerKind, source: string, entrypoint: Array<string>, inventory: string | null, stepNames: Array<string>, parameterSchema: unknown, timeoutSeconds: number, cancelGraceSeconds: number, syncedAt: string | null, createdAt: string, viewerCanUpdate: boolean, viewerCanDeploy: boolean, healthCheck: { url: string, expectStatus: number, timeoutSeconds: number, attempts: number, intervalSeconds: number } | null, problems: Array<{ path: string, line: number | null, message: string }> };

export type ServiceScoreLinkQueryVariables = Exact<{
  id: string;
}>;


export type ServiceScoreLinkQuery = { service: { id: string, score: { serviceId: string, total: number | null } | null } | null };

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
    | { __typename: 'AlertFiring' }
    | { __typename: 'AlertRule' }
    | { __typename: 'AlertSilence' }
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Dashboard' }
    | { __typename: 'DashboardVersion' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Incident' }
    | { __typename: 'IncidentHook' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun' }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'PlanItem' }
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
    | { __typename: 'AlertFiring' }
    | { __typename: 'AlertRule' }
    | { __typename: 'AlertSilence' }
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Dashboard' }
    | { __typename: 'DashboardVersion' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Incident' }
    | { __typename: 'IncidentHook' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun' }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'PlanItem' }
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

export type StoragePageQueryVariables = Exact<{ [key: string]: never; }>;


export type StoragePageQuery = { analyticsStorage: { totalBytes: number, gigabytePrice: number | null, idBytes: number, foldedAt: string | null, isBehind: boolean, heldUpBy: string | null, kinds: Array<{ kind: string, title: string, rowsEstimate: number, bytes: number, bytesPerDay: number, settledBytes: number, monthCount: number, oldestMonth: string | null, removedBefore: string | null, retentionDays: number, defaultRetentionDays: number }>, rollups: Array<{ grain: string, rowsEstimate: number, bytes: number }> } };

export type StorageFreedQueryVariables = Exact<{
  kind: string;
  days: number;
}>;


export type StorageFreedQuery = { freedStorage: { monthCount: number, rowsEstimate: number, bytes: number, before: string | null } };

export type SetFactRetentionMutationVariables = Exact<{
  input: SetFactRetentionInput;
}>;


export type SetFactRetentionMutation = { setFactRetention: { totalBytes: number, gigabytePrice: number | null, idBytes: number, foldedAt: string | null, isBehind: boolean, heldUpBy: string | null, kinds: Array<{ kind: string, title: string, rowsEstimate: number, bytes: number, bytesPerDay: number, settledBytes: number, monthCount: number, oldestMonth: string | null, removedBefore: string | null, retentionDays: number, defaultRetentionDays: number }>, rollups: Array<{ grain: string, rowsEstimate: number, bytes: number }> } };

export type StoragePage_AnalyticsStorageFragment = { totalBytes: number, gigabytePrice: number | null, idBytes: number, foldedAt: string | null, isBehind: boolean, heldUpBy: string | null, kinds: Array<{ kind: string, title: string, rowsEstimate: number, bytes: number, bytesPerDay: number, settledBytes: number, monthCount: number, oldestMonth: string | null, removedBefore: string | null, retentionDays: number, defaultRetentionDays: number }>, rollups: Array<{ grain: string, rowsEstimate: number, bytes: number }> };

export type StorageKinds_FactStorageFragment = { kind: string, title: string, rowsEstimate: number, bytes: number, bytesPerDay: number, settledBytes: number, monthCount: number, oldestMonth: string | null, removedBefore: string | null, retentionDays: number, defaultRetentionDays: number };

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
    | { __typename: 'AlertFiring' }
    | { __typename: 'AlertRule' }
    | { __typename: 'AlertSilence' }
    | { __typename: 'Approval' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Dashboard' }
    | { __typename: 'DashboardVersion' }
    | { __typename: 'Deployment' }
    | { __typename: 'Environment' }
    | { __typename: 'Identity' }
    | { __typename: 'Incident' }
    | { __typename: 'IncidentHook' }
    | { __typename: 'Invitation' }
    | { __typename: 'Member' }
    | { __typename: 'NodeApproval' }
    | { __typename: 'NodeRun', id: string, input: unknown, output: unknown, error: unknown }
    | { __typename: 'NotificationChannel' }
    | { __typename: 'NotificationDelivery' }
    | { __typename: 'NotificationRule' }
    | { __typename: 'Payload' }
    | { __typename: 'PlanItem' }
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


export type WorkflowPageQuery = { workflow: { id: string, slug: string, name: string, isEnabled: boolean, hasUnpublishedChanges: boolean, viewerCanManage: boolean, viewerCanRun: boolean, viewerViewport: { x: number, y: number, zoom: number } | null, project: { id: string, slug: string, services: { nodes: Array<{ id: string, slug: string }> }, environments: Array<{ id: string, slug: string }>, notificationChannels: Array<{ id: string, slug: string }>, workflows: { nodes: Array<{ id: string, slug: string }> } }, draft: { graph: unknown, revision: number, savedAt: string, savedByName: string }, published: { id: string, number: number, graph: unknown, publishedAt: string, publishedByName: string } | null, triggers: Array<{ id: string, kind: TriggerKind, nodeKey: string, isActive: boolean, nextAt: string | null, problem: string | null, url: string | null }> } | null, nodeTypes: Array<{ type: string, group: NodeGroup, name: string, description: string, icon: string, configSchema: unknown, timeoutSeconds: number, ports: Array<{ name: string, label: string, description: string }> }> };

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

export type SetCanvasViewportMutationVariables = Exact<{
  input: SetCanvasViewportInput;
}>;


export type SetCanvasViewportMutation = { setCanvasViewport: { id: string, viewerViewport: { x: number, y: number, zoom: number } | null } };

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
export const AlertPoints_AlertPointFragmentDoc = gql`
    fragment AlertPoints_AlertPoint on AlertPoint {
  from
  to
  value
  threshold
  sampleSize
  isMet
}
    `;
export const RulesTable_AlertRuleFragmentDoc = gql`
    fragment RulesTable_AlertRule on AlertRule {
  id
  name
  sentence
  measure
  unit
  severity
  isEnabled
  state
  stateSince
  evaluatedTo
  lastValue
  lastThreshold
  lastProblem
  recentFiringCount
  silence {
    id
    reason
    endsAt
  }
}
    `;
export const FiringList_AlertFiringFragmentDoc = gql`
    fragment FiringList_AlertFiring on AlertFiring {
  id
  severity
  status
  summary
  unit
  value
  threshold
  startedAt
  endedAt
  endReason
  durationMs
  acknowledgedAt
  acknowledgedByName
  rule {
    id
    name
    deletedAt
  }
  silence {
    id
    reason
    endsAt
  }
}
    `;
export const SilenceList_AlertSilenceFragmentDoc = gql`
    fragment SilenceList_AlertSilence on AlertSilence {
  id
  startsAt
  endsAt
  reason
  createdByName
  severities
  rules {
    id
    name
  }
  services {
    id
    name
  }
  environments {
    id
    name
  }
}
    `;
export const Figure_MetricFragmentDoc = gql`
    fragment Figure_Metric on Metric {
  key
  title
  value
  unit
  sampleSize
  numerator
  denominator
  definition
  definitionVersion
}
    `;
export const Point_MetricPointFragmentDoc = gql`
    fragment Point_MetricPoint on MetricPoint {
  from
  to
  label
  value
  sampleSize
}
    `;
export const Card_MetricFragmentDoc = gql`
    fragment Card_Metric on Metric {
  ...Figure_Metric
  series {
    ...Point_MetricPoint
  }
  previous {
    from
    to
    value
    sampleSize
    series {
      ...Point_MetricPoint
    }
  }
}
    ${Figure_MetricFragmentDoc}
${Point_MetricPointFragmentDoc}`;
export const Panel_MetricResultFragmentDoc = gql`
    fragment Panel_MetricResult on MetricResult {
  measure {
    key
    title
    description
    unit
    better
    isLive
  }
  total {
    ...Card_Metric
  }
  groups {
    key
    label
    metric {
      ...Card_Metric
    }
  }
}
    ${Card_MetricFragmentDoc}`;
export const DeliveryServices_ServiceDeliveryFragmentDoc = gql`
    fragment DeliveryServices_ServiceDelivery on ServiceDelivery {
  service {
    id
    name
  }
  deploymentFrequency {
    ...Figure_Metric
  }
  leadTime {
    ...Figure_Metric
  }
  changeFailRate {
    ...Figure_Metric
  }
  failedDeploymentRecoveryTime {
    ...Figure_Metric
  }
  reworkRate {
    ...Figure_Metric
  }
  bands {
    deploymentFrequency
    leadTime
    changeFailRate
    failedDeploymentRecoveryTime
  }
}
    ${Figure_MetricFragmentDoc}`;
export const Rows_MetricFragmentDoc = gql`
    fragment Rows_Metric on Metric {
  ...Figure_Metric
  rows(first: $first, after: $after) {
    nodes {
      id
      at
      title
      status
      value
      serviceName
      environmentName
      subjectId
      url
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${Figure_MetricFragmentDoc}`;
export const DashboardMetricFragmentDoc = gql`
    fragment DashboardMetric on Metric {
  value
  unit
  sampleSize
  definition
  series {
    from
    to
    label
    value
    sampleSize
  }
  previous {
    value
    series {
      from
      to
      label
      value
      sampleSize
    }
  }
}
    `;
export const DashboardResultFragmentDoc = gql`
    fragment DashboardResult on MetricResult {
  total {
    ...DashboardMetric
  }
  groups {
    key
    label
    metric {
      ...DashboardMetric
    }
  }
}
    ${DashboardMetricFragmentDoc}`;
export const DashboardsPage_DashboardFragmentDoc = gql`
    fragment DashboardsPage_Dashboard on Dashboard {
  id
  slug
  name
  description
  hasUnpublishedChanges
  viewerCanManage
  createdByName
  published {
    id
    number
    publishedAt
    publishedByName
  }
}
    `;
export const Dashboard_DraftFragmentDoc = gql`
    fragment Dashboard_Draft on Dashboard {
  draft {
    source
    content
    revision
    savedAt
    savedByName
  }
}
    `;
export const Dashboard_PublishedFragmentDoc = gql`
    fragment Dashboard_Published on Dashboard {
  published {
    id
    number
    publishedAt
    publishedByName
    source
    content
  }
}
    `;
export const DashboardVersionsPage_VersionFragmentDoc = gql`
    fragment DashboardVersionsPage_Version on DashboardVersion {
  id
  number
  note
  isPublished
  publishedAt
  publishedByName
  source
}
    `;
export const SyncDialog_DriftFragmentDoc = gql`
    fragment SyncDialog_Drift on DashboardDrift {
  slug
  path
  drift
  hereSource
  thereSource
  dashboard {
    id
    name
  }
  problems {
    line
    message
  }
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
  isDryRun
  createdAt
  queuedAt
  finishedAt
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
  isHotfix
  project {
    id
    viewerCanManageIncidents
  }
  remediates {
    id
    number
    title
  }
  incidents {
    id
    number
    title
    status
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
export const EventsTable_EventFragmentDoc = gql`
    fragment EventsTable_Event on Event {
  id
  at
  kind
  title
  name
  status
  isError
  count
  value
  unit
  costNano
  serviceName
  environmentName
  actor
  senderId
  url
  data
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
  viewerCanManageIncidents
  viewerCanUpdate
  openAlertCount
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
export const IncidentRow_IncidentFragmentDoc = gql`
    fragment IncidentRow_Incident on Incident {
  id
  number
  title
  severity
  status
  detectedAt
  resolvedAt
  durationMs
  causeSource
  isExternal
  service {
    id
    name
  }
  environment {
    id
    name
  }
  deployment {
    id
    number
    version
    service {
      id
      name
    }
  }
  duplicateOf {
    id
    number
  }
}
    `;
export const IncidentPage_IncidentFragmentDoc = gql`
    fragment IncidentPage_Incident on Incident {
  ...IncidentRow_Incident
  note
  source
  createdByName
  url
  createdAt
  viewerCanManage
  duplicateCount
  project {
    id
    slug
  }
  remediations {
    id
    number
    version
    status
    service {
      id
      name
    }
  }
  entries {
    id
    at
    kind
    byName
    text
  }
}
    ${IncidentRow_IncidentFragmentDoc}`;
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
export const PlanRow_PlanItemFragmentDoc = gql`
    fragment PlanRow_PlanItem on PlanItem {
  id
  key
  title
  phase
  status
  priority
  estimate
  owner
  dueOn
  isOverdue
  removedAt
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
export const Weights_ScoreWeightsFragmentDoc = gql`
    fragment Weights_ScoreWeights on ScoreWeights {
  delivery
  reliability
  security
  documentation
  cost
}
    `;
export const Row_ServiceScoreFragmentDoc = gql`
    fragment Row_ServiceScore on ServiceScore {
  serviceId
  total
  parts {
    key
    title
    value
    weight
    inputs {
      key
      title
      value
      unit
      score
      definition
      isLowerBetter
      low
      high
      isFixedScale
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
export const StorageKinds_FactStorageFragmentDoc = gql`
    fragment StorageKinds_FactStorage on FactStorage {
  kind
  title
  rowsEstimate
  bytes
  bytesPerDay
  settledBytes
  monthCount
  oldestMonth
  removedBefore
  retentionDays
  defaultRetentionDays
}
    `;
export const StoragePage_AnalyticsStorageFragmentDoc = gql`
    fragment StoragePage_AnalyticsStorage on AnalyticsStorage {
  totalBytes
  gigabytePrice
  idBytes
  foldedAt
  isBehind
  heldUpBy
  kinds {
    ...StorageKinds_FactStorage
  }
  rollups {
    grain
    rowsEstimate
    bytes
  }
}
    ${StorageKinds_FactStorageFragmentDoc}`;
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
export const AlertsPageDocument = gql`
    query AlertsPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    timeZone
    viewerCanManageAlerts
    viewerCanAcknowledgeAlerts
    openAlertCount
    alertRules {
      ...RulesTable_AlertRule
    }
    alertSilences {
      ...SilenceList_AlertSilence
    }
    firing: alertFirings(first: 100, filter: {status: FIRING}) {
      nodes {
        ...FiringList_AlertFiring
      }
    }
  }
}
    ${RulesTable_AlertRuleFragmentDoc}
${SilenceList_AlertSilenceFragmentDoc}
${FiringList_AlertFiringFragmentDoc}`;

export function useAlertsPageQuery(options: Omit<Urql.UseQueryArgs<AlertsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<AlertsPageQuery, AlertsPageQueryVariables>({ query: AlertsPageDocument, ...options });
};
export const EndedAlertsDocument = gql`
    query EndedAlerts($slug: String!, $filter: AlertFiringFilter, $after: String) {
  project(slug: $slug) {
    id
    slug
    alertFirings(first: 20, filter: $filter, after: $after) {
      nodes {
        ...FiringList_AlertFiring
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${FiringList_AlertFiringFragmentDoc}`;

export function useEndedAlertsQuery(options: Omit<Urql.UseQueryArgs<EndedAlertsQueryVariables>, 'query'>) {
  return Urql.useQuery<EndedAlertsQuery, EndedAlertsQueryVariables>({ query: EndedAlertsDocument, ...options });
};
export const FiringPanelDocument = gql`
    query FiringPanel($id: ID!) {
  alertFiring(id: $id) {
    ...FiringList_AlertFiring
    beganAt
    windowFrom
    windowTo
    score
    lastValue
    acknowledgeNote
    notifiedAt
    notificationCount
    measure
    dataUrl
    evidence {
      ...AlertPoints_AlertPoint
    }
    silence {
      id
      reason
      endsAt
      createdByName
    }
  }
}
    ${FiringList_AlertFiringFragmentDoc}
${AlertPoints_AlertPointFragmentDoc}`;

export function useFiringPanelQuery(options: Omit<Urql.UseQueryArgs<FiringPanelQueryVariables>, 'query'>) {
  return Urql.useQuery<FiringPanelQuery, FiringPanelQueryVariables>({ query: FiringPanelDocument, ...options });
};
export const RulePageDocument = gql`
    query RulePage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    timeZone
    viewerCanManageAlerts
    services(first: 100) {
      nodes {
        id
        name
      }
    }
    environments {
      id
      name
      isProduction
    }
    workflows(first: 100) {
      nodes {
        id
        name
      }
    }
    alertRules {
      ...RulesTable_AlertRule
      description
      windowMinutes
      everyMinutes
      forMinutes
      resolveAfter
      minimumSampleSize
      renotifyHours
      names
      statuses
      services {
        id
      }
      environments {
        id
      }
      condition {
        kind
        direction
        threshold
        baseline
        sampleCount
        weeks
        objective
        levels
      }
    }
  }
  measures {
    key
    title
    description
    unit
    group
    dimensions
    better
  }
}
    ${RulesTable_AlertRuleFragmentDoc}`;

export function useRulePageQuery(options: Omit<Urql.UseQueryArgs<RulePageQueryVariables>, 'query'>) {
  return Urql.useQuery<RulePageQuery, RulePageQueryVariables>({ query: RulePageDocument, ...options });
};
export const SilencePlacesDocument = gql`
    query SilencePlaces($slug: String!) {
  project(slug: $slug) {
    id
    slug
    services(first: 100) {
      nodes {
        id
        name
      }
    }
    environments {
      id
      name
    }
  }
}
    `;

export function useSilencePlacesQuery(options: Omit<Urql.UseQueryArgs<SilencePlacesQueryVariables>, 'query'>) {
  return Urql.useQuery<SilencePlacesQuery, SilencePlacesQueryVariables>({ query: SilencePlacesDocument, ...options });
};
export const BackTestDocument = gql`
    query BackTest($input: BackTestAlertInput!) {
  backTestAlert(input: $input) {
    from
    to
    unit
    sentence
    verdict
    firingCount
    lookCount
    unknownCount
    firings {
      from
      to
      value
      threshold
      score
    }
    points {
      ...AlertPoints_AlertPoint
    }
  }
}
    ${AlertPoints_AlertPointFragmentDoc}`;

export function useBackTestQuery(options: Omit<Urql.UseQueryArgs<BackTestQueryVariables>, 'query'>) {
  return Urql.useQuery<BackTestQuery, BackTestQueryVariables>({ query: BackTestDocument, ...options });
};
export const AlertsPageChangedDocument = gql`
    subscription AlertsPageChanged($projectId: ID!) {
  alertsChanged(projectId: $projectId) {
    projectId
    openCount
    at
  }
}
    `;

export function useAlertsPageChangedSubscription<TData = AlertsPageChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<AlertsPageChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<AlertsPageChangedSubscription, TData>) {
  return Urql.useSubscription<AlertsPageChangedSubscription, TData, AlertsPageChangedSubscriptionVariables>({ query: AlertsPageChangedDocument, ...options }, handler);
};
export const CreateAlertRuleDocument = gql`
    mutation CreateAlertRule($input: CreateAlertRuleInput!) {
  createAlertRule(input: $input) {
    id
  }
}
    `;

export function useCreateAlertRuleMutation() {
  return Urql.useMutation<CreateAlertRuleMutation, CreateAlertRuleMutationVariables>(CreateAlertRuleDocument);
};
export const UpdateAlertRuleDocument = gql`
    mutation UpdateAlertRule($input: UpdateAlertRuleInput!) {
  updateAlertRule(input: $input) {
    ...RulesTable_AlertRule
  }
}
    ${RulesTable_AlertRuleFragmentDoc}`;

export function useUpdateAlertRuleMutation() {
  return Urql.useMutation<UpdateAlertRuleMutation, UpdateAlertRuleMutationVariables>(UpdateAlertRuleDocument);
};
export const SetAlertRuleEnabledDocument = gql`
    mutation SetAlertRuleEnabled($input: SetAlertRuleEnabledInput!) {
  setAlertRuleEnabled(input: $input) {
    ...RulesTable_AlertRule
  }
}
    ${RulesTable_AlertRuleFragmentDoc}`;

export function useSetAlertRuleEnabledMutation() {
  return Urql.useMutation<SetAlertRuleEnabledMutation, SetAlertRuleEnabledMutationVariables>(SetAlertRuleEnabledDocument);
};
export const DeleteAlertRuleDocument = gql`
    mutation DeleteAlertRule($id: ID!) {
  deleteAlertRule(id: $id) {
    id
  }
}
    `;

export function useDeleteAlertRuleMutation() {
  return Urql.useMutation<DeleteAlertRuleMutation, DeleteAlertRuleMutationVariables>(DeleteAlertRuleDocument);
};
export const RestoreAlertRuleDocument = gql`
    mutation RestoreAlertRule($id: ID!) {
  restoreAlertRule(id: $id) {
    id
  }
}
    `;

export function useRestoreAlertRuleMutation() {
  return Urql.useMutation<RestoreAlertRuleMutation, RestoreAlertRuleMutationVariables>(RestoreAlertRuleDocument);
};
export const SilenceAlertsDocument = gql`
    mutation SilenceAlerts($input: SilenceAlertsInput!) {
  silenceAlerts(input: $input) {
    id
  }
}
    `;

export function useSilenceAlertsMutation() {
  return Urql.useMutation<SilenceAlertsMutation, SilenceAlertsMutationVariables>(SilenceAlertsDocument);
};
export const EndSilenceDocument = gql`
    mutation EndSilence($id: ID!) {
  endSilence(id: $id) {
    id
    endsAt
  }
}
    `;

export function useEndSilenceMutation() {
  return Urql.useMutation<EndSilenceMutation, EndSilenceMutationVariables>(EndSilenceDocument);
};
export const AcknowledgeAlertDocument = gql`
    mutation AcknowledgeAlert($input: AcknowledgeAlertInput!) {
  acknowledgeAlert(input: $input) {
    id
    acknowledgedAt
    acknowledgedByName
    acknowledgeNote
  }
}
    `;

export function useAcknowledgeAlertMutation() {
  return Urql.useMutation<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>(AcknowledgeAlertDocument);
};
export const AnalyticsScopeDocument = gql`
    query AnalyticsScope($slug: String!) {
  viewer {
    id
    isAdministrator
  }
  project(slug: $slug) {
    id
    slug
    name
    timeZone
    viewerCanDeploy
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
      isProduction
    }
  }
}
    `;

export function useAnalyticsScopeQuery(options: Omit<Urql.UseQueryArgs<AnalyticsScopeQueryVariables>, 'query'>) {
  return Urql.useQuery<AnalyticsScopeQuery, AnalyticsScopeQueryVariables>({ query: AnalyticsScopeDocument, ...options });
};
export const UsagePanelsDocument = gql`
    query UsagePanels($slug: String!, $input: UsageMetricsInput!) {
  project(slug: $slug) {
    id
    usageMetrics(input: $input) {
      from
      to
      version
      results {
        ...Panel_MetricResult
      }
    }
  }
}
    ${Panel_MetricResultFragmentDoc}`;

export function useUsagePanelsQuery(options: Omit<Urql.UseQueryArgs<UsagePanelsQueryVariables>, 'query'>) {
  return Urql.useQuery<UsagePanelsQuery, UsagePanelsQueryVariables>({ query: UsagePanelsDocument, ...options });
};
export const PlatformPanelsDocument = gql`
    query PlatformPanels($input: UsageMetricsInput!) {
  platformMetrics(input: $input) {
    from
    to
    version
    results {
      ...Panel_MetricResult
    }
  }
}
    ${Panel_MetricResultFragmentDoc}`;

export function usePlatformPanelsQuery(options: Omit<Urql.UseQueryArgs<PlatformPanelsQueryVariables>, 'query'>) {
  return Urql.useQuery<PlatformPanelsQuery, PlatformPanelsQueryVariables>({ query: PlatformPanelsDocument, ...options });
};
export const UsageChangesDocument = gql`
    subscription UsageChanges($projectId: ID!, $input: UsageMetricsInput!) {
  metricsChanged(projectId: $projectId, input: $input) {
    version
    previousVersion
    isSnapshot
    results {
      ...Panel_MetricResult
    }
  }
}
    ${Panel_MetricResultFragmentDoc}`;

export function useUsageChangesSubscription<TData = UsageChangesSubscription>(options: Omit<Urql.UseSubscriptionArgs<UsageChangesSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<UsageChangesSubscription, TData>) {
  return Urql.useSubscription<UsageChangesSubscription, TData, UsageChangesSubscriptionVariables>({ query: UsageChangesDocument, ...options }, handler);
};
export const AnalyticsAnnotationsDocument = gql`
    query AnalyticsAnnotations($slug: String!, $from: DateTime!, $to: DateTime!, $serviceIds: [ID!], $environmentIds: [ID!]) {
  project(slug: $slug) {
    id
    annotations(
      from: $from
      to: $to
      serviceIds: $serviceIds
      environmentIds: $environmentIds
    ) {
      id
      at
      until
      kind
      title
      url
    }
  }
}
    `;

export function useAnalyticsAnnotationsQuery(options: Omit<Urql.UseQueryArgs<AnalyticsAnnotationsQueryVariables>, 'query'>) {
  return Urql.useQuery<AnalyticsAnnotationsQuery, AnalyticsAnnotationsQueryVariables>({ query: AnalyticsAnnotationsDocument, ...options });
};
export const ExploreMeasuresDocument = gql`
    query ExploreMeasures {
  measures {
    key
    title
    description
    unit
    group
    dimensions
    better
  }
}
    `;

export function useExploreMeasuresQuery(options?: Omit<Urql.UseQueryArgs<ExploreMeasuresQueryVariables>, 'query'>) {
  return Urql.useQuery<ExploreMeasuresQuery, ExploreMeasuresQueryVariables>({ query: ExploreMeasuresDocument, ...options });
};
export const DeliveryPageDocument = gql`
    query DeliveryPage($slug: String!, $input: DeliveryMetricsInput!) {
  project(slug: $slug) {
    id
    deliveryMetrics(input: $input) {
      from
      to
      deploymentFrequency {
        ...Card_Metric
      }
      deployDaysPerWeek {
        ...Figure_Metric
      }
      medianGap {
        ...Figure_Metric
      }
      leadTime {
        ...Card_Metric
      }
      leadTimeP90 {
        ...Card_Metric
      }
      leadTimeP95 {
        ...Figure_Metric
      }
      leadTimeMean {
        ...Figure_Metric
      }
      changeFailRate {
        ...Card_Metric
      }
      failedDeploymentRecoveryTime {
        ...Card_Metric
      }
      timeToRestore {
        ...Card_Metric
      }
      reworkRate {
        ...Card_Metric
      }
    }
  }
}
    ${Card_MetricFragmentDoc}
${Figure_MetricFragmentDoc}`;

export function useDeliveryPageQuery(options: Omit<Urql.UseQueryArgs<DeliveryPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DeliveryPageQuery, DeliveryPageQueryVariables>({ query: DeliveryPageDocument, ...options });
};
export const DeliveryServicesDocument = gql`
    query DeliveryServices($slug: String!, $input: DeliveryMetricsInput!) {
  project(slug: $slug) {
    id
    deliveryMetrics(input: $input) {
      from
      to
      services {
        ...DeliveryServices_ServiceDelivery
      }
    }
  }
}
    ${DeliveryServices_ServiceDeliveryFragmentDoc}`;

export function useDeliveryServicesQuery(options: Omit<Urql.UseQueryArgs<DeliveryServicesQueryVariables>, 'query'>) {
  return Urql.useQuery<DeliveryServicesQuery, DeliveryServicesQueryVariables>({ query: DeliveryServicesDocument, ...options });
};
export const DeliveryIncidentsDocument = gql`
    subscription DeliveryIncidents($projectId: ID!) {
  incidentsChanged(projectId: $projectId) {
    id
    status
  }
}
    `;

export function useDeliveryIncidentsSubscription<TData = DeliveryIncidentsSubscription>(options: Omit<Urql.UseSubscriptionArgs<DeliveryIncidentsSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<DeliveryIncidentsSubscription, TData>) {
  return Urql.useSubscription<DeliveryIncidentsSubscription, TData, DeliveryIncidentsSubscriptionVariables>({ query: DeliveryIncidentsDocument, ...options }, handler);
};
export const HotSpotsDocument = gql`
    query HotSpots($slug: String!, $from: DateTime!, $to: DateTime!, $serviceIds: [ID!], $environmentIds: [ID!]) {
  project(slug: $slug) {
    id
    stepHotSpots(
      from: $from
      to: $to
      serviceIds: $serviceIds
      environmentIds: $environmentIds
      first: 20
    ) {
      service {
        id
        name
      }
      stepName
      totalSeconds
      count
      p50Seconds
      p95Seconds
      failureCount
      flakyCount
      share
      url
    }
  }
}
    `;

export function useHotSpotsQuery(options: Omit<Urql.UseQueryArgs<HotSpotsQueryVariables>, 'query'>) {
  return Urql.useQuery<HotSpotsQuery, HotSpotsQueryVariables>({ query: HotSpotsDocument, ...options });
};
export const UsageRowsDocument = gql`
    query UsageRows($slug: String!, $input: UsageMetricsInput!, $first: Int!, $after: String) {
  project(slug: $slug) {
    id
    usageMetrics(input: $input) {
      results {
        total {
          ...Rows_Metric
        }
      }
    }
  }
}
    ${Rows_MetricFragmentDoc}`;

export function useUsageRowsQuery(options: Omit<Urql.UseQueryArgs<UsageRowsQueryVariables>, 'query'>) {
  return Urql.useQuery<UsageRowsQuery, UsageRowsQueryVariables>({ query: UsageRowsDocument, ...options });
};
export const PlatformRowsDocument = gql`
    query PlatformRows($input: UsageMetricsInput!, $first: Int!, $after: String) {
  platformMetrics(input: $input) {
    results {
      total {
        ...Rows_Metric
      }
    }
  }
}
    ${Rows_MetricFragmentDoc}`;

export function usePlatformRowsQuery(options: Omit<Urql.UseQueryArgs<PlatformRowsQueryVariables>, 'query'>) {
  return Urql.useQuery<PlatformRowsQuery, PlatformRowsQueryVariables>({ query: PlatformRowsDocument, ...options });
};
export const DeliveryRowsDocument = gql`
    query DeliveryRows($slug: String!, $input: DeliveryMetricsInput!, $first: Int!, $after: String, $isFrequency: Boolean!, $isLeadTime: Boolean!, $isFailRate: Boolean!, $isRecovery: Boolean!, $isRestore: Boolean!, $isRework: Boolean!) {
  project(slug: $slug) {
    id
    deliveryMetrics(input: $input) {
      deploymentFrequency @include(if: $isFrequency) {
        ...Rows_Metric
      }
      leadTime @include(if: $isLeadTime) {
        ...Rows_Metric
      }
      changeFailRate @include(if: $isFailRate) {
        ...Rows_Metric
      }
      failedDeploymentRecoveryTime @include(if: $isRecovery) {
        ...Rows_Metric
      }
      timeToRestore @include(if: $isRestore) {
        ...Rows_Metric
      }
      reworkRate @include(if: $isRework) {
        ...Rows_Metric
      }
    }
  }
}
    ${Rows_MetricFragmentDoc}`;

export function useDeliveryRowsQuery(options: Omit<Urql.UseQueryArgs<DeliveryRowsQueryVariables>, 'query'>) {
  return Urql.useQuery<DeliveryRowsQuery, DeliveryRowsQueryVariables>({ query: DeliveryRowsDocument, ...options });
};
export const DashboardMeasuresDocument = gql`
    query DashboardMeasures {
  measures {
    key
    title
    description
    unit
    group
    dimensions
    better
  }
}
    `;

export function useDashboardMeasuresQuery(options?: Omit<Urql.UseQueryArgs<DashboardMeasuresQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardMeasuresQuery, DashboardMeasuresQueryVariables>({ query: DashboardMeasuresDocument, ...options });
};
export const DashboardMetricsDocument = gql`
    query DashboardMetrics($slug: String!, $input: UsageMetricsInput!) {
  project(slug: $slug) {
    id
    usageMetrics(input: $input) {
      version
      results {
        ...DashboardResult
      }
    }
  }
}
    ${DashboardResultFragmentDoc}`;

export function useDashboardMetricsQuery(options: Omit<Urql.UseQueryArgs<DashboardMetricsQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardMetricsQuery, DashboardMetricsQueryVariables>({ query: DashboardMetricsDocument, ...options });
};
export const DashboardMetricsLiveDocument = gql`
    subscription DashboardMetricsLive($projectId: ID!, $input: UsageMetricsInput!) {
  metricsChanged(projectId: $projectId, input: $input) {
    version
    previousVersion
    isSnapshot
    results {
      ...DashboardResult
    }
  }
}
    ${DashboardResultFragmentDoc}`;

export function useDashboardMetricsLiveSubscription<TData = DashboardMetricsLiveSubscription>(options: Omit<Urql.UseSubscriptionArgs<DashboardMetricsLiveSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<DashboardMetricsLiveSubscription, TData>) {
  return Urql.useSubscription<DashboardMetricsLiveSubscription, TData, DashboardMetricsLiveSubscriptionVariables>({ query: DashboardMetricsLiveDocument, ...options }, handler);
};
export const DashboardRowsDocument = gql`
    query DashboardRows($slug: String!, $input: UsageMetricsInput!, $after: String) {
  project(slug: $slug) {
    id
    usageMetrics(input: $input) {
      results {
        total {
          value
          unit
          sampleSize
          definition
          rows(first: 50, after: $after) {
            nodes {
              id
              at
              title
              status
              value
              serviceName
              environmentName
              url
            }
            pageInfo {
              hasNextPage
              endCursor
            }
          }
        }
      }
    }
  }
}
    `;

export function useDashboardRowsQuery(options: Omit<Urql.UseQueryArgs<DashboardRowsQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardRowsQuery, DashboardRowsQueryVariables>({ query: DashboardRowsDocument, ...options });
};
export const DashboardAnnotationsDocument = gql`
    query DashboardAnnotations($slug: String!, $from: DateTime!, $to: DateTime!, $serviceIds: [ID!], $environmentIds: [ID!]) {
  project(slug: $slug) {
    id
    annotations(
      from: $from
      to: $to
      serviceIds: $serviceIds
      environmentIds: $environmentIds
    ) {
      id
      at
      until
      kind
      title
      url
    }
  }
}
    `;

export function useDashboardAnnotationsQuery(options: Omit<Urql.UseQueryArgs<DashboardAnnotationsQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardAnnotationsQuery, DashboardAnnotationsQueryVariables>({ query: DashboardAnnotationsDocument, ...options });
};
export const DashboardsPageDocument = gql`
    query DashboardsPage($slug: String!, $after: String, $search: String) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageDashboards
    dashboards(first: 50, after: $after, search: $search) {
      nodes {
        ...DashboardsPage_Dashboard
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  builtInDashboards {
    key
    name
    description
  }
}
    ${DashboardsPage_DashboardFragmentDoc}`;

export function useDashboardsPageQuery(options: Omit<Urql.UseQueryArgs<DashboardsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardsPageQuery, DashboardsPageQueryVariables>({ query: DashboardsPageDocument, ...options });
};
export const DashboardPageDocument = gql`
    query DashboardPage($id: ID!) {
  dashboard(id: $id) {
    id
    slug
    name
    description
    hasUnpublishedChanges
    viewerCanManage
    ...Dashboard_Published
    ...Dashboard_Draft
    project {
      id
      slug
      timeZone
      environments {
        id
        slug
        name
      }
      services(first: 100) {
        nodes {
          id
          slug
          name
        }
      }
    }
  }
}
    ${Dashboard_PublishedFragmentDoc}
${Dashboard_DraftFragmentDoc}`;

export function useDashboardPageQuery(options: Omit<Urql.UseQueryArgs<DashboardPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardPageQuery, DashboardPageQueryVariables>({ query: DashboardPageDocument, ...options });
};
export const CreateDashboardDocument = gql`
    mutation CreateDashboard($input: CreateDashboardInput!) {
  createDashboard(input: $input) {
    id
    slug
    name
  }
}
    `;

export function useCreateDashboardMutation() {
  return Urql.useMutation<CreateDashboardMutation, CreateDashboardMutationVariables>(CreateDashboardDocument);
};
export const SaveDashboardDraftDocument = gql`
    mutation SaveDashboardDraft($input: SaveDashboardDraftInput!) {
  saveDashboardDraft(input: $input) {
    id
    name
    description
    hasUnpublishedChanges
    ...Dashboard_Draft
  }
}
    ${Dashboard_DraftFragmentDoc}`;

export function useSaveDashboardDraftMutation() {
  return Urql.useMutation<SaveDashboardDraftMutation, SaveDashboardDraftMutationVariables>(SaveDashboardDraftDocument);
};
export const TheirDashboardDraftDocument = gql`
    query TheirDashboardDraft($id: ID!) {
  dashboard(id: $id) {
    id
    ...Dashboard_Draft
  }
}
    ${Dashboard_DraftFragmentDoc}`;

export function useTheirDashboardDraftQuery(options: Omit<Urql.UseQueryArgs<TheirDashboardDraftQueryVariables>, 'query'>) {
  return Urql.useQuery<TheirDashboardDraftQuery, TheirDashboardDraftQueryVariables>({ query: TheirDashboardDraftDocument, ...options });
};
export const PublishDashboardDocument = gql`
    mutation PublishDashboard($input: PublishDashboardInput!) {
  publishDashboard(input: $input) {
    id
    name
    description
    hasUnpublishedChanges
    ...Dashboard_Published
  }
}
    ${Dashboard_PublishedFragmentDoc}`;

export function usePublishDashboardMutation() {
  return Urql.useMutation<PublishDashboardMutation, PublishDashboardMutationVariables>(PublishDashboardDocument);
};
export const DeleteDashboardDocument = gql`
    mutation DeleteDashboard($id: ID!) {
  deleteDashboard(id: $id) {
    id
  }
}
    `;

export function useDeleteDashboardMutation() {
  return Urql.useMutation<DeleteDashboardMutation, DeleteDashboardMutationVariables>(DeleteDashboardDocument);
};
export const RestoreDashboardDocument = gql`
    mutation RestoreDashboard($id: ID!) {
  restoreDashboard(id: $id) {
    id
  }
}
    `;

export function useRestoreDashboardMutation() {
  return Urql.useMutation<RestoreDashboardMutation, RestoreDashboardMutationVariables>(RestoreDashboardDocument);
};
export const PreviewDashboardImportDocument = gql`
    mutation PreviewDashboardImport($input: PreviewDashboardImportInput!) {
  previewDashboardImport(input: $input) {
    content
    existingSource
    existing {
      id
      name
      draftRevision
    }
    problems {
      path
      line
      message
    }
  }
}
    `;

export function usePreviewDashboardImportMutation() {
  return Urql.useMutation<PreviewDashboardImportMutation, PreviewDashboardImportMutationVariables>(PreviewDashboardImportDocument);
};
export const ImportDashboardDocument = gql`
    mutation ImportDashboard($input: ImportDashboardInput!) {
  importDashboard(input: $input) {
    id
    name
    hasUnpublishedChanges
    ...Dashboard_Draft
  }
}
    ${Dashboard_DraftFragmentDoc}`;

export function useImportDashboardMutation() {
  return Urql.useMutation<ImportDashboardMutation, ImportDashboardMutationVariables>(ImportDashboardDocument);
};
export const DashboardVersionsPageDocument = gql`
    query DashboardVersionsPage($id: ID!, $after: String) {
  dashboard(id: $id) {
    id
    name
    viewerCanManage
    draft {
      source
    }
    versions(first: 20, after: $after) {
      nodes {
        ...DashboardVersionsPage_Version
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${DashboardVersionsPage_VersionFragmentDoc}`;

export function useDashboardVersionsPageQuery(options: Omit<Urql.UseQueryArgs<DashboardVersionsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardVersionsPageQuery, DashboardVersionsPageQueryVariables>({ query: DashboardVersionsPageDocument, ...options });
};
export const RestoreDashboardVersionDocument = gql`
    mutation RestoreDashboardVersion($input: RestoreDashboardVersionInput!) {
  restoreDashboardVersion(input: $input) {
    id
    hasUnpublishedChanges
    ...Dashboard_Draft
  }
}
    ${Dashboard_DraftFragmentDoc}`;

export function useRestoreDashboardVersionMutation() {
  return Urql.useMutation<RestoreDashboardVersionMutation, RestoreDashboardVersionMutationVariables>(RestoreDashboardVersionDocument);
};
export const DashboardDriftsDocument = gql`
    query DashboardDrifts($slug: String!) {
  project(slug: $slug) {
    id
    servicesFolder
    dashboardDrifts {
      ...SyncDialog_Drift
    }
  }
}
    ${SyncDialog_DriftFragmentDoc}`;

export function useDashboardDriftsQuery(options: Omit<Urql.UseQueryArgs<DashboardDriftsQueryVariables>, 'query'>) {
  return Urql.useQuery<DashboardDriftsQuery, DashboardDriftsQueryVariables>({ query: DashboardDriftsDocument, ...options });
};
export const SyncDashboardsDocument = gql`
    mutation SyncDashboards($input: SyncDashboardsInput!) {
  syncDashboards(input: $input) {
    added {
      id
      name
    }
    updated {
      id
      name
    }
    written {
      id
      name
    }
    conflicts {
      slug
    }
    problems {
      file
      line
      message
    }
  }
}
    `;

export function useSyncDashboardsMutation() {
  return Urql.useMutation<SyncDashboardsMutation, SyncDashboardsMutationVariables>(SyncDashboardsDocument);
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
export const DeployDialogIncidentsDocument = gql`
    query DeployDialogIncidents($slug: String!, $filter: IncidentFilter!) {
  project(slug: $slug) {
    id
    incidents(filter: $filter, first: 20) {
      nodes {
        id
        number
        title
        status
        detectedAt
        environment {
          id
          name
        }
      }
    }
  }
}
    `;

export function useDeployDialogIncidentsQuery(options: Omit<Urql.UseQueryArgs<DeployDialogIncidentsQueryVariables>, 'query'>) {
  return Urql.useQuery<DeployDialogIncidentsQuery, DeployDialogIncidentsQueryVariables>({ query: DeployDialogIncidentsDocument, ...options });
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
export const EventsPageDocument = gql`
    query EventsPage($slug: String!, $filter: EventFilter, $after: String) {
  project(slug: $slug) {
    id
    timeZone
    viewerCanTrackEvents
    services(first: 100) {
      nodes {
        id
        name
      }
    }
    environments {
      id
      name
    }
    events(filter: $filter, first: 50, after: $after) {
      nodes {
        ...EventsTable_Event
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  eventKinds {
    key
    title
    nameMeans
    valueMeans
  }
}
    ${EventsTable_EventFragmentDoc}`;

export function useEventsPageQuery(options: Omit<Urql.UseQueryArgs<EventsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<EventsPageQuery, EventsPageQueryVariables>({ query: EventsPageDocument, ...options });
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
export const ProjectFrameAlertsDocument = gql`
    subscription ProjectFrameAlerts($projectId: ID!) {
  alertsChanged(projectId: $projectId) {
    projectId
    openCount
    at
  }
}
    `;

export function useProjectFrameAlertsSubscription<TData = ProjectFrameAlertsSubscription>(options: Omit<Urql.UseSubscriptionArgs<ProjectFrameAlertsSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<ProjectFrameAlertsSubscription, TData>) {
  return Urql.useSubscription<ProjectFrameAlertsSubscription, TData, ProjectFrameAlertsSubscriptionVariables>({ query: ProjectFrameAlertsDocument, ...options }, handler);
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
export const IncidentsPageDocument = gql`
    query IncidentsPage($slug: String!, $filter: IncidentFilter, $after: String) {
  project(slug: $slug) {
    id
    slug
    viewerCanManageIncidents
    viewerCanManageIncidentHooks
    incidents(filter: $filter, first: 50, after: $after) {
      nodes {
        ...IncidentRow_Incident
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${IncidentRow_IncidentFragmentDoc}`;

export function useIncidentsPageQuery(options: Omit<Urql.UseQueryArgs<IncidentsPageQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentsPageQuery, IncidentsPageQueryVariables>({ query: IncidentsPageDocument, ...options });
};
export const IncidentPlacesDocument = gql`
    query IncidentPlaces($slug: String!) {
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
      isProduction
    }
  }
}
    `;

export function useIncidentPlacesQuery(options: Omit<Urql.UseQueryArgs<IncidentPlacesQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentPlacesQuery, IncidentPlacesQueryVariables>({ query: IncidentPlacesDocument, ...options });
};
export const IncidentsPageChangedDocument = gql`
    subscription IncidentsPageChanged($projectId: ID!) {
  incidentsChanged(projectId: $projectId) {
    ...IncidentRow_Incident
  }
}
    ${IncidentRow_IncidentFragmentDoc}`;

export function useIncidentsPageChangedSubscription<TData = IncidentsPageChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<IncidentsPageChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<IncidentsPageChangedSubscription, TData>) {
  return Urql.useSubscription<IncidentsPageChangedSubscription, TData, IncidentsPageChangedSubscriptionVariables>({ query: IncidentsPageChangedDocument, ...options }, handler);
};
export const IncidentPageDocument = gql`
    query IncidentPage($id: ID!) {
  incident(id: $id) {
    ...IncidentPage_Incident
  }
}
    ${IncidentPage_IncidentFragmentDoc}`;

export function useIncidentPageQuery(options: Omit<Urql.UseQueryArgs<IncidentPageQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentPageQuery, IncidentPageQueryVariables>({ query: IncidentPageDocument, ...options });
};
export const IncidentCausesDocument = gql`
    query IncidentCauses($projectId: ID!, $filter: DeploymentFilter!) {
  deployments(projectId: $projectId, filter: $filter, first: 50) {
    nodes {
      id
      number
      version
      status
      finishedAt
      isDryRun
      service {
        id
        name
      }
      environment {
        id
        name
        isProduction
      }
    }
  }
}
    `;

export function useIncidentCausesQuery(options: Omit<Urql.UseQueryArgs<IncidentCausesQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentCausesQuery, IncidentCausesQueryVariables>({ query: IncidentCausesDocument, ...options });
};
export const IncidentOriginalsDocument = gql`
    query IncidentOriginals($slug: String!) {
  project(slug: $slug) {
    id
    incidents(first: 50) {
      nodes {
        id
        number
        title
        detectedAt
        duplicateOf {
          id
        }
      }
    }
  }
}
    `;

export function useIncidentOriginalsQuery(options: Omit<Urql.UseQueryArgs<IncidentOriginalsQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentOriginalsQuery, IncidentOriginalsQueryVariables>({ query: IncidentOriginalsDocument, ...options });
};
export const IncidentDeploymentDocument = gql`
    query IncidentDeployment($id: ID!) {
  deployment(id: $id) {
    id
    number
    version
    service {
      id
      name
    }
    environment {
      id
    }
  }
}
    `;

export function useIncidentDeploymentQuery(options: Omit<Urql.UseQueryArgs<IncidentDeploymentQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentDeploymentQuery, IncidentDeploymentQueryVariables>({ query: IncidentDeploymentDocument, ...options });
};
export const CreateIncidentDocument = gql`
    mutation CreateIncident($input: CreateIncidentInput!) {
  createIncident(input: $input) {
    ...IncidentRow_Incident
  }
}
    ${IncidentRow_IncidentFragmentDoc}`;

export function useCreateIncidentMutation() {
  return Urql.useMutation<CreateIncidentMutation, CreateIncidentMutationVariables>(CreateIncidentDocument);
};
export const UpdateIncidentDocument = gql`
    mutation UpdateIncident($input: UpdateIncidentInput!) {
  updateIncident(input: $input) {
    ...IncidentPage_Incident
  }
}
    ${IncidentPage_IncidentFragmentDoc}`;

export function useUpdateIncidentMutation() {
  return Urql.useMutation<UpdateIncidentMutation, UpdateIncidentMutationVariables>(UpdateIncidentDocument);
};
export const ResolveIncidentDocument = gql`
    mutation ResolveIncident($input: ResolveIncidentInput!) {
  resolveIncident(input: $input) {
    ...IncidentPage_Incident
  }
}
    ${IncidentPage_IncidentFragmentDoc}`;

export function useResolveIncidentMutation() {
  return Urql.useMutation<ResolveIncidentMutation, ResolveIncidentMutationVariables>(ResolveIncidentDocument);
};
export const ReopenIncidentDocument = gql`
    mutation ReopenIncident($id: ID!) {
  reopenIncident(id: $id) {
    ...IncidentPage_Incident
  }
}
    ${IncidentPage_IncidentFragmentDoc}`;

export function useReopenIncidentMutation() {
  return Urql.useMutation<ReopenIncidentMutation, ReopenIncidentMutationVariables>(ReopenIncidentDocument);
};
export const LinkIncidentDocument = gql`
    mutation LinkIncident($input: LinkIncidentInput!) {
  linkIncident(input: $input) {
    ...IncidentPage_Incident
  }
}
    ${IncidentPage_IncidentFragmentDoc}`;

export function useLinkIncidentMutation() {
  return Urql.useMutation<LinkIncidentMutation, LinkIncidentMutationVariables>(LinkIncidentDocument);
};
export const IncidentHooksDocument = gql`
    query IncidentHooks($slug: String!) {
  project(slug: $slug) {
    id
    viewerCanManageIncidentHooks
    incidentHooks {
      id
      name
      url
      severity
      lastDeliveryAt
      service {
        id
        name
      }
    }
  }
}
    `;

export function useIncidentHooksQuery(options: Omit<Urql.UseQueryArgs<IncidentHooksQueryVariables>, 'query'>) {
  return Urql.useQuery<IncidentHooksQuery, IncidentHooksQueryVariables>({ query: IncidentHooksDocument, ...options });
};
export const CreateIncidentHookDocument = gql`
    mutation CreateIncidentHook($input: CreateIncidentHookInput!) {
  createIncidentHook(input: $input) {
    hook {
      id
      name
      url
    }
    secret
  }
}
    `;

export function useCreateIncidentHookMutation() {
  return Urql.useMutation<CreateIncidentHookMutation, CreateIncidentHookMutationVariables>(CreateIncidentHookDocument);
};
export const RotateIncidentHookSecretDocument = gql`
    mutation RotateIncidentHookSecret($id: ID!) {
  rotateIncidentHookSecret(id: $id) {
    hook {
      id
      name
      url
    }
    secret
  }
}
    `;

export function useRotateIncidentHookSecretMutation() {
  return Urql.useMutation<RotateIncidentHookSecretMutation, RotateIncidentHookSecretMutationVariables>(RotateIncidentHookSecretDocument);
};
export const DeleteIncidentHookDocument = gql`
    mutation DeleteIncidentHook($id: ID!) {
  deleteIncidentHook(id: $id) {
    id
  }
}
    `;

export function useDeleteIncidentHookMutation() {
  return Urql.useMutation<DeleteIncidentHookMutation, DeleteIncidentHookMutationVariables>(DeleteIncidentHookDocument);
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
export const RoadmapPageDocument = gql`
    query RoadmapPage($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerCanManagePlan
    planSummary {
      itemCount
      doneCount
      inProgressCount
      blockedCount
      canceledCount
      percentByCount
      percentByEstimate
      estimateTotal
      estimateDone
      unestimatedCount
      urgencyRule
      progressRule
      owners
      importedAt
      importedByName
      phases {
        phase
        itemCount
        doneCount
        inProgressCount
        blockedCount
        canceledCount
        percentByCount
        percentByEstimate
        unestimatedCount
      }
      urgent {
        ...PlanRow_PlanItem
      }
    }
  }
}
    ${PlanRow_PlanItemFragmentDoc}`;

export function useRoadmapPageQuery(options: Omit<Urql.UseQueryArgs<RoadmapPageQueryVariables>, 'query'>) {
  return Urql.useQuery<RoadmapPageQuery, RoadmapPageQueryVariables>({ query: RoadmapPageDocument, ...options });
};
export const PlanTableDocument = gql`
    query PlanTable($slug: String!, $filter: PlanItemFilter, $after: String) {
  project(slug: $slug) {
    id
    planItems(first: 50, after: $after, filter: $filter) {
      nodes {
        ...PlanRow_PlanItem
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${PlanRow_PlanItemFragmentDoc}`;

export function usePlanTableQuery(options: Omit<Urql.UseQueryArgs<PlanTableQueryVariables>, 'query'>) {
  return Urql.useQuery<PlanTableQuery, PlanTableQueryVariables>({ query: PlanTableDocument, ...options });
};
export const PlanItemPanelDocument = gql`
    query PlanItemPanel($id: ID!) {
  node(id: $id) {
    id
    ... on PlanItem {
      ...PlanRow_PlanItem
      version
      createdAt
      updatedAt
      doneAt
      deployments {
        source
        deployment {
          id
          number
          version
          status
          finishedAt
          createdAt
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
    }
  }
}
    ${PlanRow_PlanItemFragmentDoc}`;

export function usePlanItemPanelQuery(options: Omit<Urql.UseQueryArgs<PlanItemPanelQueryVariables>, 'query'>) {
  return Urql.useQuery<PlanItemPanelQuery, PlanItemPanelQueryVariables>({ query: PlanItemPanelDocument, ...options });
};
export const PlanLinkChoicesDocument = gql`
    query PlanLinkChoices($projectId: ID!) {
  deployments(projectId: $projectId, first: 50) {
    nodes {
      id
      number
      version
      status
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
}
    `;

export function usePlanLinkChoicesQuery(options: Omit<Urql.UseQueryArgs<PlanLinkChoicesQueryVariables>, 'query'>) {
  return Urql.useQuery<PlanLinkChoicesQuery, PlanLinkChoicesQueryVariables>({ query: PlanLinkChoicesDocument, ...options });
};
export const ImportPlanDocument = gql`
    mutation ImportPlan($input: ImportPlanInput!) {
  importPlan(input: $input) {
    isStored
    added
    updated
    unchanged
    removed
    problemCount
    ignoredColumns
    problems {
      row
      column
      message
    }
    changes {
      kind
      key
      title
      phase
      fields {
        name
        before
        after
      }
    }
  }
}
    `;

export function useImportPlanMutation() {
  return Urql.useMutation<ImportPlanMutation, ImportPlanMutationVariables>(ImportPlanDocument);
};
export const LinkPlanItemDocument = gql`
    mutation LinkPlanItem($input: LinkPlanItemInput!) {
  linkPlanItem(input: $input) {
    id
    deployments {
      source
      deployment {
        id
      }
    }
  }
}
    `;

export function useLinkPlanItemMutation() {
  return Urql.useMutation<LinkPlanItemMutation, LinkPlanItemMutationVariables>(LinkPlanItemDocument);
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
export const ScoresPageDocument = gql`
    query ScoresPage($slug: String!, $weights: ScoreWeightsInput) {
  project(slug: $slug) {
    id
    slug
    serviceScores(weights: $weights) {
      ...Row_ServiceScore
      formula
      service {
        id
        slug
        name
      }
      history(days: 90) {
        at
        total
      }
    }
  }
}
    ${Row_ServiceScoreFragmentDoc}`;

export function useScoresPageQuery(options: Omit<Urql.UseQueryArgs<ScoresPageQueryVariables>, 'query'>) {
  return Urql.useQuery<ScoresPageQuery, ScoresPageQueryVariables>({ query: ScoresPageDocument, ...options });
};
export const ScoreWeightsDocument = gql`
    query ScoreWeights($slug: String!) {
  project(slug: $slug) {
    id
    slug
    viewerScoreWeights {
      ...Weights_ScoreWeights
    }
  }
}
    ${Weights_ScoreWeightsFragmentDoc}`;

export function useScoreWeightsQuery(options: Omit<Urql.UseQueryArgs<ScoreWeightsQueryVariables>, 'query'>) {
  return Urql.useQuery<ScoreWeightsQuery, ScoreWeightsQueryVariables>({ query: ScoreWeightsDocument, ...options });
};
export const SetScoreWeightsDocument = gql`
    mutation SetScoreWeights($input: SetScoreWeightsInput!) {
  setScoreWeights(input: $input) {
    id
    viewerScoreWeights {
      ...Weights_ScoreWeights
    }
  }
}
    ${Weights_ScoreWeightsFragmentDoc}`;

export function useSetScoreWeightsMutation() {
  return Urql.useMutation<SetScoreWeightsMutation, SetScoreWeightsMutationVariables>(SetScoreWeightsDocument);
};
export const ScoresChangedDocument = gql`
    subscription ScoresChanged($projectId: ID!, $weights: ScoreWeightsInput) {
  scoresChanged(projectId: $projectId, weights: $weights) {
    projectId
    at
    scores {
      ...Row_ServiceScore
    }
  }
}
    ${Row_ServiceScoreFragmentDoc}`;

export function useScoresChangedSubscription<TData = ScoresChangedSubscription>(options: Omit<Urql.UseSubscriptionArgs<ScoresChangedSubscriptionVariables>, 'query'>, handler?: Urql.SubscriptionHandler<ScoresChangedSubscription, TData>) {
  return Urql.useSubscription<ScoresChangedSubscription, TData, ScoresChangedSubscriptionVariables>({ query: ScoresChangedDocument, ...options }, handler);
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
export const ServiceScoreLinkDocument = gql`
    query ServiceScoreLink($id: ID!) {
  service(id: $id) {
    id
    score {
      serviceId
      total
    }
  }
}
    `;

export function useServiceScoreLinkQuery(options: Omit<Urql.UseQueryArgs<ServiceScoreLinkQueryVariables>, 'query'>) {
  return Urql.useQuery<ServiceScoreLinkQuery, ServiceScoreLinkQueryVariables>({ query: ServiceScoreLinkDocument, ...options });
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
export const StoragePageDocument = gql`
    query StoragePage {
  analyticsStorage {
    ...StoragePage_AnalyticsStorage
  }
}
    ${StoragePage_AnalyticsStorageFragmentDoc}`;

export function useStoragePageQuery(options?: Omit<Urql.UseQueryArgs<StoragePageQueryVariables>, 'query'>) {
  return Urql.useQuery<StoragePageQuery, StoragePageQueryVariables>({ query: StoragePageDocument, ...options });
};
export const StorageFreedDocument = gql`
    query StorageFreed($kind: String!, $days: Int!) {
  freedStorage(kind: $kind, days: $days) {
    monthCount
    rowsEstimate
    bytes
    before
  }
}
    `;

export function useStorageFreedQuery(options: Omit<Urql.UseQueryArgs<StorageFreedQueryVariables>, 'query'>) {
  return Urql.useQuery<StorageFreedQuery, StorageFreedQueryVariables>({ query: StorageFreedDocument, ...options });
};
export const SetFactRetentionDocument = gql`
    mutation SetFactRetention($input: SetFactRetentionInput!) {
  setFactRetention(input: $input) {
    ...StoragePage_AnalyticsStorage
  }
}
    ${StoragePage_AnalyticsStorageFragmentDoc}`;

export function useSetFactRetentionMutation() {
  return Urql.useMutation<SetFactRetentionMutation, SetFactRetentionMutationVariables>(SetFactRetentionDocument);
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
    viewerViewport {
      x
      y
      zoom
    }
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
export const SetCanvasViewportDocument = gql`
    mutation SetCanvasViewport($input: SetCanvasViewportInput!) {
  setCanvasViewport(input: $input) {
    id
    viewerViewport {
      x
      y
      zoom
    }
  }
}
    `;

export function useSetCanvasViewportMutation() {
  return Urql.useMutation<SetCanvasViewportMutation, SetCanvasViewportMutationVariables>(SetCanvasViewportDocument);
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