import { Tabs as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { cn } from '../lib/cn.ts';

const tabClasses = cn(
  '-mb-px inline-flex h-8 shrink-0 items-center justify-center gap-1.5 border-transparent border-b-2 text-muted hover:text-strong focus-visible:-outline-offset-2 pointer-coarse:h-11 pointer-coarse:min-w-10',
);

interface TabsProps {
  value: string;
  onChange: (value: string) => void;
  tabs: Array<{ value: string; label: ReactNode; content: ReactNode }>;
  'aria-label': string;
}

/** Views of one thing, on one page. */
export function Tabs({ value, onChange, tabs, ...aria }: TabsProps) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on phones the chosen tab may be out of sight
  useEffect(() => {
    ref.current?.querySelector('[data-state="active"]')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [value]);
  return (
    <Radix.Root value={value} onValueChange={onChange}>
      <Radix.List ref={ref} className="flex gap-5 overflow-x-auto overflow-y-hidden border-line border-b" {...aria}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(
              tabClasses,
              'data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-strong',
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-5 focus-visible:outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

/** The same look for views with an address of their own. */
export function TabLinks({ tabs, label }: { tabs: Array<{ to: string; label: ReactNode }>; label: string }) {
  const { pathname } = useLocation();
  const ref = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab of the new address is the one to show
  useEffect(() => {
    ref.current?.querySelector('[aria-current="page"]')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [pathname, tabs.length]);
  return (
    <nav ref={ref} aria-label={label} className="flex gap-5 overflow-x-auto overflow-y-hidden border-line border-b">
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          className={cn(
            tabClasses,
            'aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-strong',
          )}
        >
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
