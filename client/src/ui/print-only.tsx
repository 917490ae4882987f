import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What comes out on paper instead of the page, while it is there. */
export function PrintOnly({ children }: { children: ReactNode }) {
  return createPortal(
    <div aria-hidden className="print-only p-8 text-strong">
      {children}
    </div>,
    document.body,
  );
}
