import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Logo } from '../../ui/logo.tsx';

/** The page around a form that stands before the product: sign-in and set-up. */
export function Door({
  title,
  lead,
  children,
  footer,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-panel px-4 pt-[14vh] pb-8">
      <div className="w-full max-w-90">
        <Logo className="mx-auto size-9" />
        <h1 className="mt-4 text-center text-xl">{title}</h1>
        {lead ? <div className="mt-1 text-center text-muted">{lead}</div> : null}
        <div className="mt-6 rounded-lg border border-line bg-page p-5">{children}</div>
        {footer ? <div className="mt-4 text-center text-muted text-xs">{footer}</div> : null}
      </div>
    </main>
  );
}

/** Good news on such a page. */
export function DoorNote({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex gap-2 rounded-md bg-succeeded-soft px-3 py-2 text-body">
      <CircleCheck aria-hidden className="mt-px size-4 shrink-0 text-succeeded" />
      <span>{children}</span>
    </p>
  );
}
