import { Lock } from 'lucide-react';
import { RadioGroup as Radix } from 'radix-ui';
import type { RolePicker_ProjectRoleFragment } from '../../graphql/generated.ts';
import { groupPermissions } from './role-label.ts';

interface RolePickerProps {
  roles: RolePicker_ProjectRoleFragment[];
  /** Id of the role. */
  value: string;
  onChange: (roleId: string) => void;
  /** The only owner there is: nothing else can be chosen. */
  isLastOwner?: boolean;
}

/** A role, with what it is for and what it may do; what can't be given says why. The words come from the server's one permission table. */
export function RolePicker({ roles, value, onChange, isLastOwner = false }: RolePickerProps) {
  return (
    <Radix.Root
      aria-label="Role"
      value={value}
      onValueChange={onChange}
      className="max-h-90 overflow-y-auto rounded-md border border-control"
    >
      {roles.map((role) => {
        const refusal = refusalOf(role, isLastOwner);
        return (
          <Radix.Item
            key={role.id}
            value={role.id}
            disabled={refusal !== null}
            className="group flex w-full items-start gap-2.5 border-line border-t px-3 py-2 text-left first:border-t-0 enabled:hover:bg-hover pointer-coarse:min-h-10 focus-visible:-outline-offset-2 disabled:cursor-not-allowed data-[state=checked]:bg-accent-soft"
          >
            <span
              aria-hidden
              className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-page group-data-[state=checked]:border-[5px] group-data-[state=checked]:border-accent group-disabled:opacity-50"
            />
            <span className="min-w-0">
              <span className="font-medium text-strong group-disabled:text-muted">{role.name}</span>
              {role.description ? <span className="text-muted text-xs"> {role.description}</span> : null}
              {refusal ? (
                <span className="mt-0.5 flex items-center gap-1 text-waiting text-xs">
                  <Lock aria-hidden className="size-3 shrink-0" /> {refusal}
                </span>
              ) : (
                <span className="mt-1 hidden text-muted text-xs group-data-[state=checked]:block">
                  {groupPermissions(role.permissions)
                    .map(({ subject, verbs }) => `${subject}: ${verbs.join(', ')}`)
                    .join(' · ')}
                </span>
              )}
            </span>
          </Radix.Item>
        );
      })}
    </Radix.Root>
  );
}

function refusalOf({ role, viewerCanAssign }: RolePicker_ProjectRoleFragment, isLastOwner: boolean): string | null {
  if (isLastOwner) return role === 'OWNER' ? null : 'This is the last owner. Make somebody else an owner first.';
  if (viewerCanAssign) return null;
  return role === 'OWNER' ? 'Only owners make owners.' : 'It has rights that you don’t have here.';
}
