import { Command } from 'cmdk';
import {
  Boxes,
  Braces,
  ChartColumn,
  CircleAlert,
  CornerDownLeft,
  FolderKanban,
  Globe,
  Keyboard,
  LayoutTemplate,
  LogOut,
  Rocket,
  Search,
  SunMoon,
  User,
} from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type SearchResultKind, usePaletteQuery } from '../../graphql/generated.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { destinations } from './navigation.ts';
import { matchEntries, type PaletteEntry } from './palette-entries.ts';
import { useSignOut } from './use-sign-out.ts';

export interface PaletteProject {
  id: string;
  slug: string;
  viewerCanReadAudit: boolean;
  viewerCanManageIncidents: boolean;
  services: { nodes: Array<{ id: string; slug: string; name: string; viewerCanDeploy: boolean }> };
  environments: Array<{ id: string; slug: string; name: string; viewerCanDeploy: boolean }>;
}

interface PaletteProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  project: PaletteProject | null;
  onOpenKeys: () => void;
  onToggleTheme: () => void;
}

const analyticsPages = [
  'delivery',
  'deployments',
  'workflows',
  'platform',
  'scores',
  'dashboards',
  'alerts',
  'incidents',
  'roadmap',
];

const kindIcons: Record<SearchResultKind, ReactNode> = {
  PROJECT: <FolderKanban />,
  SERVICE: <Boxes />,
  ENVIRONMENT: <Globe />,
  DEPLOYMENT: <Rocket />,
  INCIDENT: <CircleAlert />,
};

