import { MetricUnit } from '../../platform/metrics/metric.types.ts';
import type { DeliveryRows, DeployedRow, Group, How, IncidentRow, RowKind, Sample } from './delivery.rules.ts';

export type Arithmetic = 'DORA' | 'DEVLAKE' | 'GITLAB' | 'SLEUTH';

export interface Choice {
  arithmetic: Arithmetic;
  recoveryStart: 'DETECTION' | 'DEPLOYMENT_FINISH';
}

/** How a metric is counted by one arithmetic. */
export interface Formula {
  how: How;
  unit: MetricUnit;
  /** What has to be read for it. */
  needs: readonly RowKind[];
  /** In order of time. */
  samples: (rows: DeliveryRows, group: Group) => Sample[];
  definition: string;
}

export interface DeliveryMeasure {
  key: string;
  title: string;
  /** One more whenever a formula of it changed. */
  version: number;
  formulaOf: (choice: Choice) => Formula;
}

const isOf = (group: Group, row: { serviceId: string | null; environmentId: string | null }) =>
  group.by === 'scope' || (group.by === 'service' ? row.serviceId : row.environmentId) === group.id;
const inTime = (samples: Sample[]) => samples.sort((a, b) => a.at - b.at || (a.subjectId < b.subjectId ? -1 : 1));
const seconds = (from: number, to: number) => Math.max(0, to - from) / 1_000;
const sampleOf = (row: DeployedRow, value = 1): Sample => ({ subjectId: row.id, at: row.at, value, weight: 1 });

const deployed = (rows: DeliveryRows, group: Group) => rows.deployments.filter((row) => isOf(group, row));
const successes = (rows: DeliveryRows, group: Group): Sample[] =>
  deployed(rows, group).flatMap((row) => (row.isSuccess ? [sampleOf(row)] : []));

function gaps(rows: DeliveryRows, group: Group): Sample[] {
  const made = successes(rows, group);
  return made.slice(1).map((sample, index) => ({ ...sample, value: seconds(made[index]?.at ?? sample.at, sample.at) }));
}

function leadTimes(rows: DeliveryRows, group: Group): Sample[] {
  const isFirst = { scope: 'isFirst', service: 'isFirstOfService', environment: 'isFirstOfEnvironment' } as const;
  return inTime(
    rows.changes.flatMap((row) =>
      isOf(group, row) && row[isFirst[group.by]]
        ? [
            {
              subjectId: row.deploymentId,
              reference: row.reference,
              at: row.at,
              value: seconds(row.authoredAt, row.at),
              weight: 1,
            },
          ]
        : [],
    ),
  );
}

/** Per deployment, from the change of it that was authored first. */
function leadTimesOfDeployments(rows: DeliveryRows, group: Group): Sample[] {
  const byDeployment = Map.groupBy(leadTimes(rows, group), ({ subjectId }) => subjectId);
  return inTime(
    [...byDeployment.values()].flatMap((samples) => {
      const [first] = samples.sort((a, b) => b.value - a.value);
      return first ? [first] : [];
    }),
  );
}

const byDeployment = (failures: readonly IncidentRow[]) => Map.groupBy(failures, ({ deploymentId }) => deploymentId);

function failed(rows: DeliveryRows, group: Group): Sample[] {
  const failures = byDeployment(rows.failures);
  return deployed(rows, group).map((row) => sampleOf(row, failures.has(row.id) ? 1 : 0));
}

function failedSuccesses(rows: DeliveryRows, group: Group): Sample[] {
  return failed({ ...rows, deployments: rows.deployments.filter(({ isSuccess }) => isSuccess) }, group);
}

/** Incidents above the line, deployments below: more than one when a deployment caused several. */
function incidentsAndDeployments(rows: DeliveryRows, group: Group): Sample[] {
  const incidents = rows.incidents.flatMap((row) =>
    isOf(group, row) ? [{ subjectId: row.id, at: row.detectedAt, value: 1, weight: 0 }] : [],
  );
  return inTime([...incidents, ...successes(rows, group).map((sample) => ({ ...sample, value: 0 }))]);
}

