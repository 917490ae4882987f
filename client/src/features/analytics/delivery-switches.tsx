import { FilterChip } from '../../ui/filter-chip.tsx';
import { arithmetics, choiceParams, readChoice, recoveryStarts } from './delivery-choice.ts';
import type { Analytics } from './use-analytics.ts';

/** Whose arithmetic, and when recovery begins. */
export function DeliverySwitches({ params, write }: Pick<Analytics, 'params' | 'write'>) {
  const { arithmetic, recoveryStart } = readChoice(params);
  return (
    <>
      <FilterChip
        label="Counted as"
        isSingle
        options={arithmetics}
        values={arithmetic === 'DORA' ? [] : [arithmetic]}
        onChange={([value]) => write(choiceParams({ arithmetic: value ?? 'DORA' }))}
      />
      <FilterChip
        label="Recovery"
        isSingle
        options={recoveryStarts}
        values={recoveryStart === 'DETECTION' ? [] : [recoveryStart]}
        onChange={([value]) => write(choiceParams({ recoveryStart: value ?? 'DETECTION' }))}
      />
    </>
  );
}
