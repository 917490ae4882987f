import { JsonDiff } from '../../ui/json-diff.tsx';

/** Where what went in or came out differs, under its name. */
export function ValueDiff({ title, before, after }: { title: string; before: unknown; after: unknown }) {
  return (
    <div>
      <h3 className="mb-1.5 text-xs">{title}</h3>
      <JsonDiff label={title.toLowerCase()} before={before} after={after} />
    </div>
  );
}
