import {
  Archive,
  Bird,
  BrushCleaning,
  CalendarCheck,
  ChartColumn,
  ListChecks,
  type LucideIcon,
  Megaphone,
  Rocket,
  ShieldCheck,
  Siren,
  Sparkles,
  Webhook,
  Workflow,
} from 'lucide-react';
import type { TemplateCategory } from '../../graphql/generated.ts';

// Named one by one: the whole of lucide would be most of the page's code.
const icons: Record<string, LucideIcon> = {
  archive: Archive,
  bird: Bird,
  'brush-cleaning': BrushCleaning,
  'calendar-check': CalendarCheck,
  'chart-column': ChartColumn,
  'list-checks': ListChecks,
  megaphone: Megaphone,
  rocket: Rocket,
  'shield-check': ShieldCheck,
  siren: Siren,
  sparkles: Sparkles,
  webhook: Webhook,
};

export function TemplateIcon({ name, className }: { name: string; className?: string }) {
  const Icon = icons[name] ?? Workflow;
  return <Icon aria-hidden="true" className={className} />;
}

export const categories: { value: TemplateCategory; label: string }[] = [
  { value: 'DELIVERY', label: 'Delivery' },
  { value: 'RELIABILITY', label: 'Reliability' },
  { value: 'MAINTENANCE', label: 'Maintenance' },
  { value: 'INTEGRATION', label: 'Integration' },
  { value: 'PEOPLE', label: 'People' },
];
