import { Suspense } from 'react';
import { Outlet, useParams } from 'react-router';
import { useSettingsLayoutQuery } from '../../graphql/generated.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tabs.tsx';

/** The tabs over a project's settings: those that this person has something to do with. */
export default function SettingsLayout() {
  const { slug = '' } = useParams();
  const [{ data }] = useSettingsLayoutQuery({ variables: { slug } });
  const project = data?.project;
  return (
    <>
      <PageHeader title="Settings" />
      <TabLinks
        label="Settings"
        tabs={[
          { to: 'general', label: 'General' },
          { to: 'environments', label: 'Environments' },
          { to: 'variables', label: 'Variables' },
          { to: 'members', label: 'Members' },
          { to: 'roles', label: 'Roles' },
          { to: 'access', label: 'Access' },
          { to: 'notifications', label: 'Notifications' },
          ...(project?.viewerCanManageTokens ? [{ to: 'tokens', label: 'Tokens' }] : []),
          ...(project?.viewerCanReadAudit ? [{ to: 'audit', label: 'Audit' }] : []),
        ]}
      />
      <div className="pt-5">
        <Suspense>
          <Outlet />
        </Suspense>
      </div>
    </>
  );
}
