import { lazy, Suspense, useMemo } from 'react';
import type { ChartPoint } from './chart-types.ts';

const SparklineCanvas = lazy(() => import('./sparkline-canvas.tsx'));

interface SparklineProps {
  points: ReadonlyArray<Pick<ChartPoint, 'value'>>;
  width?: number;
  height?: number;
}

/** The course of a number, without axes. Decoration: what it says stands beside it in words. */
export function Sparkline({ points, width = 96, height = 28 }: SparklineProps) {
  const values = useMemo(() => points.map(({ value }) => value), [points]);
  return (
    <span aria-hidden className="flex min-w-0 justify-end overflow-hidden" style={{ width, height }}>
      {values.some((value) => value !== null) ? (
        <Suspense>
          <SparklineCanvas values={values} width={width} height={height} />
        </Suspense>
      ) : null}
    </span>
  );
}
