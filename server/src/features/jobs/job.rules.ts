import { createMasker } from '../../platform/runners/masker.ts';

/** A kind of background work, as people see it. */
export interface JobKind {
  title: string;
  /** What its payload's `id` names; `occurrence`: the payload's `subjectId` does. Null where it names nothing that may be shown. */
  about: 'id' | 'subjectId' | null;
  /** Whether what it is about waits until it is done, however late. The others are given up when all attempts failed. */
  isAwaited?: true;
  /** What comes of dropping one, in a sentence. */
  ifDropped: string;
}

/** All kinds of jobs: who adds one says here what it is. A test compares it with what workers run. */
export const JOB_KINDS: Record<string, JobKind> = {
  'deployment.start': {
    title: 'Start a deployment',
    about: 'id',
    isAwaited: true,
    ifDropped:
      'The deployment stays queued: when it is its turn, a worker makes a new job within seconds. Cancel the deployment to end it.',
  },
  'deployment.attach': {
    title: 'Follow a deployment on its machine',
    about: 'id',
    isAwaited: true,
    ifDropped:
      'The deployment stays under way: while its machine has a worker, a new job comes within seconds. Cancel the deployment to end it.',
  },
  run: {
    title: 'Go on with a run',
    about: 'id',
    isAwaited: true,
    ifDropped:
      'The run stays: while it is queued or under way without a worker, a new job comes within seconds. Cancel the run to end it.',
  },
  occurrence: {
    title: 'React to an event',
    about: 'subjectId',
    ifDropped:
      'Nobody reacts to the event: no notification is made, no workflow started, and a run that waits for this deployment goes on waiting.',
  },
  'notification.deliver': {
    title: 'Deliver a notification',
    about: 'id',
    isAwaited: true,
    ifDropped: 'The message counts as failed. It can be sent again from the project’s notifications.',
  },
  'mail.send': {
    title: 'Send a mail',
    about: null,
    ifDropped: 'The mail is never sent. Whoever waits for it has to ask again.',
  },
  'analytics.rebuild': {
    title: 'Count the days of a project anew',
    about: null,
    ifDropped:
      'The project’s days are counted in its time zone of before. Its charts stay right, but they take longer until the time zone is set again.',
  },
  'account.reset_password': {
    title: 'Mail a link for a new password',
    about: null,
    ifDropped: 'No link is mailed. Whoever asked for it can ask again.',
  },
};

/** What is due without a job: the clock alone starts it. */
export const CLOCK_KINDS = {
  'run.wake': 'Wake a run that waits for a time',
  'schedule.tick': 'Start a workflow by its schedule',
} as const;

/** Jobs of one machine's deployments have its name behind theirs. */
const ATTACH = 'deployment.attach';

/** The kind of a job with this name in the queue. */
export const kindOfTask = (task: string): string => (task.startsWith(`${ATTACH}.`) ? ATTACH : task);

const UNKNOWN: Omit<JobKind, 'title'> = {
  about: null,
  ifDropped: 'It is never done. No worker of this version knows this kind.',
};

/** What is known of a kind; one that an earlier version added is called as in the queue. */
export const jobKind = (kind: string): JobKind =>
  Object.hasOwn(JOB_KINDS, kind) ? (JOB_KINDS[kind] as JobKind) : { title: kind, ...UNKNOWN };

const MOST_ERROR_CHARACTERS = 8_000;
const SECRET_NAMES = /SECRET|PASSWORD|TOKEN|KEY|CREDENTIAL/;

/** What the operator set that nobody else should read: values of variables with such names, and passwords in addresses. */
export function secretsOf(environment: Record<string, string | undefined>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!value) return [];
    const password = URL.canParse(value) ? decodeURIComponent(new URL(value).password) : '';
    return [...(SECRET_NAMES.test(name) && value.length >= 6 ? [value] : []), ...(password ? [password] : [])];
  });
}

/** An error as an administrator may read it: the installation's secrets, passwords in addresses and credentials in headers are masked. */
export function maskError(error: string, secrets: readonly string[]): string {
  const masked = secrets.length > 0 ? createMasker([...secrets]).maskText(error) : error;
  return masked
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]{0,200}):[^\s/@]{1,500}@/gi, '$1:***@')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***')
    .replace(/\b(password|passwd|secret|token|api[-_]?key)(["']?\s*[:=]\s*["']?)[^\s"',;&]{1,500}/gi, '$1$2***')
    .slice(0, MOST_ERROR_CHARACTERS);
}
