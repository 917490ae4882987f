import { Outlet } from 'react-router';
export function PlainFrame() {
  return <Outlet />;
}
