/** Roles of a project's members, from most to least. */
export const ROLES = ['OWNER', 'MAINTAINER', 'OPERATOR', 'VIEWER'] as const;
export type Role = (typeof ROLES)[number];

export const TOKEN_KINDS = ['PERSONAL', 'SERVICE', 'DEPLOYMENT'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** A person, by session. */
export interface UserActor {
  kind: 'USER';
  id: string;
  userId: string;
  name: string;
  email: string;
  isAdministrator: boolean;
  sessionId: string;
  /** Project id → role. */
  roles: ReadonlyMap<string, Role>;
}

/** A bearer token. A personal one has its person's roles, the others act in their own project by their scopes alone. */
export interface TokenActor {
  kind: 'TOKEN';
  id: string;
  tokenKind: TokenKind;
  name: string;
  userId: string | null;
  projectId: string | null;
  deploymentId: string | null;
  scopes: readonly string[];
  roles: ReadonlyMap<string, Role>;
}

/** The product itself: schedules, workers, the first start. */
export interface SystemActor {
  kind: 'SYSTEM';
  id: null;
  name: string;
}

export type Actor = UserActor | TokenActor | SystemActor;
