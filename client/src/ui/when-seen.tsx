import { type ReactNode, useEffect, useRef, useState } from 'react';

interface WhenSeenProps {
  /** Keeps the place until then, so that nothing jumps. */
  minHeight: number;
  children: ReactNode;
}

/** Draws its content, and asks what it asks, once it comes near the window. From then on it stays. */
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
    return () => observer.disconnect();
  }, [isSeen]);
  return (
    <div ref={ref} className="min-w-0" style={isSeen ? undefined : { minHeight }}>
      {isSeen ? children : null}
    </div>
  );
}
