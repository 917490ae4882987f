import type { Permission } from './permissions.ts';

/**
 * What a target asks of whoever uses it, besides that a token that is unknown, expired or revoked is UNAUTHENTICATED:
 * - a permission: NOT_FOUND for who doesn't see the project, FORBIDDEN for who sees it without having the permission
 * - `administrator` of the installation, in person: FORBIDDEN for everybody else
 * - `its person`: whose it is, signed in; NOT_FOUND for others, FORBIDDEN for their own tokens
 * - `person`: anybody who is signed in, but FORBIDDEN for tokens
 * - `deployment`: a deployment's own token; FORBIDDEN for everybody else
 * - `signed-in`: a person or token, who gets what is theirs
 * - `its code`: the secret in a link, a mail or a password is the right; without it all are refused alike
 * - `anyone`
 * - `public`: nobody looks at tokens and sessions at all; `metrics token`: nor here, but at the one that runs the server set
 */
export type Need =
  | Permission
  | 'administrator'
  | 'its person'
  | 'person'
  | 'deployment'
  | 'signed-in'
  | 'its code'
  | 'anyone'
  | 'public'
  | 'metrics token';

export interface MatrixRow {
  /** `Mutation.deploy`, `Project.tokens`, `GET /api/v1/projects`, or `Node.Invitation` for what `node(id)` finds. */
  target: string;
  needs: Need;
  /** Of placed permissions: of what the place is made, to which a right can be limited. `project`: it reaches all places. */
  place?: 'environment and service' | 'environment' | 'service' | 'project';
  /** No token may, whatever its scopes. */
  isForPeople?: true;
  /** Who is not signed in, doesn’t see the thing or lacks the right gets nothing (null, an empty list) instead of an error. */
  anonymous?: 'nothing';
  unseen?: 'nothing';
  lacking?: 'nothing';
}
