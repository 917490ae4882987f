import { request } from 'undici';

export interface HealthAttempt {
  /** From 1. */
  number: number;
  /** What the address answered; null when it didn't. */
  status: number | null;
  /** A clause such as "answered with status 503 instead of 200"; null when it is healthy. */
  error: string | null;
}

export interface HealthResult {
  isHealthy: boolean;
  attempts: number;
  lastError: string | null;
}

/** One request may take this long: an address that accepts and says nothing must not use up the whole deadline. */
const maxAttemptMs = 10_000;

function describe(error: unknown): string {
  const { code, cause } = error as NodeJS.ErrnoException;
  const reason = code ?? (cause as NodeJS.ErrnoException | undefined)?.code;
  switch (reason) {
    case 'ECONNREFUSED':
      return 'nothing listens there (connection refused)';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name could not be resolved';
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
      return 'the connection was closed without an answer';
    default:
      return `no answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function ask(url: string, expectStatus: number, timeoutMs: number, signal: AbortSignal | undefined) {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    const { statusCode, body } = await request(url, {
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: { 'user-agent': 'pilothouse-health-check', accept: '*/*' },
      reset: true, // a connection kept open would be the old server's after a restart
    });
    // Not read: it may be of any size. Its end by us is no failure of theirs.
    body.on('error', () => {});
    body.destroy();
    const error = statusCode === expectStatus ? null : `answered with status ${statusCode} instead of ${expectStatus}`;
    return { status: statusCode, error };
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) return { status: null, error: `no answer within ${Math.ceil(timeoutMs / 100) / 10} s` };
    return { status: null, error: describe(error) };
  }
}

/**
 * Asks an address until it answers with `expectStatus`, at most `attempts` times and for `timeoutSeconds` in all, with
 * `intervalSeconds` from the end of one attempt to the next. A redirect is an answer like any other and is not followed.
 * Aborting rejects with the signal's reason; anything else is a result.
 */
export async function checkHealth(input: {
  url: string;
  expectStatus: number;
  timeoutSeconds: number;
  attempts: number;
  intervalSeconds: number;
  signal?: AbortSignal;
  onAttempt?: (attempt: HealthAttempt) => void;
}): Promise<HealthResult> {
  const { url, expectStatus, signal } = input;
  const endsAt = performance.now() + input.timeoutSeconds * 1000;
  let lastError: string | null = null;
  for (let number = 1; ; number += 1) {
    signal?.throwIfAborted();
    const timeoutMs = Math.max(1, Math.min(maxAttemptMs, endsAt - performance.now()));
    const attempt = await ask(url, expectStatus, timeoutMs, signal);
    input.onAttempt?.({ number, ...attempt });
    lastError = attempt.error;
    if (lastError === null) return { isHealthy: true, attempts: number, lastError };
    const pauseMs = input.intervalSeconds * 1000;
    if (number >= input.attempts || performance.now() + pauseMs >= endsAt) {
      return { isHealthy: false, attempts: number, lastError };
    }
    await pause(pauseMs, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
