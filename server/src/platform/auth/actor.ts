import type { Permission } from './permissions.ts';

/** Roles of a project's members, from most to least. */
export const ROLES = ['OWNER', 'MAINTAINER', 'OPERATOR', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

export const TOKEN_KINDS = ['PERSONAL', 'SERVICE', 'DEPLOYMENT'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** What may be done in one project, and where in it. */
export interface Grant {
  permissions: ReadonlySet<Permission>;
  /** The only environments for which its placed permissions hold; null for all. */
  environmentIds: readonly string[] | null;
  /** The only services for which its placed permissions hold; null for all. */
  serviceIds: readonly string[] | null;
}

/** A person's place in a project. */
export interface Membership extends Grant {
  role: Role | 'CUSTOM';
  /** What the role is called: `Operator`, or the name of a role of the project's own. */
  roleName: string;
}

/** A person, by session. */
export interface UserActor {
  kind: 'USER';
  id: string;
  userId: string;
  name: string;
  email: string;
  isAdministrator: boolean;
  sessionId: string;
  /** Whether the session was begun in a browser: its requests that may change something need the CSRF token. */
  isBrowser: boolean;
  /** By project id. */
  memberships: ReadonlyMap<string, Membership>;
}

/** A bearer token. A personal one has its person's memberships, the others act in their own project by their scopes alone. */
export interface TokenActor {
  kind: 'TOKEN';
  id: string;
  tokenKind: TokenKind;
  name: string;
  userId: string | null;
  projectId: string | null;
  deploymentId: string | null;
  /** What it may do, wherever; a personal one never more than its person. */
  grant: Grant;
  /** Cost points a minute that an administrator gave it; null for what its kind has. */
  rateLimitPerMinute: number | null;
  memberships: ReadonlyMap<string, Membership>;
}

/** A run of a workflow: acts in its project by what its version was granted when it was published. */
export interface RunActor {
  kind: 'RUN';
  /** The run's id. */
  id: string;
  name: string;
  userId: null;
  projectId: string;
  grant: Grant;
  memberships: ReadonlyMap<string, Membership>;
}

/** The product itself: schedules, workers, the first start. */
export interface SystemActor {
  kind: 'SYSTEM';
  id: null;
  name: string;
}

export type Actor = UserActor | TokenActor | RunActor | SystemActor;
