import { type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

interface WhenSeenProps {
  /** Keeps the place until then, so that nothing jumps. */
  minHeight: number;
  children: ReactNode;
}

/**
 * Draws its content, and asks what it asks, once it comes near the window, or once the browser has nothing else to do: whoever prints the
 * page or searches in it finds all of it. From then on it stays.
 */
export function WhenSeen({ minHeight, children }: WhenSeenProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    if (isSeen || !ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(ref.current);
    const stopWaiting = whenIdle(() => setSeen(true));
    // Paper is painted as soon as this event is over.
    const beforePrint = () => flushSync(() => setSeen(true));
    window.addEventListener('beforeprint', beforePrint);
    return () => {
      observer.disconnect();
      stopWaiting();
      window.removeEventListener('beforeprint', beforePrint);
    };
  }, [isSeen]);
  return (
    <div ref={ref} className="grid min-w-0 grid-cols-1" style={isSeen ? undefined : { minHeight }}>
      {isSeen ? children : null}
    </div>
  );
}

/** What is in the window comes first. */
const HEAD_START_MS = 1_500;

function whenIdle(run: () => void): () => void {
  let idle = 0;
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === 'undefined') run();
    else idle = requestIdleCallback(run);
  }, HEAD_START_MS);
  return () => {
    clearTimeout(timer);
    if (idle) cancelIdleCallback(idle);
  };
}
