import type {
  AddMemberInput,
  MembersPage_MemberFragment,
  MembersPageQuery,
  RolePicker_ProjectRoleFragment,
} from '../../graphql/generated.ts';

/** Something that a limit names. */
export interface Place {
  id: string;
  name: string;
}

/** What somebody is given, as a form holds it. No places means all of them. */
export interface Assignment {
  roleId: string;
  environmentIds: string[];
  serviceIds: string[];
}

/** The values of the forms that give it: to a member, to somebody who is invited. */
export interface AssignmentForm extends Assignment {
  email: string;
  expiresInDays: string;
}

/** What there is to give, and what of it the viewer has. */
export interface Assignable {
  roles: RolePicker_ProjectRoleFragment[];
  environments: Place[];
  services: Place[];
  /** Rights that can be limited to places. */
  placed: ReadonlySet<string>;
  /** The viewer's own limits, beyond which they give nothing; null for none. */
  own: { environmentIds: string[] | null; serviceIds: string[] | null };
}

const ids = (places: Place[] | null | undefined) => places?.map(({ id }) => id) ?? null;

/** Of what the page knows. The viewer's own limits are those of their row, if it is among those that are loaded. */
export function readAssignable(
  project: NonNullable<MembersPageQuery['project']>,
  viewerUserId: string | undefined,
): Assignable {
  const own = project.members.nodes.find(({ user }) => user.id === viewerUserId);
  return {
    roles: project.roles,
    environments: [...project.environments].sort((one, other) => one.rank - other.rank),
    services: project.services.nodes,
    placed: new Set(project.permissions.filter(({ isPlaced }) => isPlaced).map(({ name }) => name)),
    own: { environmentIds: ids(own?.environments), serviceIds: ids(own?.services) },
  };
}

/** Whether places make a difference to who has the role: owners have no limits, and rights to look can't have any. */
export function canBeLimited(role: RolePicker_ProjectRoleFragment | undefined, { placed }: Assignable): boolean {
  return role !== undefined && role.role !== 'OWNER' && role.permissions.some((permission) => placed.has(permission));
}

/** What a new member begins with: to deploy, where the viewer may. */
export function firstAssignment({ roles, own }: Assignable): Assignment {
  const open = roles.filter(({ viewerCanAssign }) => viewerCanAssign);
  const role = open.find((each) => each.role === 'OPERATOR') ?? open[0];
  return { roleId: role?.id ?? '', environmentIds: own.environmentIds ?? [], serviceIds: own.serviceIds ?? [] };
}

/** What a member has. */
export function assignmentOf(
  { role, customRole, environments, services }: MembersPage_MemberFragment,
  { roles }: Assignable,
): Assignment {
  const found = roles.find((each) => (customRole ? each.id === customRole.id : each.role === role));
  return { roleId: found?.id ?? '', environmentIds: ids(environments) ?? [], serviceIds: ids(services) ?? [] };
}

/** As the server wants it. */
export function assignmentInput(
  { roleId, environmentIds, serviceIds }: Assignment,
  assignable: Assignable,
): Required<Pick<AddMemberInput, 'role' | 'roleId' | 'environmentIds' | 'serviceIds'>> {
  const role = assignable.roles.find(({ id }) => id === roleId);
  const isLimited = canBeLimited(role, assignable);
  return {
    role: role?.role ?? 'VIEWER',
    roleId: role?.role === 'CUSTOM' ? role.id : null,
    environmentIds: isLimited && environmentIds.length > 0 ? environmentIds : null,
    serviceIds: isLimited && serviceIds.length > 0 ? serviceIds : null,
  };
}
