import type { ReactNode } from 'react';
import { useDocumentTitle } from '../lib/use-document-title.ts';

interface PageHeaderProps {
  title: ReactNode;
  /** For the browser's tab, where the title isn't plain text. */
  documentTitle?: string;
  meta?: ReactNode;
  /** The one primary action, at the right. */
  action?: ReactNode;
}

/** The title row of a page. */
export function PageHeader({ title, documentTitle, meta, action }: PageHeaderProps) {
  useDocumentTitle(documentTitle ?? (typeof title === 'string' ? title : 'Pilothouse'));
  return (
    <header className="mb-5 flex min-h-7.5 flex-wrap items-center gap-x-3 gap-y-2">
      <div className="min-w-0 flex-1 basis-36">
        <h1 className="truncate text-xl">{title}</h1>
        {meta ? <div className="mt-0.5 text-muted">{meta}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap items-center gap-2">{action}</div> : null}
    </header>
  );
}
