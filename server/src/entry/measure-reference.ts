import { listMeasures } from '../features/analytics/measure.service.ts';

/** Every measure in Markdown, by group: its key, what it is counted in, what by, and its formula. */
export function measureReference(): string {
  const groups = Map.groupBy(listMeasures(), ({ group }) => group);
  return [...groups]
    .map(([group, measures]) =>
      [
        `## ${group}`,
        '',
        '| measure | unit | by | better | how it is calculated |',
        '|---|---|---|---|---|',
        ...measures.map(({ key, title, unit, dimensions, better, description }) => {
          const by = dimensions.map((dimension) => dimension.toLowerCase()).join(', ');
          return `| \`${key}\`<br>${title} | ${words(unit)} | ${by} | ${words(better)} | ${description} |`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

const words = (value: string) => value.toLowerCase().replaceAll('_', ' ');
