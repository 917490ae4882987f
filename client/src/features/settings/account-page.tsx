import { Link } from 'react-router';
import { useAccountPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccountEmail } from './account-email.tsx';
import { AccountPassword } from './account-password.tsx';
import { AccountProfile } from './account-profile.tsx';
import { AccountSection } from './account-section.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountTokens } from './account-tokens.tsx';
import { AccountTwoFactor } from './account-two-factor.tsx';
import { ConnectedAccounts } from './connected-accounts.tsx';

const sections = [
  ['profile', 'Profile'],
  ['password', 'Password'],
  ['second-factor', 'Second factor'],
  ['sessions', 'Sessions'],
  ['connected-accounts', 'Connected accounts'],
  ['tokens', 'Tokens'],
] as const;

/** The signed-in person: who they are, how they sign in, and where they are signed in. */
export default function AccountPage() {
  const [{ data, error }, retry] = useAccountPageQuery();
  useBreadcrumbs([{ label: 'Account' }]);
  const viewer = data?.viewer;
  const refresh = () => retry({ requestPolicy: 'network-only' });
  return (
    <div className="mx-auto max-w-240">
      <PageHeader
        title="Account"
        meta={
          viewer ? (
            <span className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 truncate">{viewer.email}</span>
              {viewer.isAdministrator ? <Badge tone="accent">Administrator</Badge> : null}
            </span>
          ) : null
        }
      />
      <nav aria-label="Account" className="flex gap-5 overflow-x-auto overflow-y-hidden border-line border-b">
        {sections.map(([id, label]) => (
          <Link
            key={id}
            to={`#${id}`}
            className="inline-flex h-8 shrink-0 items-center text-muted hover:text-strong pointer-coarse:h-11 pointer-coarse:min-w-10"
          >
            {label}
          </Link>
        ))}
      </nav>
      {error ? <QueryError error={error} onRetry={refresh} className="mt-5" /> : null}
      {viewer ? (
        <div className="divide-y divide-line">
          <AccountSection id="profile" title="Profile" text="How others see you, and the address you sign in with.">
            <div className="max-w-100 space-y-6">
              <AccountProfile key={viewer.id} name={viewer.name} />
              <AccountEmail viewer={viewer} sendsMail={data.setup.sendsMail} />
            </div>
          </AccountSection>
          <AccountSection id="password" title="Password" text="Changing it signs you out everywhere else.">
            <AccountPassword
              hasPassword={viewer.hasPassword}
              isAllowed={data.signInMethods.hasPassword}
              sendsMail={data.setup.sendsMail}
            />
          </AccountSection>
          <AccountSection
            id="second-factor"
            title="Second factor"
            text="With it, your password alone does not sign anybody in."
          >
            {viewer.twoFactor ? <AccountTwoFactor twoFactor={viewer.twoFactor} /> : null}
          </AccountSection>
          <AccountSection id="sessions" title="Sessions" text="Where you are signed in. End what you don’t recognize.">
            <AccountSessions />
          </AccountSection>
          <AccountSection
            id="connected-accounts"
            title="Connected accounts"
            text="Accounts elsewhere that sign you in here."
          >
            <ConnectedAccounts />
          </AccountSection>
          <AccountTokens viewer={viewer} projects={data.projects.nodes} onChanged={refresh} />
        </div>
      ) : error ? null : (
        <Skeleton className="mt-6 h-60 w-full" />
      )}
    </div>
  );
}
