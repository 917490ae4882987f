import { useEffect, useRef } from 'react';

/**
 * Acts when a run ends that was open while one looked at it. Its end may be heard before its last attempts, and nobody
 * listens to those of a run that has ended.
 */
export function useAtEnd(id: string, isOpen: boolean | undefined, act: () => void): void {
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
}