/** Goes anywhere by name, number or id, and runs commands: Ctrl or ⌘ and K. */
export function Palette(props: PaletteProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          className="-translate-x-1/2 fixed top-[12vh] left-1/2 z-50 w-150 max-w-[calc(100vw-16px)] animate-appear overflow-hidden rounded-lg border border-line bg-page shadow-float focus:outline-none max-sm:top-2"
        >
          <Radix.Title className="sr-only">Search or run a command</Radix.Title>
          <PaletteContent {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteContent({ onOpenChange, project, onOpenKeys, onToggleTheme }: PaletteProps) {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const settled = useDebounced(text.trim(), 120);
  const [{ data, fetching }] = usePaletteQuery({
    variables: { text: settled, projectId: project?.id ?? null },
    pause: settled.length < 2,
  });
  const commands = useCommands({ project, onOpenKeys, onToggleTheme });
  const matches = matchEntries(commands, text);
  const results = settled.length >= 2 && text.trim().length >= 2 ? (data?.search ?? []) : [];
  const isSearching = fetching || text.trim() !== settled;
  // What is found comes later than the commands, and above them: the first is what Enter means, until one chooses.
  const [chosen, setChosen] = useState('');
  const firstFound = results[0]?.id;
  useEffect(() => {
    if (firstFound) setChosen(firstFound);
  }, [firstFound]);

  const run = (action: () => void) => {
    onOpenChange(false);
    action();
  };
  return (
    <Command shouldFilter={false} loop label="Search or run a command" value={chosen} onValueChange={setChosen}>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        {isSearching && text.trim().length >= 2 ? (
          <Spinner className="size-4" />
        ) : (
          <Search aria-hidden className="size-4 text-faint" />
        )}
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to a name, number or id, or type deploy…"
          className="h-12 w-full bg-transparent text-lg text-strong outline-none max-sm:text-[16px]"
        />
      </div>
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs">
        {results.length === 0 && matches.length === 0 && !isSearching ? (
          <p className="px-3 py-8 text-center text-muted">Nothing is called “{text.trim()}”</p>
        ) : null}
        {results.length > 0 ? (
          <Command.Group heading="Found">
            {results.map((result) => (
              <Item
                key={result.id}
                value={result.id}
                icon={kindIcons[result.kind]}
                hint={result.subtitle}
                onSelect={() => run(() => void navigate(result.path))}
              >
                {result.title}
              </Item>
            ))}
          </Command.Group>
        ) : null}
        {(['Go to', 'Deploy', 'Do'] as const).map((group) => {
          const entries = matches.filter((entry) => entry.group === group);
          if (entries.length === 0) return null;
          return (
            <Command.Group key={group} heading={group}>
              {entries.map((entry) => (
                <Item
                  key={entry.id}
                  value={entry.id}
                  icon={entry.icon}
                  keys={entry.keys}
                  onSelect={() => run(entry.run)}
                >
                  {entry.label}
                </Item>
              ))}
            </Command.Group>
          );
        })}
      </Command.List>
    </Command>
  );
}

interface ItemProps {
  value: string;
  icon: ReactNode;
  hint?: string | null;
  keys?: string[];
  onSelect: () => void;
  children: ReactNode;
}

function Item({ value, icon, hint, keys, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="group flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-body data-[selected=true]:bg-hover data-[selected=true]:text-strong pointer-coarse:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 truncate">{children}</span>
      {hint ? <span className="min-w-0 truncate text-muted text-xs">{hint}</span> : null}
      <span className="ml-auto flex shrink-0 items-center gap-2 pl-2">
        {keys ? <Kbd keys={keys} /> : null}
        <CornerDownLeft aria-hidden className="size-3.5 text-faint opacity-0 group-data-[selected=true]:opacity-100" />
      </span>
    </Command.Item>
  );
}

function useCommands({
  project,
  onOpenKeys,
  onToggleTheme,
}: Pick<PaletteProps, 'project' | 'onOpenKeys' | 'onToggleTheme'>) {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const signOut = useSignOut();
  const entries: PaletteEntry[] = [];
  const go = (id: string, label: string, to: string, icon: ReactNode, keys?: string[]) =>
    entries.push({ id, group: 'Go to', label, icon, keys, run: () => void navigate(to) });
  if (project) {
    const base = `/p/${project.slug}`;
    for (const { path, label, icon: Icon, keys } of destinations) go(`go${path}`, label, base + path, <Icon />, keys);
    for (const page of [
      'environments',
      'variables',
      'members',
      'notifications',
      'tokens',
      ...(project.viewerCanReadAudit ? ['audit'] : []),
    ]) {
      const { icon: Icon } = destinations.find(({ path }) => path === '/settings') ?? { icon: Globe };
      go(`go-${page}`, `Settings: ${page}`, `${base}/settings/${page}`, <Icon />);
    }
    for (const page of analyticsPages) {
      go(`go-analytics-${page}`, `Analytics: ${page}`, `${base}/analytics/${page}`, <ChartColumn />);
    }
    go('go-templates', 'Workflow templates', `${base}/workflows/templates`, <LayoutTemplate />);
    if (project.viewerCanManageIncidents)
      entries.push({
        id: 'report-incident',
        group: 'Do',
        label: 'Report incident',
        words: 'new outage failure production',
        icon: <CircleAlert />,
        run: () => void navigate(`${base}/analytics/incidents?incident=new`),
      });
    const deploy = (serviceId: string, environmentId?: string) => () => {
      const params = new URLSearchParams(search);
      params.set('deploy', serviceId);
      if (environmentId) params.set('to', environmentId);
      void navigate(`${pathname}?${params}`);
    };
    for (const service of project.services.nodes.filter((each) => each.viewerCanDeploy)) {
      entries.push({
        id: `deploy-${service.id}`,
        group: 'Deploy',
        label: `Deploy ${service.name}`,
        words: service.slug,
        icon: <Rocket />,
        run: deploy(service.id),
      });
      for (const environment of project.environments.filter((each) => each.viewerCanDeploy)) {
        entries.push({
          id: `deploy-${service.id}-${environment.id}`,
          group: 'Deploy',
          label: `Deploy ${service.name} to ${environment.name}`,
          words: `${service.slug} ${environment.slug}`,
          isDetail: true,
          icon: <Rocket />,
          run: deploy(service.id, environment.id),
        });
      }
    }
  }
  go('go-projects', 'All projects', '/projects', <FolderKanban />);
  go('go-account', 'Account', '/account', <User />);
  entries.push(
    {
      id: 'playground',
      group: 'Go to',
      label: 'API playground',
      words: 'graphql graphiql',
      icon: <Braces />,
      run: () => window.location.assign('/playground'),
    },
    {
      id: 'theme',
      group: 'Do',
      label: 'Switch between light and dark',
      words: 'theme toggle',
      icon: <SunMoon />,
      run: onToggleTheme,
    },
    {
      id: 'keys',
      group: 'Do',
      label: 'Show all keys',
      words: 'keyboard shortcuts help',
      icon: <Keyboard />,
      keys: ['?'],
      run: onOpenKeys,
    },
    {
      id: 'sign-out',
      group: 'Do',
      label: 'Sign out',
      words: 'log out leave',
      icon: <LogOut />,
      run: () => void signOut(),
    },
  );
  return entries;
}
