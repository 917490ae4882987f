import { Copy, Link2, X } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../../lib/copy-text.ts';
import { formatCount } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { showErrorToast, showToast } from '../../../ui/toast.tsx';
import { plainTextOf } from './ansi.ts';
import type { LineRange } from './line-range.ts';
import type { ReadLogPage } from './log-line.ts';
import { pageSize } from './log-rows.ts';

interface LogSelectionBarProps {
  range: LineRange;
  readPage: ReadLogPage;
  onClear: () => void;
}

/** A clipboard of more lines than this is a file; the download is for that. */
const maxCopiedLines = 20_000;

async function readText(readPage: ReadLogPage, range: LineRange): Promise<string> {
  const texts: string[] = [];
  const to = Math.min(range.to, range.from + maxCopiedLines - 1);
  for (let after = range.from - 1; after < to; after += pageSize) {
    const first = Math.min(pageSize, to - after);
    const batch = await readPage({ after, first, filter: {} }, new AbortController().signal);
    texts.push(...batch.lines.map(plainTextOf));
  }
  return `${texts.join('\n')}\n`;
}

/** What can be done with the selected lines. */
export function LogSelectionBar({ range, readPage, onClear }: LogSelectionBarProps) {
  const [isCopying, setCopying] = useState(false);
  const count = range.to - range.from + 1;
  const copyLines = async () => {
    setCopying(true);
    try {
      await copyText(await readText(readPage, range));
      showToast(count === 1 ? 'Copied the line' : `Copied ${formatCount(Math.min(count, maxCopiedLines))} lines`);
    } catch {
      showErrorToast('Could not copy the lines', 'They could not be loaded. Try again.');
    } finally {
      setCopying(false);
    }
  };
  const copyLink = async () => {
    await copyText(window.location.href);
    showToast('Copied the link');
  };
  return (
    <section
      aria-label="Selected lines"
      className="absolute bottom-2 left-2 z-10 flex animate-appear items-center gap-1 rounded-md border border-line bg-page py-1 pr-1 pl-3 shadow-float"
    >
      <span className="mr-1 text-xs">
        {count === 1 ? `Line ${formatCount(range.from)}` : `Lines ${formatCount(range.from)}–${formatCount(range.to)}`}
      </span>
      <Button size="sm" look="ghost" icon={<Copy />} isPending={isCopying} onClick={() => void copyLines()}>
        {count === 1 ? 'Copy line' : 'Copy lines'}
      </Button>
      <Button size="sm" look="ghost" icon={<Link2 />} onClick={() => void copyLink()}>
        Copy link
      </Button>
      <IconButton size="sm" label="Clear the selection" icon={<X />} onClick={onClear} />
    </section>
  );
}
