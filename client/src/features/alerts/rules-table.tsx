import { BellOff, Pencil, Trash2, TriangleAlert } from 'lucide-react';
import { useNavigate } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type RulesTable_AlertRuleFragment,
  useDeleteAlertRuleMutation,
  useRestoreAlertRuleMutation,
  useSetAlertRuleEnabledMutation,
} from '../../graphql/generated.ts';
import { formatMetric } from '../../lib/metrics.ts';
import { Badge } from '../../ui/badge.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { severityLooks, stateLooks } from './alert-words.ts';

type Rule = RulesTable_AlertRuleFragment;

interface RulesTableProps {
  slug: string;
  rules: Rule[];
  isLoading: boolean;
  canManage: boolean;
  onSilence: (rule: Rule) => void;
}

/** What is watched, and how it stands. */
export function RulesTable({ slug, rules, isLoading, canManage, onSilence }: RulesTableProps) {
  const navigate = useNavigate();
  const { remove, toggle } = useRuleVerbs();
  const columns: Column<Rule>[] = [
    {
      key: 'name',
      header: 'Rule',
      cell: (rule) => (
        <span className="block min-w-0">
          <span className={rule.isEnabled ? 'text-sm text-strong' : 'text-muted text-sm line-through'}>
            {rule.name}
          </span>
          <span className="block break-words text-muted">{rule.sentence}</span>
          {rule.lastProblem ? (
            <span className="flex items-start gap-1 text-failed">
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              {rule.lastProblem}
            </span>
          ) : null}
          <span className="mt-0.5 flex flex-wrap gap-1 sm:hidden">
            <State rule={rule} />
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      header: 'State',
      width: 'w-44',
      isHiddenOnPhone: true,
      cell: (rule) => (
        <span className="flex flex-wrap gap-1">
          <State rule={rule} />
        </span>
      ),
    },
    {
      key: 'value',
      header: 'Now',
      width: 'w-28',
      isHiddenOnPhone: true,
      align: 'right',
      cell: ({ lastValue, unit, evaluatedTo }) => (
        <span className="block tabular-nums">
          {evaluatedTo ? formatMetric(lastValue, unit) : '–'}
          <span className="block text-muted">{evaluatedTo ? <RelativeTime at={evaluatedTo} /> : 'not looked yet'}</span>
        </span>
      ),
    },
    {
      key: 'fired',
      header: 'Fired, 30 d',
      width: 'w-24',
      isHiddenOnPhone: true,
      align: 'right',
      cell: ({ recentFiringCount }) => <span className="tabular-nums">{recentFiringCount}</span>,
    },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: canManage ? 'w-36' : 'w-2',
      align: 'right',
      cell: (rule) =>
        canManage ? (
          <span className="relative z-1 inline-flex items-center justify-end">
            <Checkbox
              label={<span className="sr-only">Watch {rule.name}</span>}
              isChecked={rule.isEnabled}
              onChange={() => void toggle(rule)}
            />
            <IconButton size="sm" label={`Silence ${rule.name}`} icon={<BellOff />} onClick={() => onSilence(rule)} />
            <IconButton
              size="sm"
              label={`Edit ${rule.name}`}
              icon={<Pencil />}
              onClick={() => void navigate(`/p/${slug}/analytics/alerts/rules/${rule.id}`)}
            />
            <IconButton size="sm" label={`Delete ${rule.name}`} icon={<Trash2 />} onClick={() => void remove(rule)} />
          </span>
        ) : null,
    },
  ];
  return (
    <Table
      label="Alert rules"
      columns={columns}
      rows={rules}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/p/${slug}/analytics/alerts/rules/${id}`}
      loadingRows={isLoading ? 3 : 0}
    />
  );
}

function State({ rule }: { rule: Rule }) {
  const [state, severity] = [stateLooks[rule.state], severityLooks[rule.severity]];
  return (
    <>
      {rule.isEnabled ? <Badge tone={state.tone}>{state.word}</Badge> : <Badge tone="canceled">Off</Badge>}
      <Badge tone={severity.tone}>{severity.word}</Badge>
      {rule.silence ? (
        <Badge icon={<BellOff />} tone="canceled">
          Silent
        </Badge>
      ) : null}
    </>
  );
}

function useRuleVerbs() {
  const [, deleteRule] = useDeleteAlertRuleMutation();
  const [, restoreRule] = useRestoreAlertRuleMutation();
  const [, setEnabled] = useSetAlertRuleEnabledMutation();
  const restore = async ({ id, name }: Rule) => {
    const { error } = await restoreRule({ id });
    if (error) showErrorToast(`${name} was not brought back`, describeError(error).message);
  };
  return {
    async remove(rule: Rule) {
      const { error } = await deleteRule({ id: rule.id });
      if (error) showErrorToast(`${rule.name} was not deleted`, describeError(error).message);
      else showUndoToast(`${rule.name} deleted`, () => void restore(rule));
    },
    async toggle({ id, name, isEnabled }: Rule) {
      const { error } = await setEnabled({ input: { id, isEnabled: !isEnabled } });
      if (error) showErrorToast(`${name} was not changed`, describeError(error).message);
    },
  };
}
