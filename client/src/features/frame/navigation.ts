import { Boxes, House, type LucideIcon, Rocket, Settings } from 'lucide-react';

export interface Destination {
  /** Below `/p/<slug>`. */
  path: string;
  label: string;
  icon: LucideIcon;
  keys?: string[];
}

/** The sections of a project, in the order of the rail. */
export const destinations: Destination[] = [
  { path: '', label: 'Home', icon: House, keys: ['g', 'h'] },
  { path: '/deployments', label: 'Deployments', icon: Rocket, keys: ['g', 'd'] },
  { path: '/services', label: 'Services', icon: Boxes, keys: ['g', 's'] },
  { path: '/settings', label: 'Settings', icon: Settings },
];
