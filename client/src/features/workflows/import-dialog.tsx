import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import {
  type PreviewWorkflowImportMutation,
  useImportWorkflowMutation,
  usePreviewWorkflowImportMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileSource } from '../../ui/file-source.tsx';
import { showUndoToast } from '../../ui/toast.tsx';
import { type Graph, readGraph } from './graph.ts';
import { ImportPreview } from './import-preview.tsx';

export type ImportedFile = PreviewWorkflowImportMutation['previewWorkflowImport'];

interface ImportDialogProps {
  project: { id: string; slug: string };
  /** The workflow whose drawing the file can take the place of. */
  replace?: {
    id: string;
    name: string;
    graph: Graph;
    onSave: () => Promise<number | null>;
    onReplaced: (graph: Graph, revision: number) => void;
    onUndo: (before: Graph) => void;
  };
  onClose: () => void;
}

const mostBytes = 2 * 1024 * 1024;

/** Takes a workflow from a file: shows what it would bring before anything is stored. */
export function ImportDialog({ project, replace, onClose }: ImportDialogProps) {
  const navigate = useNavigate();
  const [, preview] = usePreviewWorkflowImportMutation();
  const [, take] = useImportWorkflowMutation();
  const [source, setSource] = useState('');
  const [file, setFile] = useState<ImportedFile | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const [isPending, setPending] = useState(false);

  const change = (text: string) => {
    setSource(text);
    setFile(null);
    setError(null);
    const isTooLong = new Blob([text]).size > mostBytes;
    setProblem(isTooLong ? 'A file may have 2 MiB at most.' : undefined);
  };
  const look = async () => {
    setPending(true);
    const { data, error: failed } = await preview({ input: { projectId: project.id, source } });
    setPending(false);
    setError(failed ?? null);
    setFile(data?.previewWorkflowImport ?? null);
  };
  const addNew = async () => {
    setPending(true);
    const { data, error: failed } = await take({ input: { projectId: project.id, source } });
    setPending(false);
    setError(failed ?? null);
    if (!data) return;
    onClose();
    void navigate(`/p/${project.slug}/workflows/${data.importWorkflow.id}`);
  };
  const replaceDraft = async () => {
    if (!replace) return;
    setPending(true);
    const baseRevision = await replace.onSave();
    if (baseRevision === null) {
      setPending(false);
      return setProblem('The drawing has changes that are not saved. Try again when they are.');
    }
    const { data, error: failed } = await take({
      input: { projectId: project.id, source, replaceId: replace.id, baseRevision },
    });
    setPending(false);
    setError(failed ?? null);
    if (!data) return;
    const { graph, revision } = data.importWorkflow.draft;
    replace.onReplaced(readGraph(graph), revision);
    showUndoToast('The drawing is what the file says', () => replace.onUndo(replace.graph));
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Import a workflow"
      description="Nothing is published by it."
      size="lg"
      footer={
        file ? (
          <>
            <Button onClick={() => setFile(null)}>Another file</Button>
            {replace ? (
              <Button isPending={isPending} onClick={() => void replaceDraft()}>
                Replace the drawing
              </Button>
            ) : null}
            <Button look="primary" isPending={isPending} onClick={() => void addNew()}>
              Import as a new workflow
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button
              look="primary"
              disabled={source.trim() === '' || problem !== undefined}
              isPending={isPending}
              onClick={() => void look()}
            >
              Look at the file
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        {error ? <QueryError error={error} /> : null}
        {file ? (
          <>
            {problem ? (
              <p role="alert" className="text-failed">
                {problem}
              </p>
            ) : null}
            <ImportPreview file={file} replace={replace} />
          </>
        ) : (
          <FileSource accept=".yaml,.yml,.json" hint="YAML or JSON" error={problem} value={source} onChange={change} />
        )}
      </div>
    </Dialog>
  );
}
