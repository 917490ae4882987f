import { ChevronsUpDown, FolderKanban } from 'lucide-react';
import { Link } from 'react-router';
import { useProjectSwitcherQuery } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/dropdown-menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

interface ProjectSwitcherProps {
  slug: string;
  name: string | undefined;
  isCollapsed?: boolean;
}

/** Names the project and goes to another one. */
export function ProjectSwitcher({ slug, name, isCollapsed = false }: ProjectSwitcherProps) {
  return (
    <DropdownMenu
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex h-8 w-full min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover pointer-coarse:h-10"
        >
          <span
            aria-hidden
            className="flex size-5.5 shrink-0 items-center justify-center rounded-sm bg-accent font-semibold text-2xs text-on-accent uppercase"
          >
            {slug.slice(0, 1)}
          </span>
          <span className="sr-only">Switch project:</span>
          {isCollapsed ? (
            <span className="sr-only">{name}</span>
          ) : (
            <>
              {name ? (
                <span className="min-w-0 flex-1 truncate font-medium text-strong">{name}</span>
              ) : (
                <Skeleton className="h-3 flex-1" />
              )}
              <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
            </>
          )}
        </button>
      }
    >
      <Projects slug={slug} />
    </DropdownMenu>
  );
}

/** Asked for only when the menu opens. */
function Projects({ slug }: { slug: string }) {
  const [{ data, fetching }] = useProjectSwitcherQuery();
  return (
    <>
      <MenuLabel>Projects</MenuLabel>
      {fetching && !data ? <Skeleton className="mx-2 my-2 h-3" /> : null}
      {data?.projects.nodes.map((project) => (
        <MenuItem key={project.id} asChild>
          <Link to={`/p/${project.slug}`}>
            <span className={cn('truncate', project.slug === slug ? 'font-medium text-accent-text' : null)}>
              {project.name}
            </span>
            <span className="ml-auto pl-2 text-faint text-xs">{project.slug}</span>
          </Link>
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem asChild>
        <Link to="/projects">
          <FolderKanban aria-hidden /> All projects
        </Link>
      </MenuItem>
    </>
  );
}
