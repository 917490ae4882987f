import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import {
  type InstanceSettingsPage_SettingsFragment,
  useInstanceSettingsPageQuery,
  useUpdateInstanceSettingsMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { changesOf, type NumberSetting, type SettingsValues, sourceOf, valuesOf } from './instance-settings.ts';

/** What administrators set for the whole installation. */
export default function InstanceSettingsPage() {
  const [{ data, error }, retry] = useInstanceSettingsPageQuery();
  useBreadcrumbs([{ label: 'Administration' }, { label: 'Settings' }]);
  const settings = data?.instanceSettings;
  if (error && !settings) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!settings) return <Skeleton className="h-80 w-full" />;
  return <SettingsForm settings={settings} />;
}

function SettingsForm({ settings }: { settings: InstanceSettingsPage_SettingsFragment }) {
  const [{ fetching }, update] = useUpdateInstanceSettingsMutation();
  const form = useServerForm<SettingsValues>(valuesOf(settings));
  const { control, submit, reset, formError, formState } = form;
  const number = (name: NumberSetting, label: string, hint: string) => {
    const { text, isFixed } = sourceOf(settings, name);
    return (
      <FormField label={label} hint={`${hint} ${text}`} error={formState.errors[name]?.message}>
        {(field) => (
          <Input
            {...field}
            {...form.register(name, { pattern: { value: /^\s*\d*\s*$/, message: 'Use a whole number.' } })}
            readOnly={isFixed}
            inputMode="numeric"
            className="w-40 read-only:bg-panel read-only:text-muted"
          />
        )}
      </FormField>
    );
  };
  return (
    <form
      className="divide-y divide-line"
      onSubmit={submit(async (values) => {
        const result = await update({ input: changesOf(settings, values) });
        if (result.data) {
          reset(valuesOf(result.data.updateInstanceSettings));
          showToast('Settings saved');
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} className="mb-5" /> : null}
      <Section title="Sign-in" text="What the sign-in page offers, and how long a sign-in lasts.">
        <Controller
          control={control}
          name="hiddenSignInMethods"
          render={({ field: { value, onChange } }) => (
            <fieldset>
              <legend className="mb-1 font-medium text-body">Offered on the sign-in page</legend>
              {settings.signInMethods.map(({ key, name }) => (
                <Checkbox
                  key={key}
                  label={name}
                  isChecked={!value.includes(key)}
                  onChange={(isShown) => onChange(isShown ? value.filter((each) => each !== key) : [...value, key])}
                />
              ))}
              {formState.errors.hiddenSignInMethods ? (
                <p role="alert" className="text-failed text-xs">
                  {formState.errors.hiddenSignInMethods.message}
                </p>
              ) : null}
            </fieldset>
          )}
        />
        {number('sessionDays', 'Days until one signs in again', 'Counts for new sign-ins.')}
      </Section>
      <Section
        title="Limits"
        text="Points per minute. An ordinary page costs some hundred points; 0 is no limit, else 1,000 or more."
      >
        {number('anonymousPointsPerMinute', 'Nobody signed in', 'Per address.')}
        {number('userPointsPerMinute', 'A person', 'All sessions and personal tokens together.')}
        {number('servicePointsPerMinute', 'A service or deployment token', 'Per token.')}
      </Section>
      <Section title="Audit" text="Who did what. What is older is removed.">
        {number('auditRetentionDays', 'Days to keep', '30 or more; nothing for ever.')}
      </Section>
      <Section title="Addresses" text="Set by the environment only, because safety depends on them.">
        <Facts
          facts={[
            { label: 'Public address', value: settings.publicUrl ?? 'not set (PILOTHOUSE_PUBLIC_URL)' },
            {
              label: 'Other sites allowed',
              value: settings.allowedOrigins.join(', ') || 'none (PILOTHOUSE_ALLOWED_ORIGINS)',
            },
          ]}
        />
      </Section>
      <div className="py-6">
        <Button type="submit" look="primary" isPending={fetching} disabled={!formState.isDirty}>
          Save settings
        </Button>
      </div>
    </form>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 py-6 first:pt-0 md:grid-cols-[220px_1fr]">
      <div>
        <h2 className="text-sm">{title}</h2>
        <p className="text-muted">{text}</p>
      </div>
      <div className="max-w-120 space-y-4">{children}</div>
    </section>
  );
}
