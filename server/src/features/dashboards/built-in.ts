import { readdirSync, readFileSync } from 'node:fs';
import type { DashboardContent } from './dashboard.schema.ts';
import { readDashboard } from './dashboard-yaml.rules.ts';
import { knownMeasures } from './known-measures.ts';

/** A dashboard that comes with the server. */
export interface BuiltIn {
  key: string;
  source: string;
  content: DashboardContent;
}

const FOLDER = new URL('built-in/', import.meta.url);
let builtIns: readonly BuiltIn[] | null = null;

/** All that came with the server, by key. Read once; one that is wrong is a defect. */
export function listBuiltIns(): readonly BuiltIn[] {
  builtIns ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const source = readFileSync(new URL(file, FOLDER), 'utf8');
      const { content, problems } = readDashboard(source, knownMeasures());
      if (!content) throw new Error(`The built-in dashboard ${file} is wrong: ${JSON.stringify(problems)}`);
      return { key: file.replace(/\.yaml$/, ''), source, content };
    });
  return builtIns;
}

export const findBuiltIn = (key: string): BuiltIn | null => listBuiltIns().find((each) => each.key === key) ?? null;
