import { useSearchParams } from 'react-router';
import type { PlanItemFilter, PlanPriority, PlanStatus } from '../../graphql/generated.ts';
import { readList, writeParams } from '../../lib/url-filters.ts';
import { priorityWords, statusLooks } from './plan-words.ts';

const phaseParam = 'phase';
const among =
  <Name extends string>(names: Record<Name, unknown>) =>
  (name: string): name is Name =>
    Object.hasOwn(names, name);

/** What narrows the table and which item is open, in the address. Phases and owners may hold commas: each stands by itself. */
export function usePlanFilters() {
  const [search, setSearch] = useSearchParams();
  const phases = search.getAll(phaseParam);
  const owners = search.getAll('owner');
  const statuses = readList(search.get('status')).filter(among<PlanStatus>(statusLooks));
  const priorities = readList(search.get('priority')).filter(among<PlanPriority>(priorityWords));
  const text = search.get('q') ?? '';
  const isOverdue = search.get('overdue') === '1';
  const isRemoved = search.get('removed') === '1';
  const write = (values: Record<string, string | undefined>) =>
    setSearch((previous) => writeParams(previous, values), { replace: true });
  const writeAll = (name: string, values: string[]) =>
    setSearch(
      (previous) => {
        previous.delete(name);
        for (const value of values) previous.append(name, value);
        return previous;
      },
      { replace: true },
    );
  const filter: PlanItemFilter = {
    ...(phases.length > 0 && { phases }),
    ...(owners.length > 0 && { owners }),
    ...(statuses.length > 0 && { statuses }),
    ...(priorities.length > 0 && { priorities }),
    ...(text.trim() && { search: text.trim() }),
    ...(isOverdue && { isOverdue }),
    ...(isRemoved && { isRemoved }),
  };
  return {
    filter,
    phases,
    owners,
    statuses,
    priorities,
    text,
    isOverdue,
    isRemoved,
    isFiltered: Object.keys(filter).length > 0,
    openId: search.get('item'),
    isImporting: search.has('import'),
    setPhases: (values: string[]) => writeAll(phaseParam, values),
    setOwners: (values: string[]) => writeAll('owner', values),
    write,
    clear: () =>
      setSearch(
        (previous) => {
          for (const name of [phaseParam, 'owner', 'status', 'priority', 'q', 'overdue', 'removed'])
            previous.delete(name);
          return previous;
        },
        { replace: true },
      ),
    /** The same page with this item open. */
    hrefOf: ({ id }: { id: string }) => `?${writeParams(search, { item: id })}`,
  };
}

export type PlanFilters = ReturnType<typeof usePlanFilters>;
