import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createMemoryRouter, type RouteObject, RouterProvider } from 'react-router';
import { SessionProvider } from '../src/graphql/session.tsx';
import { Toaster } from '../src/ui/toast.tsx';
import { TooltipProvider } from '../src/ui/tooltip.tsx';

interface Rendered {
  user: UserEvent;
  /** Where the browser would be. */
  path: () => string;
}

/** Draws routes as the app does, at an address. */
export function renderAt(address: string, routes: RouteObject[]): Rendered {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  const path = () => router.state.location.pathname + router.state.location.search;
  render(
    <SessionProvider onUnauthenticated={() => void router.navigate('/sign-in')}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <Toaster />
      </TooltipProvider>
    </SessionProvider>,
  );
  return { user: userEvent.setup(), path };
}
