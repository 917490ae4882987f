import { Boxes, ChartColumn, House, ListChecks, type LucideIcon, Rocket, Settings, Workflow } from 'lucide-react';

export interface Destination {
  /** Below `/p/<slug>`. */
  path: string;
  label: string;
  icon: LucideIcon;
  keys?: string[];
  /** In the bottom bar of phones; the others are behind More. */
  isOnPhone?: boolean;
}

/** The sections of a project, in the order of the rail. */
export const destinations: Destination[] = [
  { path: '', label: 'Home', icon: House, keys: ['g', 'h'], isOnPhone: true },
  { path: '/deployments', label: 'Deployments', icon: Rocket, keys: ['g', 'd'], isOnPhone: true },
  { path: '/services', label: 'Services', icon: Boxes, keys: ['g', 's'] },
  { path: '/workflows', label: 'Workflows', icon: Workflow, keys: ['g', 'w'] },
  { path: '/runs', label: 'Runs', icon: ListChecks, keys: ['g', 'r'], isOnPhone: true },
  { path: '/analytics', label: 'Analytics', icon: ChartColumn, keys: ['g', 'a'] },
  { path: '/settings', label: 'Settings', icon: Settings },
];
