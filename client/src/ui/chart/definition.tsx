import { Info } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** How a number is made, under an ⓘ beside it. */
export function Definition({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger
        aria-label={`What ${title} means`}
        className="inline-flex size-5 shrink-0 items-center justify-center rounded-full text-faint hover:text-strong data-[state=open]:text-accent-text pointer-coarse:-my-2.5 pointer-coarse:size-10"
      >
        <Info className="size-3.5" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={title}
          className="z-60 w-72 max-w-[calc(100vw-16px)] animate-appear rounded-lg border border-line bg-page p-3 text-body text-xs shadow-float focus:outline-none"
        >
          <p className="mb-1 font-medium text-sm text-strong">{title}</p>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