/** Per failed deployment that has recovered: one with an incident that goes on is not there yet. */
function recoveries(start: Choice['recoveryStart']) {
  return (rows: DeliveryRows, group: Group): Sample[] => {
    const failures = byDeployment(rows.failures);
    return deployed(rows, group).flatMap((row) => {
      const incidents = failures.get(row.id) ?? [];
      const ends = incidents.flatMap(({ resolvedAt }) => resolvedAt ?? []);
      if (incidents.length === 0 || ends.length < incidents.length) return [];
      const from = start === 'DETECTION' ? Math.min(...incidents.map(({ detectedAt }) => detectedAt)) : row.at;
      return [sampleOf(row, seconds(from, Math.max(...ends)))];
    });
  };
}

/** Per incident that a successful deployment caused, from the deployment's end. */
function recoveriesOfIncidents(rows: DeliveryRows, group: Group): Sample[] {
  const made = new Map(deployed(rows, group).map((row) => [row.id, row]));
  return inTime(
    rows.failures.flatMap((incident) => {
      const cause = made.get(incident.deploymentId ?? '');
      if (!cause?.isSuccess || incident.resolvedAt === null) return [];
      return [{ subjectId: incident.id, at: cause.at, value: seconds(cause.at, incident.resolvedAt), weight: 1 }];
    }),
  );
}

const restorations = (rows: DeliveryRows, group: Group): Sample[] =>
  inTime(
    rows.incidents.flatMap((row) =>
      isOf(group, row) && row.resolvedAt !== null
        ? [{ subjectId: row.id, at: row.detectedAt, value: seconds(row.detectedAt, row.resolvedAt), weight: 1 }]
        : [],
    ),
  );

const rework = (rows: DeliveryRows, group: Group): Sample[] =>
  deployed(rows, group).map((row) => sampleOf(row, row.isRework ? 1 : 0));

const { PER_DAY, PER_WEEK, SECONDS, RATIO } = MetricUnit;
/** The samples of several metrics that differ in the statistic. */
const lead = (how: How, name: string): Formula => ({
  how,
  unit: SECONDS,
  needs: ['changes'],
  samples: leadTimes,
  definition: `${name} over commits with a known time of authoring: the end of the first successful production deployment that contains it − authored. A retry contains what it retries; a rollback brings no change. Counted when that deployment ended.`,
});
const LIVE = 'Production deployments that went live: those that succeeded, and those whose health check failed';

const frequency: Formula = {
  how: 'PER_DAY',
  unit: PER_DAY,
  needs: ['deployments'],
  samples: successes,
  definition:
    'Successful production deployments ÷ days of the window in the project’s time zone, weekends included; of a window that is still running, the days so far. Dry runs never count. Null when there was none in the window.',
};
const changeFailRate: Formula = {
  how: 'RATIO',
  unit: RATIO,
  needs: ['deployments', 'failures'],
  samples: failed,
  definition: `${LIVE}. Of these, the ones with at least one linked incident that is neither external nor a duplicate ÷ all. Never more than 1. Counted when the deployment ended.`,
};
const recovery = (start: Choice['recoveryStart']): Formula => ({
  how: 'MEDIAN',
  unit: SECONDS,
  needs: ['deployments', 'failures'],
  samples: recoveries(start),
  definition: `Median over failed production deployments: the latest resolution of the incidents it caused − ${start === 'DETECTION' ? 'the first detection of them' : 'the end of the deployment'}. One with an incident that goes on is left out, and so are incidents that no deployment caused. Counted when the deployment ended.`,
});
const mean: Formula = {
  how: 'MEAN',
  unit: SECONDS,
  needs: ['incidents'],
  samples: restorations,
  definition:
    'Mean over all resolved incidents that are no duplicates, whatever caused them: resolved − detected. In production, or where nobody said where. Counted when they were detected.',
};
const reworkRate: Formula = {
  how: 'RATIO',
  unit: RATIO,
  needs: ['deployments'],
  samples: rework,
  definition: `${LIVE}. Of these, the ones that were not planned but made because production failed (rollbacks, and hotfixes that say so or name an incident) ÷ all.`,
};

type Changes = Partial<Record<Arithmetic, Partial<Formula>>>;

const measure = (
  key: string,
  title: string,
  formulaOf: (choice: Choice) => Formula,
  changes: Changes = {},
): DeliveryMeasure => ({
  key: `delivery.${key}`,
  title,
  version: 1,
  formulaOf: (choice) => ({ ...formulaOf(choice), ...changes[choice.arithmetic] }),
});
const always = (formula: Formula) => () => formula;

