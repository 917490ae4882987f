import { type ComponentProps, useId, useMemo } from 'react';
import { knownTimeZones } from '../lib/time-zones.ts';
import { Input } from './input.tsx';

/** A time zone, typed with suggestions. */
export function TimeZoneInput(props: ComponentProps<typeof Input>) {
  const listId = useId();
  const zones = useMemo(knownTimeZones, []);
  return (
    <>
      <Input list={listId} {...props} />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
