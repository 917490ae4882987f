import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tabs.tsx';

/** The tabs over what concerns the whole installation. Who is no administrator is told so by each page. */
export default function AdministrationLayout() {
  return (
    <div className="mx-auto max-w-240">
      <PageHeader title="Administration" />
      <TabLinks
        label="Administration"
        tabs={[
          { to: '/administration/doctor', label: 'Doctor' },
          { to: '/administration/jobs', label: 'Work' },
          { to: '/administration/people', label: 'People' },
          { to: '/administration/data', label: 'Data' },
          { to: '/administration/settings', label: 'Settings' },
          { to: '/administration/audit', label: 'Audit' },
        ]}
      />
      <div className="pt-5">
        <Suspense>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
