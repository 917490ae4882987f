import { RadioGroup as Radix } from 'radix-ui';
import type { Role, RolePicker_RoleDescriptionFragment } from '../../graphql/generated.ts';
import { groupPermissions, roleLabel } from './role-label.ts';

interface RolePickerProps {
  roles: RolePicker_RoleDescriptionFragment[];
  value: Role;
  onChange: (role: Role) => void;
}

/** A role, with what it is for and what it may do. The words come from the server's one permission table. */
export function RolePicker({ roles, value, onChange }: RolePickerProps) {
  return (
    <Radix.Root
      aria-label="Role"
      value={value}
      onValueChange={(role) => onChange(role as Role)}
      className="overflow-hidden rounded-md border border-control"
    >
      {roles.map(({ role, description, permissions }) => (
        <Radix.Item
          key={role}
          value={role}
          className="group flex w-full items-start gap-2.5 border-line border-t px-3 py-2 text-left first:border-t-0 hover:bg-hover focus-visible:-outline-offset-2 data-[state=checked]:bg-accent-soft"
        >
          <span
            aria-hidden
            className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-page group-data-[state=checked]:border-[5px] group-data-[state=checked]:border-accent"
          />
          <span className="min-w-0">
            <span className="font-medium text-strong">{roleLabel(role)}</span>
            <span className="block text-body text-xs">{description}</span>
            <span className="mt-1 hidden text-muted text-xs group-data-[state=checked]:block">
              {groupPermissions(permissions)
                .map(({ subject, verbs }) => `${subject}: ${verbs.join(', ')}`)
                .join(' · ')}
            </span>
          </span>
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
