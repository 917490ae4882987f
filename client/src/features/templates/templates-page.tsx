import { Search } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { type TemplateCard_WorkflowTemplateFragment, useTemplatesPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Input } from '../../ui/input.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { categories, TemplateIcon } from './template-icon.tsx';

const ALL = 'ALL';

/** Workflows that others have drawn: what each does, to be filled in and installed. */
export default function TemplatesPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const category = categories.find(({ value }) => value === params.get('category'))?.value ?? null;
  const text = params.get('search') ?? '';
  const search = useDebounced(text.trim(), 150) || null;
  const [{ data, error }, retry] = useTemplatesPageQuery({ variables: { category, search } });
  const templates = data?.workflowTemplates ?? null;
  useBreadcrumbs([{ label: 'Workflows', to: `/p/${slug}/workflows` }, { label: 'Templates' }]);
  const change = (name: string, value: string) =>
    setParams(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  return (
    <>
      <PageHeader title="Templates" />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      <div className="mb-4 flex flex-wrap gap-2">
        <Input
          icon={<Search />}
          aria-label="Search templates"
          placeholder="Search templates"
          value={text}
          onChange={(event) => change('search', event.target.value)}
          className="max-w-70"
        />
        <Select
          aria-label="Category"
          value={category ?? ALL}
          onChange={(value) => change('category', value === ALL ? '' : value)}
          options={[{ value: ALL, label: 'All categories' }, ...categories]}
          className="w-44"
        />
      </div>
      {templates?.length === 0 ? <p className="text-muted">No template is like that. Search for other words.</p> : null}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {templates
          ? templates.map((template) => (
              <li key={template.slug}>
                <TemplateCard template={template} href={`/p/${slug}/workflows/templates/${template.slug}`} />
              </li>
            ))
          : error
            ? null
            : [1, 2, 3, 4, 5, 6].map((key) => <Skeleton key={key} className="h-32" />)}
      </ul>
    </>
  );
}

function TemplateCard({ template, href }: { template: TemplateCard_WorkflowTemplateFragment; href: string }) {
  return (
    <Link
      to={href}
      className="flex h-full gap-3 rounded-lg border border-line bg-surface p-4 hover:bg-hover focus-visible:outline-2"
    >
      <TemplateIcon name={template.icon} className="mt-0.5 size-5 shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="mb-1 flex flex-wrap items-center gap-2">
          <span className="font-medium text-sm">{template.name}</span>
          <Badge>{categories.find(({ value }) => value === template.category)?.label}</Badge>
        </span>
        <span className="block text-muted text-xs leading-5">{template.description}</span>
      </span>
    </Link>
  );
}
