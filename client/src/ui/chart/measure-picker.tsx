import { Search } from 'lucide-react';
import { useState } from 'react';
import { cn } from '../../lib/cn.ts';
import { Input } from '../input.tsx';

interface Pickable {
  key: string;
  title: string;
  description: string;
  group: string;
}

interface MeasurePickerProps<Measure extends Pickable> {
  measures: readonly Measure[];
  chosen: string | null;
  onChoose: (measure: Measure) => void;
}

/** All measures by their groups, each with how it is made; found by any word of it. */
export function MeasurePicker<Measure extends Pickable>({ measures, chosen, onChoose }: MeasurePickerProps<Measure>) {
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = measures.filter(({ key, title, description, group }) => {
    const all = `${key} ${title} ${description} ${group}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  const groups = Map.groupBy(found, ({ group }) => group);
  return (
    <div className="rounded-md border border-line">
      <div className="border-line border-b p-2">
        <Input
          icon={<Search />}
          aria-label="Search measures"
          placeholder="Search measures"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="max-h-72 overflow-y-auto p-1">
        {found.length === 0 ? <p className="p-2 text-muted">No measure says “{text}”.</p> : null}
        {[...groups].map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h4 className="px-2 pt-2 pb-1 font-normal text-muted text-xs">{group}</h4>
            <ul>
              {members.map((measure) => (
                <li key={measure.key}>
                  <button
                    type="button"
                    aria-pressed={measure.key === chosen}
                    onClick={() => onChoose(measure)}
                    className={cn(
                      'w-full rounded-md px-2 py-1.5 text-left hover:bg-hover',
                      measure.key === chosen ? 'bg-pressed' : null,
                    )}
                  >
                    <span className="flex items-baseline gap-2">
                      <span className="font-medium text-strong">{measure.title}</span>
                      <code className="ml-auto truncate text-faint text-xs">{measure.key}</code>
                    </span>
                    <span className="block text-muted text-xs">{measure.description}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
