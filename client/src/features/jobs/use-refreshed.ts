import { useEffect, useRef } from 'react';

export const REFRESH_SECONDS = 5;

/** Asks again every few seconds while the page is shown, and at once when it is shown again. */
export function useRefreshed(refresh: () => void): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    const look = () => {
      if (!document.hidden) latest.current();
    };
    const timer = setInterval(look, REFRESH_SECONDS * 1_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
