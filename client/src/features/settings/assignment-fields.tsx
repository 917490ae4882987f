import type { UseFormReturn } from 'react-hook-form';
import { type Assignable, type AssignmentForm, canBeLimited } from './assignment.ts';
import { LimitPicker } from './limits-picker.tsx';
import { RolePicker } from './role-picker.tsx';

interface AssignmentFieldsProps {
  assignable: Assignable;
  form: Pick<UseFormReturn<AssignmentForm>, 'watch' | 'setValue' | 'formState'>;
  /** The only owner there is: nothing else can be chosen. */
  isLastOwner?: boolean;
}

/** A role, and where it holds. */
export function AssignmentFields({ assignable, form, isLastOwner = false }: AssignmentFieldsProps) {
  const { errors } = form.formState;
  const value = form.watch();
  const role = assignable.roles.find(({ id }) => id === value.roleId);
  return (
    <>
      <div>
        <RolePicker
          roles={assignable.roles}
          value={value.roleId}
          onChange={(roleId) => form.setValue('roleId', roleId, { shouldDirty: true })}
          isLastOwner={isLastOwner}
        />
        {errors.roleId?.message ? (
          <p role="alert" className="mt-1 text-failed text-xs">
            {errors.roleId.message}
          </p>
        ) : null}
      </div>
      {canBeLimited(role, assignable) ? (
        <>
          <LimitPicker
            noun="environments"
            places={assignable.environments}
            value={value.environmentIds}
            onChange={(environmentIds) => form.setValue('environmentIds', environmentIds, { shouldDirty: true })}
            own={assignable.own.environmentIds}
            error={errors.environmentIds?.message}
          />
          <LimitPicker
            noun="services"
            places={assignable.services}
            value={value.serviceIds}
            onChange={(serviceIds) => form.setValue('serviceIds', serviceIds, { shouldDirty: true })}
            own={assignable.own.serviceIds}
            error={errors.serviceIds?.message}
          />
        </>
      ) : role ? (
        <p className="text-muted text-xs">
          {role.role === 'OWNER'
            ? 'Owners have all rights everywhere; they can’t be limited.'
            : 'This role has no rights that can be limited to environments or services.'}
        </p>
      ) : null}
    </>
  );
}
