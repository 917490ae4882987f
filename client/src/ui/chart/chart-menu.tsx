import { Braces, Database, Ellipsis, FileSpreadsheet, Image, Rows3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropdownMenu, MenuItem, MenuSeparator } from '../dropdown-menu.tsx';
import { IconButton } from '../icon-button.tsx';
import { showErrorToast } from '../toast.tsx';
import { fileName, saveFile, toCsv, toNdjson, toPng } from './chart-export.ts';
import type { ChartData } from './chart-types.ts';

interface ChartMenuProps {
  title: string;
  data: ChartData;
  /** The chart as painted, or null while it is a table. */
  paint: () => HTMLCanvasElement | null;
  onShowRows?: () => void;
  parquetUrl?: string;
  /** More entries. */
  children?: ReactNode;
}

/** What one can take away from a chart. */
export function ChartMenu({ title, data, paint, onShowRows, parquetUrl, children }: ChartMenuProps) {
  const saveImage = async () => {
    const painted = paint();
    if (!painted) return showErrorToast('There is no image yet', 'Show the chart first, not its table.');
    try {
      saveFile(fileName(title, 'png'), await toPng(title, painted));
    } catch (error) {
      showErrorToast('The image was not saved', error instanceof Error ? error.message : 'Try again.');
    }
  };
  const saveText = (ending: string, type: string, text: string) =>
    saveFile(fileName(title, ending), new Blob([text], { type: `${type};charset=utf-8` }));
  return (
    <DropdownMenu trigger={<IconButton size="sm" label={`More of ${title}`} icon={<Ellipsis />} />}>
      {onShowRows ? (
        <MenuItem icon={<Rows3 />} onSelect={onShowRows}>
          Show rows
        </MenuItem>
      ) : null}
      {children}
      {onShowRows || children ? <MenuSeparator /> : null}
      <MenuItem icon={<Image />} onSelect={() => void saveImage()}>
        Save as PNG
      </MenuItem>
      <MenuItem icon={<FileSpreadsheet />} onSelect={() => saveText('csv', 'text/csv', toCsv(data))}>
        Save as CSV
      </MenuItem>
      <MenuItem icon={<Braces />} onSelect={() => saveText('ndjson', 'application/x-ndjson', toNdjson(data))}>
        Save as NDJSON
      </MenuItem>
      {parquetUrl ? (
        <MenuItem asChild>
          <a href={parquetUrl} download>
            <Database aria-hidden /> Save as Parquet
          </a>
        </MenuItem>
      ) : null}
    </DropdownMenu>
  );
}
