import { useNavigate, useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type GeneralPage_ProjectFragment,
  useDeleteProjectMutation,
  useGeneralPageQuery,
  useRestoreProjectMutation,
  useUpdateProjectMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { rememberLastProject } from '../../lib/last-project.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TimeZoneInput } from '../../ui/time-zone-input.tsx';
import { showErrorToast, showToast, showUndoToast } from '../../ui/toast.tsx';

/** The project's name and time zone, and its end. */
export default function GeneralPage() {
  const { slug = '' } = useParams();
  const [{ data, error }, retry] = useGeneralPageQuery({ variables: { slug } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'General' }]);
  const project = data?.project;
  if (error && !project) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!project) return <Skeleton className="h-40 w-full max-w-120" />;
  return (
    <div className="max-w-120 space-y-8">
      {project.viewerCanUpdate ? <ProjectForm key={project.id} project={project} /> : null}
      <Facts
        facts={[
          ...(project.viewerCanUpdate
            ? []
            : [
                { label: 'Name', value: project.name },
                { label: 'Time zone', value: project.timeZone },
              ]),
          { label: 'Slug', value: <code>{project.slug}</code> },
          { label: 'Services folder', value: <code className="break-all">{project.servicesFolder}</code> },
          { label: 'Id', value: <code className="break-all">{project.id}</code> },
          { label: 'Created', value: <RelativeTime at={project.createdAt} /> },
        ]}
      />
      {project.viewerCanDelete ? <DeleteProject project={project} /> : null}
    </div>
  );
}

function ProjectForm({ project }: { project: GeneralPage_ProjectFragment }) {
  const [{ fetching }, updateProject] = useUpdateProjectMutation();
  const { register, submit, reset, formError, formState } = useServerForm({
    name: project.name,
    timeZone: project.timeZone,
  });
  return (
    <form
      className="space-y-4"
      onSubmit={submit(async (values) => {
        const result = await updateProject({ input: { id: project.id, ...values } });
        if (!result.error) {
          reset(values);
          showToast('Project saved');
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} /> : null}
      <FormField label="Name" error={formState.errors.name?.message}>
        {(field) => <Input {...field} {...register('name', { required: 'Give it a name.' })} />}
      </FormField>
      <FormField
        label="Time zone"
        hint="Days and weeks of charts and schedules begin in it"
        error={formState.errors.timeZone?.message}
      >
        {(field) => <TimeZoneInput {...field} {...register('timeZone', { required: 'Choose a time zone.' })} />}
      </FormField>
      <Button type="submit" look="primary" isPending={fetching} disabled={!formState.isDirty}>
        Save project
      </Button>
    </form>
  );
}

function DeleteProject({ project }: { project: GeneralPage_ProjectFragment }) {
  const [{ fetching }, deleteProject] = useDeleteProjectMutation();
  const [, restoreProject] = useRestoreProjectMutation();
  const navigate = useNavigate();
  const restore = async () => {
    const { data } = await restoreProject({ id: project.id });
    if (data) await navigate(`/p/${data.restoreProject.slug}`);
  };
  const remove = async () => {
    const { error } = await deleteProject({ id: project.id });
    if (error) {
      showErrorToast(`${project.name} was not deleted`, describeError(error).message);
      return;
    }
    rememberLastProject(null);
    await navigate('/projects');
    showUndoToast(`${project.name} deleted`, () => void restore());
  };
  return (
    <section className="space-y-2">
      <h2 className="text-sm">Delete</h2>
      <p className="text-muted">Nobody sees it any more and nothing of it can be deployed. It can be restored.</p>
      <Button look="danger-quiet" isPending={fetching} onClick={() => void remove()}>
        Delete {project.name}
      </Button>
    </section>
  );
}
