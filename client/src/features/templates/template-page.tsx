import { lazy, Suspense, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { CombinedError } from 'urql';
import {
  type DryRunWorkflowInput,
  useInstallTemplateMutation,
  useTemplateDryRunQuery,
  useTemplatePageQuery,
  useTemplatePreviewQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { DryRunPanel, WELL } from '../../ui/dry-run/dry-run-panel.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ParameterFields } from '../../ui/schema-form/parameter-fields.tsx';
import {
  initialValues,
  parseValues,
  type RawValues,
  readParameterFields,
} from '../../ui/schema-form/parameter-schema.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { readGraph } from './template-graph.ts';
import { TemplateNeeds } from './template-needs.tsx';

const TemplateCanvas = lazy(() => import('./template-canvas.tsx'));

/** One template: its graph, what it wants, what it is filled in with, what it would do; and its installation. */
export default function TemplatePage() {
  const { slug = '', template: templateSlug = '' } = useParams();
  const navigate = useNavigate();
  const [{ data, error }, retry] = useTemplatePageQuery({ variables: { slug, template: templateSlug } });
  const project = data?.project ?? null;
  const template = data?.workflowTemplate ?? null;
  const [edits, setEdits] = useState<RawValues>({});
  const [name, setName] = useState<string | null>(null);
  const [sent, setSent] = useState<Record<string, unknown>>({});
  const parameters = useDebounced(sent, 300);
  const canManage = project?.viewerCanManageWorkflows ?? false;
  const [preview] = useTemplatePreviewQuery({
    variables: { input: { projectId: project?.id ?? '', slug: templateSlug, parameters } },
    pause: !template || !canManage,
  });
  const shown = preview.data?.previewTemplate ?? null;
  const fields = useMemo(() => readParameterFields(shown?.parameterSchema), [shown]);
  const values = { ...initialValues(fields, {}), ...edits };
  const [tried, setTried] = useState<DryRunWorkflowInput | null>(null);
  const [failing, setFailing] = useState(WELL);
  const [dry] = useTemplateDryRunQuery({
    variables: { input: tried ?? {} },
    pause: tried === null,
    requestPolicy: 'network-only',
  });
  const [, install] = useInstallTemplateMutation();
  // One for the whole page: pressed twice, or sent again after a lost answer, it is still one workflow.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [problem, setProblem] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [openKey, setOpenKey] = useState<string | null>(null);
  const isWide = useMediaQuery('(min-width: 768px)');
  useBreadcrumbs([
    { label: 'Workflows', to: `/p/${slug}/workflows` },
    { label: 'Templates', to: `/p/${slug}/workflows/templates` },
    { label: template?.name ?? 'Template' },
  ]);
  if (data && (!template || !project)) return <NotFound />;
  const looks = new Map((data?.nodeTypes ?? []).map((type) => [type.type, type]));
  const graph = readGraph(shown?.graph ?? template?.graph);
  const dryRun = tried ? (dry.data?.dryRunWorkflow ?? null) : null;
  const check = () => {
    const { values: parsed, problems } = parseValues(fields, values);
    setErrors(Object.fromEntries(problems.map(({ name, message }) => [name, message])));
    return problems.length === 0 ? parsed : null;
  };
  const change = (field: string, value: string | boolean) => {
    const next = { ...edits, [field]: value };
    setEdits(next);
    setTried(null);
    setSent(parseValues(fields, { ...values, ...next }).values);
    setErrors({});
  };
  const tryIt = () => {
    const given = check();
    if (given && project)
      setTried({
        projectId: project.id,
        templateSlug,
        parameters: given,
        failing: failing === WELL ? [] : [failing],
      });
  };
  const installIt = async () => {
    const given = check();
    if (!given || !project) return;
    setPending(true);
    setProblem(null);
    const answer = await install({
      input: {
        projectId: project.id,
        slug: templateSlug,
        parameters: given,
        idempotencyKey: `${idempotencyKey}-${hashOf(JSON.stringify([given, name]))}`,
        ...(name?.trim() ? { name: name.trim() } : {}),
      },
    });
    setPending(false);
    if (answer.data) void navigate(`/p/${slug}/workflows/${answer.data.installTemplate.id}`);
    else setProblem(answer.error ?? null);
  };
  const steps = graph.nodes.filter(({ type }) => looks.get(type)?.group === 'ACTION' || type === 'approval');
  return (
    <>
      <PageHeader title={template?.name ?? 'Template'} />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {template ? (
        <p className="mb-4 max-w-180 text-muted">{template.description}</p>
      ) : (
        <Skeleton className="mb-4 h-5" />
      )}
      {isWide && template ? (
        <div className="mb-6 h-80 overflow-hidden rounded-lg border border-line">
          <Suspense fallback={<Skeleton className="size-full" />}>
            <TemplateCanvas graph={graph} looks={looks} dryRun={dryRun} openKey={openKey} onOpen={setOpenKey} />
          </Suspense>
        </div>
      ) : null}
      {project && !canManage ? (
        <p className="text-muted">Somebody who may draw workflows in this project can install it.</p>
      ) : null}
      {preview.error ? <QueryError error={preview.error} className="mb-4" /> : null}
      {canManage && !shown && !preview.error ? <Skeleton className="h-60" /> : null}
      {shown ? (
        <div className="grid gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <form
            className="space-y-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (!isPending) void installIt();
            }}
          >
            <NameField value={name ?? template?.name ?? ''} onChange={setName} />
            {fields.length > 0 ? (
              <ParameterFields fields={fields} values={values} errors={errors} onChange={change} />
            ) : null}
            {problem ? <QueryError error={problem} /> : null}
            <Button look="primary" type="submit" isPending={isPending}>
              Install as a draft
            </Button>
            <p className="text-muted text-xs">Nothing runs before you publish it.</p>
          </form>
          <div className="space-y-6">
            <TemplateNeeds preview={shown} projectSlug={slug} />
            <section aria-labelledby="template-dry-run">
              <h2 id="template-dry-run" className="mb-2 font-medium text-sm">
                Dry run
              </h2>
              <DryRunPanel
                nodes={steps}
                failing={failing}
                onFailing={(key) => {
                  setFailing(key);
                  setTried(null);
                }}
                onTry={tryIt}
                isPending={dry.fetching}
                failure={tried && dry.error ? <QueryError error={dry.error} /> : null}
                dryRun={dryRun}
                openKey={openKey}
              />
            </section>
          </div>
        </div>
      ) : null}
    </>
  );
}

function NameField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <FormField label="Name" isOptional hint="What the workflow is called">
      {(control) => (
        <Input {...control} value={value} maxLength={100} onChange={(event) => onChange(event.target.value)} />
      )}
    </FormField>
  );
}

/** Other parameters are another installation. */
function hashOf(text: string): string {
  let hash = 0;
  for (const char of text) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) | 0;
  return (hash >>> 0).toString(36);
}
