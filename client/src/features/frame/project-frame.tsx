import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
export function ProjectFrame({ floating }: { floating: ReactNode }) {
  return (
    <>
      <Outlet />
      {floating}
    </>
  );
}
