import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import { Button } from './button.tsx';
import { ErrorBanner } from './error-banner.tsx';

interface NotFoundProps {
  title?: string;
  message?: string;
  to?: string;
  linkLabel?: string;
}

/** An address with nothing behind it, or nothing this person may see: the two look the same on purpose. */
export function NotFound({
  title = 'There is nothing at this address',
  message = 'It may have been deleted, or you may not be a member of its project.',
  to = '/projects',
  linkLabel = 'Go to projects',
}: NotFoundProps) {
  useDocumentTitle('Not found');
  return (
    <div className="mx-auto max-w-110 py-16 text-center">
      <h1 className="text-xl">{title}</h1>
      <p className="mt-1 text-muted">{message}</p>
      <Button asChild className="mt-5">
        <Link to={to}>{linkLabel}</Link>
      </Button>
    </div>
  );
}

/** A page that broke while drawing, or whose code couldn't be loaded (usually: a new version was installed meanwhile). */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <main className="mx-auto max-w-140 p-6">
      <ErrorBanner
        title="This page could not be drawn"
        message={error instanceof Error ? error.message : 'Load it again; if that doesn’t help, go back.'}
        onRetry={() => window.location.reload()}
      />
    </main>
  );
}