/** Every metric of delivery by its name in GraphQL. */
export const DELIVERY_MEASURES = {
  deploymentFrequency: measure('deployment_frequency', 'Deployment frequency', always(frequency), {
    DEVLAKE: {
      how: 'MEDIAN_DAYS_PER_WEEK',
      unit: PER_WEEK,
      definition:
        'As Apache DevLake: the median, over the weeks from Monday that the window touches, of days with a successful production deployment; of two middle weeks the lower.',
    },
  }),
  deployDaysPerWeek: measure(
    'deploy_days_per_week',
    'Deploy days a week',
    always({
      ...frequency,
      how: 'DAYS_PER_WEEK',
      unit: PER_WEEK,
      definition:
        'Different local days with a successful production deployment ÷ days of the window × 7. Null when there was none in the window.',
    }),
  ),
  medianGap: measure(
    'median_gap',
    'Time between deployments',
    always({
      ...frequency,
      how: 'MEDIAN',
      unit: SECONDS,
      samples: gaps,
      definition:
        'Median time from one successful production deployment of the window to the next, counted when the next ended.',
    }),
  ),
  leadTime: measure('lead_time', 'Change lead time', always(lead('MEDIAN', 'Median, interpolated,')), {
    DEVLAKE: {
      how: 'LOWER_MEDIAN',
      definition:
        'As Apache DevLake, by commits instead of pull requests: the median, of two middle values the lower, of the end of the first successful production deployment − authored.',
    },
    GITLAB: {
      definition:
        'As GitLab, from authoring instead of merging, which is not known here: the median of the end of the first successful production deployment − authored.',
    },
    SLEUTH: {
      how: 'MEAN',
      samples: leadTimesOfDeployments,
      definition:
        'As Sleuth: the mean over successful production deployments of its end − the first authoring of a commit that it brought.',
    },
  }),
  leadTimeP90: measure(
    'lead_time_p90',
    'Change lead time, 90 of 100',
    always(lead('P90', 'The 90th percentile, interpolated,')),
  ),
  leadTimeP95: measure(
    'lead_time_p95',
    'Change lead time, 95 of 100',
    always(lead('P95', 'The 95th percentile, interpolated,')),
  ),
  leadTimeMean: measure('lead_time_mean', 'Change lead time, mean', always(lead('MEAN', 'Mean'))),
  changeFailRate: measure('change_fail_rate', 'Change fail rate', always(changeFailRate), {
    DEVLAKE: {
      samples: failedSuccesses,
      definition:
        'As Apache DevLake: successful production deployments with at least one incident ÷ successful production deployments. One whose health check failed is no deployment there.',
    },
    GITLAB: {
      needs: ['deployments', 'incidents'],
      samples: incidentsAndDeployments,
      definition:
        'As GitLab: incidents detected in the window, whatever caused them, ÷ successful production deployments. May be more than 1.',
    },
    SLEUTH: {
      samples: failedSuccesses,
      definition:
        'As Sleuth, with linked incidents as failures: successful production deployments that caused one ÷ successful production deployments.',
    },
  }),
  failedDeploymentRecoveryTime: measure(
    'recovery_time',
    'Failed deployment recovery time',
    ({ recoveryStart }) => recovery(recoveryStart),
    {
      DEVLAKE: {
        how: 'LOWER_MEDIAN',
        samples: recoveriesOfIncidents,
        definition:
          'As Apache DevLake: the median, of two middle values the lower, over incidents that a successful production deployment caused: resolved − end of the deployment.',
      },
      GITLAB: {
        needs: ['incidents'],
        samples: restorations,
        definition:
          'As GitLab’s time to restore service: the median over all resolved incidents of resolved − detected. GitLab has no recovery of failed deployments.',
      },
      SLEUTH: {
        ...mean,
        definition: 'As Sleuth’s MTTR: the mean over all resolved incidents of the window of resolved − detected.',
      },
    },
  ),
  timeToRestore: measure('time_to_restore', 'Time to restore, all incidents', always(mean), {
    DEVLAKE: {
      how: 'LOWER_MEDIAN',
      definition:
        'As Apache DevLake’s report of 2021: the median, of two middle values the lower, over all resolved incidents of resolved − detected.',
    },
    GITLAB: {
      how: 'MEDIAN',
      definition: 'As GitLab: the median over all resolved incidents of resolved − detected.',
    },
  }),
  reworkRate: measure('rework_rate', 'Rework rate', always(reworkRate)),
} as const satisfies Record<string, DeliveryMeasure>;

export type DeliveryMeasureName = keyof typeof DELIVERY_MEASURES;
