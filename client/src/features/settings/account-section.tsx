import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { cn } from '../../lib/cn.ts';

interface AccountSectionProps {
  /** Its anchor: `/account#sessions`. */
  id: string;
  title: string;
  text: ReactNode;
  /** Content under the title rather than beside it, for tables. */
  isWide?: boolean;
  children: ReactNode;
}

/** A part of the account page with an address of its own, which brings it into view. */
export function AccountSection({ id, title, text, isWide = false, children }: AccountSectionProps) {
  const { hash, key } = useLocation();
  const ref = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same link pressed again goes there again
  useEffect(() => {
    if (hash === `#${id}`) ref.current?.scrollIntoView({ block: 'start' });
  }, [hash, key, id]);
  return (
    <section
      ref={ref}
      id={id}
      aria-labelledby={`${id}-title`}
      className={cn('grid scroll-mt-12 gap-x-8 gap-y-3 py-6', isWide ? null : 'md:grid-cols-[220px_minmax(0,1fr)]')}
    >
      <div>
        <h2 id={`${id}-title`} className="text-sm">
          {title}
        </h2>
        <p className="text-muted">{text}</p>
      </div>
      {children}
    </section>
  );
}
