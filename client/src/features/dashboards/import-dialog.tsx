import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import {
  type PreviewDashboardImportMutation,
  useImportDashboardMutation,
  usePreviewDashboardImportMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileSource } from '../../ui/file-source.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { readContent } from './dashboard.ts';
import { ProblemList } from './problem-list.tsx';

interface ImportDialogProps {
  project: { id: string; slug: string };
  onClose: () => void;
}

type Preview = PreviewDashboardImportMutation['previewDashboardImport'];

/** Takes a dashboard from a file: shows what it would bring, and what it would change, before anything is stored. */
export function ImportDialog({ project, onClose }: ImportDialogProps) {
  const navigate = useNavigate();
  const [, look] = usePreviewDashboardImportMutation();
  const [, take] = useImportDashboardMutation();
  const [source, setSource] = useState('');
  const [preview, setPreview] = useState<Preview | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const change = (text: string) => {
    setSource(text);
    setPreview(null);
    setError(null);
  };
  const ask = async () => {
    setPending(true);
    const answer = await look({ input: { projectId: project.id, source } });
    setPending(false);
    setError(answer.error ?? null);
    setPreview(answer.data?.previewDashboardImport ?? null);
  };
  const store = async (replaced: Preview['existing']) => {
    setPending(true);
    const replace = replaced ? { replaceId: replaced.id, baseRevision: replaced.draftRevision } : {};
    const answer = await take({ input: { projectId: project.id, source, ...replace } });
    setPending(false);
    setError(answer.error ?? null);
    if (!answer.data) return;
    onClose();
    void navigate(`/p/${project.slug}/analytics/dashboards/${answer.data.importDashboard.id}/edit`);
  };
  const isGood = preview !== null && preview.problems.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Import a dashboard"
      description="It becomes a draft. Nothing is published by it."
      size="lg"
      footer={
        isGood ? (
          <>
            <Button onClick={() => setPreview(null)}>Another file</Button>
            {preview.existing ? (
              <Button isPending={isPending} onClick={() => void store(preview.existing)}>
                Replace the draft of {preview.existing.name}
              </Button>
            ) : null}
            <Button look="primary" isPending={isPending} onClick={() => void store(null)}>
              Import as a new dashboard
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button look="primary" disabled={source.trim() === ''} isPending={isPending} onClick={() => void ask()}>
              Look at the file
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        {error ? <QueryError error={error} /> : null}
        {isGood ? (
          <Found preview={preview} source={source} />
        ) : (
          <>
            {preview ? <ProblemList problems={preview.problems} /> : null}
            <FileSource accept=".yaml,.yml,.json" hint="YAML, 100 kB at most" value={source} onChange={change} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Found({ preview: { content, existing, existingSource }, source }: { preview: Preview; source: string }) {
  const found = readContent(content);
  return (
    <>
      <p>
        <span className="font-medium text-strong">{found?.name}</span>{' '}
        <span className="text-muted">with {formatPlural(found?.panels.length ?? 0, 'panel')}</span>
      </p>
      {found?.description ? <p className="text-muted">{found.description}</p> : null}
      {existing && existingSource !== null ? (
        <section>
          <h3 className="mb-1.5">What it would change in the draft of {existing.name}</h3>
          <LineDiff label={`Changes to ${existing.name}`} before={existingSource} after={source} />
        </section>
      ) : (
        <ul className="list-inside list-disc text-muted">
          {found?.panels.map(({ key, title }) => (
            <li key={key}>{title}</li>
          ))}
        </ul>
      )}
    </>
  );
}
