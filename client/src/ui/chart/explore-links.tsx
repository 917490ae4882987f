import { Telescope } from 'lucide-react';
import { Link } from 'react-router';
import { MenuItem } from '../dropdown-menu.tsx';

export interface ExploreLink {
  /** What the measure is called. */
  title: string;
  url: string;
}

interface ExploreLinksProps {
  links: readonly ExploreLink[];
}

const labelOf = (title: string, links: readonly ExploreLink[]) =>
  links.length > 1 ? `Explore ${title}` : 'Explore further';

/** The way on from a panel, below what its numbers mean. */
export function ExploreLinks({ links }: ExploreLinksProps) {
  if (links.length === 0) return null;
  return (
    <ul className="mt-2 border-line border-t pt-1.5">
      {links.map(({ title, url }) => (
        <li key={url}>
          <Link
            to={url}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-accent-text hover:underline pointer-coarse:min-h-10"
          >
            <Telescope aria-hidden className="size-3.5 shrink-0" /> {labelOf(title, links)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The same in the menu of a chart. */
export function ExploreItems({ links }: ExploreLinksProps) {
  return links.map(({ title, url }) => (
    <MenuItem key={url} asChild>
      <Link to={url}>
        <Telescope aria-hidden /> {labelOf(title, links)}
      </Link>
    </MenuItem>
  ));
}
