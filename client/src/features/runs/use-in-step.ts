import { useEffect, useRef } from 'react';

/**
 * Acts when a run that is open is heard of for the first time: its attempts may have changed since it was asked for. And when
 * it ends while one looks: its end may be heard before its last attempts, and nobody listens to those of a run that has ended.
 */
export function useInStep(id: string, isOpen: boolean | undefined, isHeard: boolean, act: () => void): void {
  const openId = useRef<string>(undefined);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (isOpen) openId.current = id;
    else if (isOpen === false && openId.current === id) {
      openId.current = undefined;
      latest.current();
    }
  }, [id, isOpen]);
  useEffect(() => {
    if (isHeard && openId.current === id) latest.current();
  }, [id, isHeard]);
}
