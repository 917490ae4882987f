import { Suspense } from 'react';
import { Outlet, useSearchParams } from 'react-router';
import { PageHeader } from '../../ui/page-header.tsx';
import { TabLinks } from '../../ui/tabs.tsx';

/** What pages of numbers share: it stays when one goes from one to the other. */
const kept = [
  'range',
  'since',
  'until',
  'interval',
  'compare',
  'compareSince',
  'compareUntil',
  'service',
  'environment',
];

/** The tabs over everything that is counted. */
export default function AnalyticsLayout() {
  const [params] = useSearchParams();
  const shared = new URLSearchParams([...params].filter(([name]) => kept.includes(name))).toString();
  const numbers = (to: string) => (shared ? `${to}?${shared}` : to);
  return (
    <>
      <PageHeader title="Analytics" />
      <TabLinks
        label="Analytics"
        tabs={[
          { to: numbers('delivery'), label: 'Delivery' },
          { to: numbers('deployments'), label: 'Deployments' },
          { to: numbers('workflows'), label: 'Workflows' },
          { to: numbers('platform'), label: 'Platform' },
          { to: numbers('explore'), label: 'Explore' },
          { to: 'scores', label: 'Scores' },
          { to: 'dashboards', label: 'Dashboards' },
          { to: 'alerts', label: 'Alerts' },
          { to: 'incidents', label: 'Incidents' },
          { to: 'events', label: 'Events' },
          { to: 'roadmap', label: 'Roadmap' },
        ]}
      />
      <div className="pt-3">
        <Suspense>
          <Outlet />
        </Suspense>
      </div>
    </>
  );
}
