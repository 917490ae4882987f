/** What a search found, as far as it is known: matches from the place where the person looked, and those from the log's start up to there. */
export interface Matches {
  /** Line numbers before `tail`, from the start of the log. */
  head: number[];
  /** Whether nothing is missing between `head` and `tail`. */
  isJoined: boolean;
  /** Line numbers from the place of looking on. */
  tail: number[];
  /** Whether `tail` goes to the end of the log. */
  isTailComplete: boolean;
  totalCount: number;
  /** False when the server stopped counting at a bound. */
  isComplete: boolean;
}

/** All that can be stepped through, in order. */
const allSeqs = ({ head, tail }: Matches): number[] => [...head, ...tail];

/** Which match of all it is, from 0; -1 where that can't be said because of matches that were not fetched. */
export function rankOf(matches: Matches, seq: number | undefined): number {
  if (seq === undefined) return -1;
  const { head, tail } = matches;
  const inHead = head.indexOf(seq);
  if (inHead >= 0) return inHead;
  const inTail = tail.indexOf(seq);
  if (inTail < 0) return -1;
  if (matches.isJoined) return head.length + inTail;
  return matches.isTailComplete && matches.isComplete ? matches.totalCount - tail.length + inTail : -1;
}

/** Lines that arrived after the search. */
export function addLive(matches: Matches, seqs: number[]): Matches {
  if (!matches.isTailComplete) return { ...matches, totalCount: matches.totalCount + seqs.length };
  return { ...matches, tail: [...matches.tail, ...seqs], totalCount: matches.totalCount + seqs.length };
}

/** The match after or before another, around the ends. */
export function stepFrom(matches: Matches, seq: number | undefined, step: 1 | -1): number | undefined {
  const seqs = allSeqs(matches);
  const index = seq === undefined ? -1 : seqs.indexOf(seq);
  return seqs[(index + step + seqs.length) % seqs.length];
}

interface Page {
  seqs: number[];
  totalCount: number;
  isComplete: boolean;
}

interface FindMatchesOptions {
  search: (after: number) => Promise<Page>;
  /** Matches per answer; fewer mean that there are no more. */
  pageSize: number;
  /** Where the person looks. */
  topSeq: number;
  /** Answers to ask for at most: each counts the whole log. */
  maxRequests: number;
  onFound: (matches: Matches) => void;
}

/** Searches from where the person looks, then from the start up to there, telling each time what is known. */
export async function findMatches({
  search,
  pageSize,
  topSeq,
  maxRequests,
  onFound,
}: FindMatchesOptions): Promise<void> {
  const first = await search(topSeq - 1);
  const matches: Matches = {
    head: [],
    isJoined: topSeq <= 1 || first.seqs.length === first.totalCount,
    tail: first.seqs,
    isTailComplete: first.seqs.length < pageSize && first.isComplete,
    totalCount: first.totalCount,
    isComplete: first.isComplete,
  };
  onFound({ ...matches });
  for (let request = 1; request < maxRequests && !matches.isJoined; request += 1) {
    const page = await search(matches.head.at(-1) ?? 0);
    const before = page.seqs.filter((seq) => seq < topSeq);
    matches.head = [...matches.head, ...before];
    matches.isJoined = before.length < page.seqs.length || page.seqs.length < pageSize;
    onFound({ ...matches });
  }
}
