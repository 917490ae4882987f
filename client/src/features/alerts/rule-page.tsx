import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import {
  type RulePageQuery,
  useCreateAlertRuleMutation,
  useRulePageQuery,
  useUpdateAlertRuleMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type AlertDraft, draftOf, emptyDraft, examples, questionOf, ruleInputOf } from './alert-draft.ts';
import { BackTestPreview } from './back-test-preview.tsx';
import { RuleForm } from './rule-form.tsx';

type Project = NonNullable<RulePageQuery['project']>;
type Rule = Project['alertRules'][number];

/** Writes a rule, and shows what it would have done before it is saved. */
export default function RulePage() {
  const { slug = '', ruleId } = useParams();
  const [search] = useSearchParams();
  const [{ data, error }, retry] = useRulePageQuery({ variables: { slug }, requestPolicy: 'cache-and-network' });
  const project = data?.project;
  const rule = project?.alertRules.find(({ id }) => id === ruleId) ?? null;
  const title = ruleId ? (rule?.name ?? 'Alert rule') : 'New alert rule';
  useBreadcrumbs([
    { label: 'Analytics', to: `/p/${slug}/analytics` },
    { label: 'Alerts', to: `/p/${slug}/analytics/alerts` },
    { label: title },
  ]);
  useDocumentTitle(title);
  if (error && !project) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data || !project) return <Skeleton className="h-96 rounded-lg" />;
  if (ruleId && !rule) return <NotFound />;
  return (
    <Editor
      key={ruleId ?? 'new'}
      project={project}
      measures={data.measures}
      rule={rule}
      first={rule ? draftOf(rule) : exampleDraft(search.get('example'), project)}
    />
  );
}

function exampleDraft(key: string | null, { environments }: Project): AlertDraft {
  const example = examples.find((each) => each.key === key);
  if (!example) return emptyDraft;
  const production = environments.filter(({ isProduction }) => isProduction).map(({ id }) => id);
  return { ...emptyDraft, ...example.draft, ...(example.isInProduction && { environmentIds: production }) };
}

interface EditorProps {
  project: Project;
  measures: RulePageQuery['measures'];
  rule: Rule | null;
  first: AlertDraft;
}

function Editor({ project, measures, rule, first }: EditorProps) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(first);
  const [refusal, setRefusal] = useState<CombinedError | null>(null);
  const [{ fetching: isCreating }, create] = useCreateAlertRuleMutation();
  const [{ fetching: isUpdating }, update] = useUpdateAlertRuleMutation();
  const measure = measures.find(({ key }) => key === draft.measure);
  const alerts = `/p/${project.slug}/analytics/alerts`;
  const refused = refusal ? describeError(refusal).problems : [];
  const problems = Object.fromEntries(refused.map(({ path, message }) => [path, message]));
  const change = (part: Partial<AlertDraft>) => setDraft((before) => fitting({ ...before, ...part }));
  const save = async () => {
    setRefusal(null);
    const input = ruleInputOf(draft, measure);
    const { error } = rule
      ? await update({ input: { id: rule.id, ...input } })
      : await create({ input: { projectId: project.id, ...input, renotifyHours: input.renotifyHours || null } });
    if (error) return setRefusal(error);
    showToast(rule ? 'Alert rule saved' : 'Alert rule added');
    void navigate(alerts);
  };
  const canManage = project.viewerCanManageAlerts;
  return (
    <form
      className="grid gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="min-w-0 space-y-5">
        {refusal && refused.length === 0 ? <QueryError error={refusal} /> : null}
        <fieldset disabled={!canManage} className="min-w-0">
          <legend className="mb-3 font-semibold text-lg text-strong">{rule ? 'Rule' : 'New rule'}</legend>
          <RuleForm draft={draft} measures={measures} project={project} onChange={change} problems={problems} />
        </fieldset>
        <div className="flex flex-wrap gap-2">
          {canManage ? (
            <Button type="submit" look="primary" isPending={isCreating || isUpdating}>
              {rule ? 'Save rule' : 'Add rule'}
            </Button>
          ) : null}
          <Button onClick={() => void navigate(alerts)}>{canManage ? 'Cancel' : 'Back to alerts'}</Button>
        </div>
      </div>
      <div className="min-w-0 lg:sticky lg:top-16 lg:self-start">
        <BackTestPreview projectId={project.id} zone={project.timeZone} question={questionOf(draft, measure)} />
      </div>
    </form>
  );
}

/** A window is a multiple of how often it looks. */
function fitting(draft: AlertDraft): AlertDraft {
  if (draft.windowMinutes % draft.everyMinutes === 0) return draft;
  return {
    ...draft,
    windowMinutes: Math.max(
      draft.everyMinutes,
      Math.ceil(draft.windowMinutes / draft.everyMinutes) * draft.everyMinutes,
    ),
  };
}
