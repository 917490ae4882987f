import { useCallback, useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { SessionProvider } from './graphql/session.tsx';
import { routes } from './routes.tsx';
import { Toaster } from './ui/toast.tsx';
import { TooltipProvider } from './ui/tooltip.tsx';

/** Everything around the pages: the router, the GraphQL session, and what floats above. */
export function App() {
  const [router] = useState(() => createBrowserRouter(routes));
  const leaveToSignIn = useCallback(() => {
    const { pathname, search } = router.state.location;
    if (pathname === '/sign-in' || pathname === '/setup') return;
    void router.navigate(`/sign-in?next=${encodeURIComponent(pathname + search)}`, { replace: true });
  }, [router]);
  return (
    <SessionProvider onUnauthenticated={leaveToSignIn}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <Toaster />
      </TooltipProvider>
    </SessionProvider>
  );
}
