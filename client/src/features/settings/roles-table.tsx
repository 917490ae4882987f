import { Check, Minus, Pencil, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import type { RolesPage_ProjectRoleFragment, RolesPageQuery } from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';

type Role = RolesPage_ProjectRoleFragment;

interface RolesTableProps {
  slug: string;
  permissions: NonNullable<RolesPageQuery['project']>['permissions'];
  roles: Role[];
  onEdit: (role: Role) => void;
  onDelete: (role: Role) => void;
}

/** Rights down, roles across. It scrolls in itself, so that both headers stay in sight. */
export function RolesTable({ slug, permissions, roles, onEdit, onDelete }: RolesTableProps) {
  return (
    <div className="max-h-[calc(100dvh-15rem)] min-h-80 overflow-auto rounded-lg border border-line">
      <table aria-label="Roles" className="w-full border-separate border-spacing-0 text-xs">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-30 min-w-36 border-line border-r border-b bg-panel px-3 py-2 text-left align-top font-medium text-muted sm:min-w-60"
            >
              Right
            </th>
            {roles.map((role) => (
              <th
                key={role.id}
                scope="col"
                className="sticky top-0 z-20 min-w-28 border-line border-b bg-panel px-3 py-2 text-left align-top font-normal"
              >
                <RoleHeader role={role} onEdit={onEdit} onDelete={onDelete} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map(({ name, description }) => (
            <tr key={name} className="group hover:bg-hover">
              <th
                scope="row"
                className="sticky left-0 z-10 border-line border-r border-b bg-page px-3 py-2 text-left font-normal group-last:border-b-0 group-hover:bg-hover"
              >
                <Link
                  to={`/p/${slug}/settings/access?permission=${name}`}
                  className="rounded-sm text-body underline decoration-faint decoration-dotted underline-offset-2 hover:text-strong hover:decoration-solid"
                >
                  {description}
                </Link>
                <code className="block text-muted text-xs max-sm:hidden">{name}</code>
              </th>
              {roles.map((role) => (
                <td key={role.id} className="border-line border-b px-3 py-2 group-last:border-b-0">
                  {role.permissions.includes(name) ? (
                    <span className="inline-flex items-center gap-1 text-succeeded">
                      <Check aria-hidden className="size-3.5" /> Yes
                    </span>
                  ) : (
                    <span className="inline-flex items-center gap-1 text-muted">
                      <Minus aria-hidden className="size-3.5" /> No
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RoleHeaderProps {
  role: Role;
  onEdit: (role: Role) => void;
  onDelete: (role: Role) => void;
}

function RoleHeader({ role, onEdit, onDelete }: RoleHeaderProps) {
  const isUsed = role.memberCount > 0;
  return (
    <>
      <span className="block font-medium text-sm text-strong">{role.name}</span>
      <span className="block text-muted max-sm:hidden">{role.description}</span>
      <span className="flex h-6 items-center gap-1 whitespace-nowrap text-muted pointer-coarse:min-h-6">
        {formatPlural(role.memberCount, 'member')}
        {role.viewerCanChange ? (
          <>
            <IconButton
              size="sm"
              className="ml-auto"
              label={`Change ${role.name}`}
              icon={<Pencil />}
              onClick={() => onEdit(role)}
            />
            <IconButton
              size="sm"
              label={isUsed ? `${role.name} can’t be deleted while members have it` : `Delete ${role.name}`}
              icon={<Trash2 />}
              aria-disabled={isUsed}
              className={isUsed ? 'opacity-40' : undefined}
              onClick={isUsed ? undefined : () => onDelete(role)}
            />
          </>
        ) : null}
      </span>
    </>
  );
}
