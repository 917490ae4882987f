import type { DescribedError } from '../../graphql/errors.ts';
import { ErrorBanner } from '../../ui/error-banner.tsx';

/** Errors that stand at a field of the form. */
const atField = /^(version|serviceId|environmentId|note|parameters\..+)$/;

/** Why the server refused; what has a field of its own is said there. */
export function DeployFailure({ failure }: { failure: DescribedError }) {
  const others = failure.problems.filter(({ path }) => !atField.test(path));
  const message =
    others.length > 0
      ? others.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' ')
      : failure.message;
  return <ErrorBanner title={failure.title} message={message} requestId={failure.requestId} />;
}
