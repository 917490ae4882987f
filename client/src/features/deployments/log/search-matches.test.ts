import { describe, expect, test } from '@jest/globals';
import { addLive, findMatches, type Matches, rankOf, stepFrom } from './search-matches.ts';

async function find(seqs: number[], topSeq: number, { pageSize = 10, maxRequests = 4 } = {}): Promise<Matches[]> {
  const told: Matches[] = [];
  const search = async (after: number) => ({
    seqs: seqs.filter((seq) => seq > after).slice(0, pageSize),
    totalCount: seqs.length,
    isComplete: true,
  });
  await findMatches({ search, pageSize, topSeq, maxRequests, onFound: (matches) => told.push(matches) });
  return told;
}
const every = (step: number, count: number) => Array.from({ length: count }, (_, index) => (index + 1) * step);
const last = (told: Matches[]) => told.at(-1) as Matches;

test('from the top, one answer is enough', async () => {
  const told = await find([3, 7, 9], 1);
  expect(told).toHaveLength(1);
  expect(rankOf(last(told), 7)).toBe(1);
});

test('in the middle of a log, what follows is known first and what precedes next', async () => {
  const told = await find([3, 7, 9], 5);
  expect(told[0]).toMatchObject({ head: [], tail: [7, 9] });
  // Nothing follows that isn't known, so the rank is too.
  expect(rankOf(told[0] as Matches, 7)).toBe(1);
  expect(last(told)).toMatchObject({ head: [3], tail: [7, 9], isJoined: true });
});

describe('of very many matches', () => {
  test('those near the place are there, and a rank that isn’t known is not made up', async () => {
    const matches = last(await find(every(10, 1_000), 5_005));
    expect(matches.tail[0]).toBe(5_010);
    expect(matches.isJoined).toBe(false);
    expect(rankOf(matches, 5_010)).toBe(-1);
    expect(rankOf(matches, 20)).toBe(1);
  });

  test('at the end of the log the rank is counted from the end', async () => {
    const matches = last(await find(every(10, 1_000), 9_965));
    expect(matches.tail).toEqual([9_970, 9_980, 9_990, 10_000]);
    expect(rankOf(matches, 9_970)).toBe(996);
  });
});

test('steps go around the ends', async () => {
  const matches = last(await find([3, 7, 9], 5));
  expect(stepFrom(matches, 9, 1)).toBe(3);
  expect(stepFrom(matches, 3, -1)).toBe(9);
  expect(stepFrom(matches, 3, 1)).toBe(7);
});

test('nothing found is nothing to step to', async () => {
  expect(stepFrom(last(await find([], 5)), undefined, 1)).toBeUndefined();
});

test('live lines join at the end, where the end is known', async () => {
  expect(addLive(last(await find([3], 1)), [12, 15])).toMatchObject({ tail: [3, 12, 15], totalCount: 3 });
  expect(addLive(last(await find(every(1, 50), 1)), [60])).toMatchObject({ tail: every(1, 10), totalCount: 51 });
});
