import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWorkflowYamlQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { Graph } from './graph.ts';

interface ExportDialogProps {
  workflow: { id: string; slug: string; name: string };
  graph: Graph;
  /** The file is made of what is saved. */
  onSave: () => Promise<number | null>;
  onClose: () => void;
}

/** The draft as a file: to keep, to review, or to import elsewhere. It holds names of secrets, never their values. */
export function ExportDialog({ workflow, graph, onSave, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState('yaml');
  const [isSaved, setSaved] = useState(false);
  const [{ data, error }, retry] = useWorkflowYamlQuery({
    variables: { id: workflow.id },
    requestPolicy: 'network-only',
    pause: !isSaved,
  });
  useEffect(() => {
    void onSave().then(() => setSaved(true));
  }, [onSave]);
  const file = data?.workflow;
  const text = file ? (format === 'yaml' ? file.yaml : jsonOf(file, graph)) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Export ${workflow.name}`}
      description="The draft, with the names of its secrets and without their values."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            look="primary"
            icon={<Download />}
            disabled={text === undefined}
            onClick={() => text !== undefined && download(`${workflow.slug}.${format}`, text)}
          >
            Download {workflow.slug}.{format}
          </Button>
        </>
      }
    >
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-3" />
      ) : null}
      <Tabs
        aria-label="Format"
        value={format}
        onChange={setFormat}
        tabs={['yaml', 'json'].map((value) => ({
          value,
          label: value.toUpperCase(),
          content:
            text === undefined ? (
              <Skeleton className="h-40" />
            ) : (
              <div className="max-h-[45vh] overflow-y-auto">
                <CodeBlock code={text} label="file" />
              </div>
            ),
        }))}
      />
    </Dialog>
  );
}

/** The same file in the other notation: importing reads both. */
function jsonOf(file: { name: string; slug: string; description: string | null }, graph: Graph): string {
  const { name, slug, description } = file;
  return JSON.stringify({ pilothouse: 1, name, slug, ...(description ? { description } : {}), ...graph }, null, 2);
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
