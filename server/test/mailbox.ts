import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import type { Task } from 'graphile-worker';
import { resetTasks } from '../src/features/accounts/password-reset.service.ts';
import { mailTasks } from '../src/platform/mail/mailer.ts';
import type { Cast } from './factories.ts';
import type { TestApp } from './test-app.ts';

export interface ReceivedMail {
  to: string;
  subject: string;
  text: string;
  /** The code of the link in it. */
  code: string | null;
}

export interface Mailbox {
  /** Does what a worker does: sends what waits, and returns what arrived by it, in order. */
  deliver(): Promise<ReceivedMail[]>;
}

/** A mail server for `cast`, which uses it from the first test on. */
export function useMailbox(cast: Cast): Mailbox {
  const received: ReceivedMail[] = [];
  const server = smtpServer((mail) => received.push(mail));
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    cast.app.app.config.mail = { smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Pilothouse <pilothouse@example.com>' };
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    async deliver() {
      await runJobs(cast.app);
      return received.splice(0);
    },
  };
}

/** Runs the jobs of mail that wait, and those that they enqueue. */
async function runJobs(app: TestApp): Promise<void> {
  const tasks: Record<string, Task | ((payload: unknown) => Promise<void>)> = {
    ...mailTasks(app.app),
    ...resetTasks(app.app),
  };
  for (;;) {
    const jobs = await app.sql<{ task: string; payload: unknown }>(
      `with due as (delete from graphile_worker._private_jobs
         where task_id in (select id from graphile_worker._private_tasks where identifier = any($1))
         returning id, task_id, payload)
       select t.identifier as task, due.payload from due join graphile_worker._private_tasks t on t.id = due.task_id order by due.id`,
      [Object.keys(tasks)],
    );
    if (jobs.length === 0) return;
    for (const { task, payload } of jobs) await (tasks[task] as (payload: unknown) => Promise<void>)(payload);
  }
}

/** As much of SMTP as takes a mail. */
function smtpServer(onMail: (mail: ReceivedMail) => void): Server {
  return createServer((socket: Socket) => {
    let input = '';
    let body: string[] | null = null;
    socket.write('220 mail.example.com\r\n');
    const answer = (line: string) => {
      if (body !== null) {
        if (line !== '.') return void body.push(line.replace(/^\./, ''));
        onMail(read(body));
        body = null;
        return socket.write('250 taken\r\n');
      }
      if (/^DATA/i.test(line)) {
        body = [];
        return socket.write('354 go on\r\n');
      }
      if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n');
      return socket.write('250 yes\r\n');
    };
    socket.on('data', (chunk) => {
      input += chunk.toString('utf8');
      const lines = input.split('\r\n');
      input = lines.pop() ?? '';
      for (const line of lines) answer(line);
    });
    socket.on('error', () => {});
  });
}

function read(lines: string[]): ReceivedMail {
  const end = lines.indexOf('');
  const head = lines.slice(0, end).join('\n').replaceAll(/\n\s+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  const raw = lines.slice(end + 1).join('\n');
  const isQuoted = header('Content-Transfer-Encoding') === 'quoted-printable';
  const text = isQuoted ? unquote(raw) : raw;
  return { to: header('To'), subject: header('Subject'), text, code: /#code=([\w-]+)/.exec(text)?.[1] ?? null };
}

const unquote = (text: string) =>
  Buffer.from(
    text
      .replaceAll('=\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
