import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { extendLineRange, formatLineRange, type LineRange, parseLineRange } from './line-range.ts';

interface LineSelection {
  range: LineRange | undefined;
  select: (seq: number, isExtending: boolean) => void;
  clear: () => void;
}

/** The selected lines are the URL's hash: selecting makes the link. */
export function useLineSelection(): LineSelection {
  const location = useLocation();
  const navigate = useNavigate();
  const { hash } = location;
  const range = useMemo(() => parseLineRange(hash), [hash]);
  // Read when a line is pressed: rows must not be drawn again because the address changed.
  const latest = useRef(location);
  useEffect(() => {
    latest.current = location;
  });
  const replaceHash = useCallback(
    (next: string) => {
      void navigate({ search: latest.current.search, hash: next }, { replace: true, preventScrollReset: true });
    },
    [navigate],
  );
  const select = useCallback(
    (seq: number, isExtending: boolean) => {
      const current = parseLineRange(latest.current.hash);
      const isSame = !isExtending && current?.from === seq && current.to === seq;
      replaceHash(isSame ? '' : formatLineRange(extendLineRange(current, seq, isExtending)));
    },
    [replaceHash],
  );
  const clear = useCallback(() => replaceHash(''), [replaceHash]);
  return { range, select, clear };
}
