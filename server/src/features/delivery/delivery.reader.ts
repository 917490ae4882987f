import { bucketsOf, type Interval, type TimeWindow } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import { invalid } from '../../platform/errors.ts';
import { cursorKeys, toConnection } from '../../platform/graphql/connection.ts';
import type { LoadRows, Metric, MetricPoint, MetricPrevious, MetricRow } from '../../platform/metrics/metric.types.ts';
import * as queries from './delivery.queries.ts';
import {
  type Counted,
  count,
  type DeliveryRows,
  type Group,
  type RowKind,
  type Sample,
  splitByBucket,
} from './delivery.rules.ts';
import { type Choice, DELIVERY_MEASURES, type DeliveryMeasureName, type Formula } from './measure.rules.ts';

/** All that is settled before anything is read. */
export interface Frame extends Choice {
  scope: queries.Scope;
  zone: string;
  interval: Interval;
  window: TimeWindow;
  previous: TimeWindow | null;
  now: Date;
}

const LOADS = {
  deployments: queries.deployedIn,
  changes: queries.changesIn,
  failures: queries.failuresOf,
  incidents: queries.incidentsIn,
} as const;

/** What a window holds, read when it is first asked for, and once. */
class WindowRows {
  readonly #reading = new Map<RowKind, Promise<unknown[]>>();
  constructor(
    readonly ctx: Context,
    readonly scope: queries.Scope,
    readonly window: TimeWindow,
  ) {}

  async read(kinds: readonly RowKind[]): Promise<DeliveryRows> {
    const rows = { deployments: [], changes: [], failures: [], incidents: [] };
    await Promise.all(kinds.map(async (kind) => Object.assign(rows, { [kind]: await this.#read(kind) })));
    return rows;
  }

  #read(kind: RowKind): Promise<unknown[]> {
    const known = this.#reading.get(kind);
    if (known) return known;
    const reading: Promise<unknown[]> =
      this.scope.environmentIds.length === 0 && kind !== 'incidents'
        ? Promise.resolve([])
        : LOADS[kind](this.ctx, this.scope, this.window).then((rows: unknown[]) => {
            if (rows.length > queries.MOST_ROWS)
              throw invalid([{ path: 'to', message: 'There is too much in this window. Choose a shorter one.' }]);
            return rows;
          });
    this.#reading.set(kind, reading);
    return reading;
  }
}

/**
 * Metrics of one window and the one it is compared with, of all or of a group: whatever is asked, each kind of rows is read once.
 * Authorization is the caller's.
 */
export class DeliveryReader {
  readonly #current: WindowRows;
  readonly #previous: WindowRows | null;

  constructor(
    ctx: Context,
    readonly frame: Frame,
  ) {
    this.#current = new WindowRows(ctx, frame.scope, frame.window);
    this.#previous = frame.previous && new WindowRows(ctx, frame.scope, frame.previous);
  }

  /** The metric, with its series and rows made when they are asked for. */
  async metric(name: DeliveryMeasureName, group: Group): Promise<Metric> {
    const measure = DELIVERY_MEASURES[name];
    const formula = measure.formulaOf(this.frame);
    const [rows, before] = await Promise.all([
      this.#current.read(formula.needs),
      this.#previous?.read(formula.needs) ?? null,
    ]);
    const { window, previous } = this.frame;
    const current = new Span(this.frame, formula, formula.samples(rows, group), window);
    const compared = before && previous && new Span(this.frame, formula, formula.samples(before, group), previous);
    const frame = this.frame;
    return {
      key: measure.key,
      title: measure.title,
      unit: formula.unit,
      ...current.counted,
      definition: formula.definition,
      definitionVersion: measure.version,
      get series() {
        return current.series;
      },
      previous: compared?.asPrevious() ?? null,
      loadRows: rowsOf(frame, current.samples),
    };
  }

  /** Ids of what the deployments and incidents of a dimension belong to, those with most deployments first. */
  async groupsOf(by: 'service' | 'environment'): Promise<string[]> {
    const { deployments } = await this.#current.read(['deployments']);
    const counts = new Map<string, number>();
    for (const row of deployments) {
      const id = by === 'service' ? row.serviceId : row.environmentId;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
  }
}

/** Samples of a window with what comes of them. */
class Span {
  readonly counted: Counted;
  constructor(
    readonly frame: Frame,
    readonly formula: Formula,
    readonly samples: readonly Sample[],
    readonly window: TimeWindow,
  ) {
    this.counted = this.#count(samples, window);
  }

  #count(samples: readonly Sample[], window: TimeWindow): Counted {
    const { zone, now } = this.frame;
    return count(this.formula.how, samples, window, { zone, now, hasAny: this.samples.length > 0 });
  }

  get series(): MetricPoint[] {
    const buckets = bucketsOf(this.window, this.frame.interval, this.frame.zone);
    const split = splitByBucket(this.samples, buckets);
    return buckets.map((bucket, index) => {
      const { value, sampleSize } = this.#count(split[index] ?? [], bucket);
      return { ...bucket, value, sampleSize };
    });
  }

  asPrevious(): MetricPrevious {
    const seriesOf = () => this.series;
    const { from, to } = this.window;
    const { value, sampleSize } = this.counted;
    return {
      from,
      to,
      value,
      sampleSize,
      get series() {
        return seriesOf();
      },
    };
  }
}

const keyOf = ({ subjectId, reference }: Sample) => (reference === undefined ? subjectId : `${subjectId} ${reference}`);

/** What a metric was counted from, newest first. */
function rowsOf(frame: Frame, samples: readonly Sample[]): LoadRows {
  return async (ctx, { first, after }) => {
    const sorted = [...samples].sort((a, b) => b.at - a.at || (keyOf(a) < keyOf(b) ? 1 : -1));
    const last = cursorKeys(after, ['long', 'text']);
    const begin = last
      ? sorted.findIndex(
          (sample) => sample.at < Number(last[0]) || (sample.at === Number(last[0]) && keyOf(sample) < String(last[1])),
        )
      : 0;
    const page = begin < 0 ? [] : sorted.slice(begin, begin + first + 1);
    const rows = await describe(ctx, frame, page);
    return toConnection(rows, { first, after: after ?? null }, (row) => [row.at.getTime(), row.id]);
  };
}

async function describe(ctx: Context, frame: Frame, page: readonly Sample[]): Promise<MetricRow[]> {
  if (page.length === 0) return [];
  const references = page.flatMap(({ subjectId, reference }) =>
    reference === undefined ? [] : [{ deploymentId: subjectId, reference }],
  );
  const [subjects, titles] = await Promise.all([
    queries.subjectsById(ctx, frame.scope.projectIds, [...new Set(page.map(({ subjectId }) => subjectId))]),
    references.length > 0 ? queries.changeTitles(ctx, references) : [],
  ]);
  const bySubject = new Map(subjects.map((subject) => [subject.id, subject]));
  const byChange = new Map(titles.map((row) => [`${row.deploymentId} ${row.reference}`, row.title]));
  return page.map((sample) => {
    const subject = bySubject.get(sample.subjectId);
    const change = sample.reference?.slice(0, 12);
    const title =
      [change, byChange.get(keyOf(sample))].filter(Boolean).join(' ') || (subject?.title ?? sample.subjectId);
    return {
      id: keyOf(sample),
      at: new Date(sample.at),
      title,
      status: subject?.status ?? null,
      value: sample.value,
      serviceName: subject?.serviceName ?? null,
      environmentName: subject?.environmentName ?? null,
      subjectId: sample.subjectId,
      url: subject?.url ?? null,
    };
  });
}
