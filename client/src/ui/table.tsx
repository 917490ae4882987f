import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Link } from 'react-router';
import { cn } from '../lib/cn.ts';
import { Skeleton } from './skeleton.tsx';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: 'left' | 'right';
  /** A Tailwind width, such as `w-24`. One column without takes the rest. */
  width?: string;
  /** Left out below 640 px. */
  isHiddenOnPhone?: boolean;
  /** Holds the row's link; the first column unless said. */
  isMain?: boolean;
}

interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Makes the whole row a link. Other links and buttons in it keep working. */
  rowHref?: (row: Row) => string;
  /** Draws this many rows of placeholders instead. */
  loadingRows?: number;
  /** `fixed`: widths are as given, and long texts are cut instead of widening the table. */
  layout?: 'auto' | 'fixed';
  /** Distance of the sticky header from the top of the page, as a Tailwind class. */
  stickyTop?: string;
  className?: string;
}

/** A table with a sticky header. Rows that are links can be walked with the arrow keys (or j and k) and opened with Enter. */
export function Table<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowHref,
  loadingRows = 0,
  layout = 'auto',
  stickyTop = 'top-12',
  className,
}: TableProps<Row>) {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const main = columns.find((column) => column.isMain) ?? columns[0];
  const columnClasses = (column: Column<Row>) =>
    cn(
      column.width,
      column.align === 'right' ? 'text-right' : 'text-left',
      column.isHiddenOnPhone ? 'max-sm:hidden' : null,
    );
  return (
    <table
      aria-label={label}
      aria-busy={loadingRows > 0}
      className={cn(
        'w-full border-separate border-spacing-0 text-xs',
        layout === 'fixed' ? 'table-fixed' : null,
        className,
      )}
    >
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={cn(
                'sticky z-10 h-8 border-line border-b bg-page px-2 font-medium text-muted',
                stickyTop,
                columnClasses(column),
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={bodyRef} onKeyDown={(event) => moveBetweenRows(event, bodyRef.current)}>
        {loadingRows > 0
          ? Array.from({ length: loadingRows }, (_, index) => index).map((index) => (
              <tr key={index}>
                {columns.map((column, columnIndex) => (
                  <td key={column.key} className={cn('h-9 border-line border-b px-2', columnClasses(column))}>
                    <Skeleton className={cn('h-3', columnIndex === 0 ? 'w-3/5' : 'w-2/5')} />
                  </td>
                ))}
              </tr>
            ))
          : rows.map((row) => (
              <tr
                key={rowKey(row)}
                className={cn('group relative', rowHref ? 'focus-within:bg-hover hover:bg-hover' : null)}
              >
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cn('h-9 border-line border-b px-2 py-1.5 pointer-coarse:h-12', columnClasses(column))}
                  >
                    {rowHref && column === main ? (
                      <Link
                        to={rowHref(row)}
                        data-row-link=""
                        className="text-strong after:absolute after:inset-0 after:content-[''] focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                      >
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}

function moveBetweenRows(event: KeyboardEvent, body: HTMLElement | null): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || !body || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
  const links = [...body.querySelectorAll<HTMLElement>('[data-row-link]')];
  const row = event.target instanceof Element ? event.target.closest('tr') : null;
  const current = links.findIndex((link) => row?.contains(link));
  const next = links[Math.min(Math.max(current + step, 0), links.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
