import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { hash, verify } from '@node-rs/argon2';
import type { Problem } from '../../platform/errors.ts';

/** OWASP's second recommendation for argon2id (19 MiB, 2 passes): about 25 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const LEAST_CHARACTERS = 10;
/** Argon2 reads it all: the bound keeps a huge one from costing seconds. */
const MOST_CHARACTERS = 200;

/** Verified against when there is no password, so that the answer takes as long. */
const nobodysHash = hash(randomBytes(16).toString('hex'), ARGON2);

export const hashPassword = (plain: string) => hash(plain, ARGON2);

/** Whether it is the password of `passwordHash`; false without one, after the same work. */
export async function isPassword(passwordHash: string | null | undefined, plain: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await nobodysHash), plain.slice(0, MOST_CHARACTERS));
  return isRight && Boolean(passwordHash);
}

/**
 * What is wrong with a new password: its length, or that it is soon guessed. `about` are words that others would try first: name and
 * address of the person. Works offline.
 */
export async function checkPassword(plain: string, about: readonly string[], path = 'password'): Promise<Problem[]> {
  if (plain.length < LEAST_CHARACTERS) return [{ path, message: `Use at least ${LEAST_CHARACTERS} characters.` }];
  if (plain.length > MOST_CHARACTERS) return [{ path, message: `Use at most ${MOST_CHARACTERS} characters.` }];
  if ((await strengthOf(plain, about)) >= LEAST_SCORE) return [];
  return [{ path, message: 'This password is easy to guess. Use four or more words that don’t belong together.' }];
}

/** Of 4: more than 10^8 guesses by zxcvbn's measure, which knows 50,000 leaked passwords and the habits behind the rest. */
const LEAST_SCORE = 3;
/**
 * How much of it is looked at: the beginning of a strong one is strong. Some texts of 100 characters take 1.8 s, of 40 0.3 s.
 */
const MEASURED_CHARACTERS = 40;
const IDLE_MS = 30_000;

/** Name or address in the parts that would be typed. */
const wordsOf = (texts: readonly string[]) =>
  [...texts, ...texts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)), 'pilothouse']
    .map((text) => text.toLowerCase().slice(0, MEASURED_CHARACTERS))
    .filter((text) => text.length >= 3);

/** Compiled code starts the compiled worker; under Jest Node 24 strips the types of the source itself. */
const measurePath = import.meta.url.endsWith('.ts')
  ? new URL('./password-strength.ts', import.meta.url)
  : new URL('./password-strength.js', import.meta.url);

interface Measuring {
  worker: Worker;
  waiting: ((score: number | Error) => void)[];
  idle: NodeJS.Timeout | null;
}
let measuring: Measuring | null = null;

/**
 * zxcvbn's score, 0–4, from a thread of its own: its lists take half a second to load and 100 MB, and no request waits for
 * another's password. The thread ends when it has been idle.
 */
function strengthOf(plain: string, about: readonly string[]): Promise<number> {
  measuring ??= startMeasuring();
  const { worker, waiting, idle } = measuring;
  if (idle) clearTimeout(idle);
  measuring.idle = null;
  // The process waits for answers, and for nothing else of it.
  worker.ref();
  worker.postMessage({ plain: plain.slice(0, MEASURED_CHARACTERS), words: wordsOf(about) });
  return new Promise((resolve, reject) => {
    waiting.push((score) => (score instanceof Error ? reject(score) : resolve(score)));
  });
}

function startMeasuring(): Measuring {
  const started: Measuring = { worker: new Worker(measurePath), waiting: [], idle: null };
  const end = (error: Error) => {
    if (measuring === started) measuring = null;
    for (const answer of started.waiting.splice(0)) answer(error);
  };
  started.worker.on('message', (score: number) => {
    // Answers come in the order of the questions.
    started.waiting.shift()?.(score);
    if (started.waiting.length > 0) return;
    started.worker.unref();
    started.idle = setTimeout(() => {
      measuring = null;
      void started.worker.terminate();
    }, IDLE_MS).unref();
  });
  started.worker.on('error', end);
  started.worker.on('exit', () => end(new Error('The measuring of passwords ended.')));
  return started;
}
