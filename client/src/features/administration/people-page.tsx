import { MailCheck, MailWarning, Plus, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type PeoplePage_PersonFragment,
  useCreatePasswordResetLinkMutation,
  usePeoplePageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast } from '../../ui/toast.tsx';
import { PeopleActions } from './people-actions.tsx';
import { PeopleConfirm, type Question } from './people-confirm.tsx';
import { CreatePersonDialog } from './people-create-dialog.tsx';
import { LinkDialog } from './people-link-dialog.tsx';

type Person = PeoplePage_PersonFragment;

/** Everybody who has an account, for who runs the installation. */
export default function PeoplePage() {
  const [search, setSearch] = useSearchParams();
  const [isCreating, setCreating] = useState(false);
  const [asked, setAsked] = useState<{ person: Person; question: Question } | null>(null);
  const { madeFor, link, makeLink, forgetLink } = usePasswordLink();
  const [typed, setTyped] = useState(search.get('search') ?? '');
  const wanted = useDebounced(typed.trim(), 200);
  const [page, setPage] = useState<{ of: string; after: string | null }>({ of: wanted, after: null });
  const after = page.of === wanted ? page.after : null;
  const [{ data, error, fetching }, retry] = usePeoplePageQuery({ variables: { search: wanted || null, after } });
  const inputRef = useRef<HTMLInputElement>(null);
  useBreadcrumbs([{ label: 'Administration' }, { label: 'People' }]);
  useHotkeys({ '/': () => inputRef.current?.focus() });
  useEffect(() => setSearch(wanted ? { search: wanted } : {}, { replace: true }), [wanted, setSearch]);
  const people = data?.users.nodes ?? [];
  const isEmpty = data !== undefined && !fetching && people.length === 0;
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Input
          ref={inputRef}
          icon={<Search aria-hidden />}
          type="search"
          aria-label="Search people"
          placeholder="Name or address"
          className="w-60 max-sm:w-full"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
          Make account
        </Button>
      </div>
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {isEmpty ? <EmptyState title={`Nobody’s name or address has “${wanted}”`} /> : null}
      {isEmpty || (error && !data) ? null : (
        <Table
          label="People"
          layout="fixed"
          columns={[
            ...columns,
            {
              key: 'actions',
              header: <span className="sr-only">Actions</span>,
              width: 'w-14',
              align: 'right',
              cell: (person) => (
                <PeopleActions
                  person={person}
                  onAsk={(question) => setAsked({ person, question })}
                  onMakeLink={() => void makeLink(person)}
                />
              ),
            },
          ]}
          rows={people}
          rowKey={({ id }) => id}
          loadingRows={data ? 0 : 4}
        />
      )}
      {data?.users.pageInfo.hasNextPage ? (
        <Button isPending={fetching} onClick={() => setPage({ of: wanted, after: data.users.pageInfo.endCursor })}>
          Load more people
        </Button>
      ) : null}
      {asked ? <PeopleConfirm {...asked} onClose={() => setAsked(null)} /> : null}
      {madeFor && link ? (
        <LinkDialog title={`Password link for ${madeFor.name}`} link={link} onClose={forgetLink} />
      ) : null}
      {isCreating ? <CreatePersonDialog onClose={() => setCreating(false)} /> : null}
    </div>
  );
}

const columns: Column<Person>[] = [
  {
    key: 'name',
    header: 'Person',
    cell: (person) => (
      <span className="flex min-w-0 items-center gap-2.5">
        <span className="max-sm:hidden">
          <Avatar name={person.name} />
        </span>
        <span className="min-w-0">
          <span
            className={person.isSuspended ? 'block truncate text-muted text-sm' : 'block truncate text-sm text-strong'}
          >
            {person.name}
            {person.isViewer ? <span className="text-muted"> (you)</span> : null}
          </span>
          <span className="flex items-center gap-1 text-muted">
            <span className="truncate">{person.email}</span>
            {person.isEmailVerified ? (
              <MailCheck aria-hidden className="size-3.5 shrink-0 text-succeeded" />
            ) : (
              <MailWarning aria-hidden className="size-3.5 shrink-0 text-waiting" />
            )}
            <span className="sr-only">{person.isEmailVerified ? 'confirmed' : 'not confirmed'}</span>
          </span>
          <span className="block text-muted sm:hidden">
            {formatPlural(person.projectCount, 'project')}, second factor {person.hasTwoFactor ? 'on' : 'off'},{' '}
            {person.lastSeenAt ? (
              <>
                seen <RelativeTime at={person.lastSeenAt} />
              </>
            ) : (
              'never seen'
            )}
          </span>
          <span className="mt-0.5 flex flex-wrap gap-1 empty:hidden sm:hidden">
            <Standing person={person} />
          </span>
        </span>
      </span>
    ),
  },
  {
    key: 'standing',
    header: 'Account',
    width: 'w-44',
    isHiddenOnPhone: true,
    cell: (person) => (
      <span className="flex flex-wrap gap-1">
        <Standing person={person} />
      </span>
    ),
  },
  {
    key: 'factor',
    header: 'Second factor',
    width: 'w-28',
    isHiddenOnPhone: true,
    cell: ({ hasTwoFactor }) => (
      <span className={hasTwoFactor ? undefined : 'text-muted'}>{hasTwoFactor ? 'On' : 'Off'}</span>
    ),
  },
  {
    key: 'projects',
    header: 'Projects',
    width: 'w-18',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ projectCount }) => projectCount,
  },
  {
    key: 'seen',
    header: 'Last seen',
    width: 'w-24',
    isHiddenOnPhone: true,
    cell: ({ lastSeenAt }) =>
      lastSeenAt ? <RelativeTime at={lastSeenAt} className="text-muted" /> : <span className="text-muted">Never</span>,
  },
];

/** Makes a link at once, since one can always be made, and keeps it until it was seen. */
function usePasswordLink() {
  const [{ data }, create] = useCreatePasswordResetLinkMutation();
  const [madeFor, setMadeFor] = useState<Person | null>(null);
  const makeLink = async (person: Person) => {
    const { error } = await create({ input: { userId: person.id } });
    if (error) showErrorToast('No link was made', describeError(error).message);
    else setMadeFor(person);
  };
  return { madeFor, link: data?.createPasswordResetLink, makeLink, forgetLink: () => setMadeFor(null) };
}

function Standing({ person }: { person: Person }) {
  return (
    <>
      {person.isAdministrator ? <Badge tone="accent">Administrator</Badge> : null}
      {person.isSuspended ? <Badge tone="failed">Suspended</Badge> : null}
    </>
  );
}
