import { Navigate, useLocation } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import { usePlainFrameQuery } from '../../graphql/generated.ts';
import { Frame } from './frame.tsx';

/** The frame of pages that belong to no project. */
export function PlainFrame() {
  const [{ data, error, fetching }] = usePlainFrameQuery();
  const location = useLocation();
  const isSignedOut = (data && !data.viewer && !fetching) || errorCode(error) === 'UNAUTHENTICATED';
  if (isSignedOut) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  }
  return <Frame viewer={data?.viewer ?? null} project={null} />;
}
