import { Download } from 'lucide-react';
import { useState } from 'react';
import { type ExportFormat, exportUrl } from '../../lib/metric-export.ts';
import type { MetricWindow } from '../../lib/metric-range.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Select } from '../../ui/select.tsx';
import type { Panel } from './dashboard.ts';
import type { PanelData } from './panel-view.tsx';

interface ExportDialogProps {
  slug: string;
  panels: Panel[];
  data: ReadonlyMap<string, PanelData[]>;
  window: MetricWindow;
  onClose: () => void;
}

const formats: Array<{ value: ExportFormat; label: string }> = [
  { value: 'csv', label: 'CSV, for spreadsheets' },
  { value: 'ndjson', label: 'NDJSON, a line for each row' },
  { value: 'parquet', label: 'Parquet, for analysis' },
];

/** The numbers of a panel as a file. */
export function ExportDialog({ slug, panels, data, window, onClose }: ExportDialogProps) {
  const choices = panels.flatMap((panel) =>
    (data.get(panel.key) ?? []).map(({ given, measure, query }, index) => ({
      value: `${panel.key} ${index}`,
      label: [panel.title, (panel.measures?.length ?? 0) > 1 ? (given.label ?? measure?.title) : null]
        .filter(Boolean)
        .join(': '),
      query,
    })),
  );
  const [chosen, setChosen] = useState(choices[0]?.value);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const query = choices.find(({ value }) => value === chosen)?.query;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Export numbers"
      description="One row for each bucket of each group, in the window and with the filters that are chosen."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button asChild look="primary">
            <a href={query ? exportUrl(slug, format, window, query) : undefined} download onClick={onClose}>
              <Download aria-hidden /> Save
            </a>
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <FormField label="Panel">
          {(control) => <Select {...control} value={chosen} onChange={setChosen} options={choices} />}
        </FormField>
        <FormField label="Format">
          {(control) => (
            <Select
              {...control}
              value={format}
              onChange={(value) => setFormat(value as ExportFormat)}
              options={formats}
            />
          )}
        </FormField>
      </div>
    </Dialog>
  );
}
