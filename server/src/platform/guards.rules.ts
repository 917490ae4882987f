import type { ScriptUserObstacle } from './runners/script-user.ts';

/**
 * What can be unsafe about an installation. One table is the source for the guards at the start, the page and the command
 * `doctor`, and the reference. It knows facts, never secrets.
 */
export interface Facts {
  isProduction: boolean;
  /** Null: none was given, so one is kept in the data folder. */
  secret: { source: string; weakness: string | null } | null;
  /** The secret that an earlier start made in the data folder. */
  keptSecretPath: string | null;
  publicUrl: string | null;
  host: string;
  allowedOrigins: readonly string[];
  /** Files that hold secrets, with their mode bits. */
  files: readonly { path: string; mode: number }[];
  /** Null: none is in the environment. */
  administratorPassword: { weakness: string | null } | null;
  /** What DATABASE_URL says; null with the embedded database. */
  database: { host: string; isEncrypted: boolean; user: string; hasDefaultPassword: boolean } | null;
  /** Who the connections are in Postgres; null before there is one. */
  databaseRole: DatabaseRole | null;
  hasDemo: boolean;
  /** As whom scripts of workflows shall run, and why they can’t; null: as the server. */
  scriptUser: { given: string; obstacle: ScriptUserObstacle | null } | null;
  /** Variables that are named like ours, but mean nothing. */
  unknownVariables: readonly string[];
}

export interface DatabaseRole {
  name: string;
  isSuperuser: boolean;
  bypassesRowSecurity: boolean;
  ownsTables: boolean;
}

/** `REFUSE` stops the start, `RISK` is told, `OK` is in order. */
export type RiskLevel = 'REFUSE' | 'RISK' | 'OK';

export interface Risk {
  id: string;
  level: RiskLevel;
  title: string;
  why: string;
  /** What to do, ready to be copied; null when it is in order. */
  remedy: string | null;
}

/** What is wrong in this installation, and what mends it. */
interface Finding {
  title: string;
  remedy: string;
}

interface Rule {
  id: string;
  /** What holds when nothing is found. */
  fine: string;
  why: string;
  production: RiskLevel;
  development: RiskLevel;
  /** Null where there is nothing to look at. */
  look(facts: Facts): Finding[] | null;
}

const NEW_SECRET = 'PILOTHOUSE_SECRET="$(openssl rand -base64 32)"';
const NEW_URL = 'PILOTHOUSE_PUBLIC_URL=https://pilothouse.example.com   # the address people use';

const found = (isFound: boolean, title: string, remedy: string): Finding[] => (isFound ? [{ title, remedy }] : []);

const RULES: readonly Rule[] = [
  {
    id: 'secret-set',
    fine: 'The secret is given',
    why: 'Secret variables and sessions are sealed with it. One that is only in the data folder is lost with it, and other processes don’t have it.',
    production: 'REFUSE',
    development: 'OK',
    look: ({ secret, keptSecretPath }) =>
      found(
        !secret,
        'PILOTHOUSE_SECRET is missing',
        keptSecretPath ? `PILOTHOUSE_SECRET="$(cat '${keptSecretPath}')"   # the one in use so far` : NEW_SECRET,
      ),
  },
  {
    id: 'secret-strong',
    fine: 'The secret can’t be guessed',
    why: 'Who guesses it can forge sessions and read every secret variable.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ secret }) =>
      secret &&
      found(
        secret.weakness !== null,
        `The secret of ${secret.source} ${secret.weakness}`,
        `${NEW_SECRET}   # what is sealed with the old one first goes under another key: PILOTHOUSE_KEYS_FILE and “secrets rotate”`,
      ),
  },
  {
    id: 'public-url-set',
    fine: 'The public address is known',
    why: 'Links in mails, cookies and the check of where a request comes from depend on it; guessed from a request it could be anybody’s.',
    production: 'REFUSE',
    development: 'OK',
    look: ({ publicUrl }) => found(!publicUrl, 'PILOTHOUSE_PUBLIC_URL is missing', NEW_URL),
  },
  {
    id: 'public-url-https',
    fine: 'The public address is https, or of this machine only',
    why: 'Over plain http everybody on the way reads passwords and sessions, and browsers don’t keep the cookies apart.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ publicUrl }) =>
      publicUrl === null
        ? null
        : found(
            isPlain(publicUrl),
            `PILOTHOUSE_PUBLIC_URL is plain http: ${publicUrl}`,
            `PILOTHOUSE_PUBLIC_URL=${publicUrl.replace(/^http:/, 'https:')}   # with a proxy in front that has a certificate`,
          ),
  },
  {
    id: 'listening',
    fine: 'What it listens on fits its address',
    why: 'Other machines reach it, but what they are sent to is unknown.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ host, publicUrl }) =>
      found(
        !publicUrl && !isLoopback(host),
        `It listens on ${host} without a public address`,
        `${NEW_URL}\nPILOTHOUSE_HOST=127.0.0.1   # or this, when nobody else shall reach it`,
      ),
  },
  {
    id: 'origins-exact',
    fine: 'Other sites are allowed one by one, or not at all',
    why: 'Pages of an allowed site act with the viewer’s session. A wildcard would let every page on the internet do so.',
    production: 'REFUSE',
    development: 'REFUSE',
    look: ({ allowedOrigins }) =>
      allowedOrigins
        .filter((origin) => !isExactOrigin(origin))
        .map((origin) => ({
          title: `PILOTHOUSE_ALLOWED_ORIGINS has “${origin}”, which is no exact origin`,
          remedy: `PILOTHOUSE_ALLOWED_ORIGINS=${exactOriginOf(origin)}   # scheme, host and port: no path, no *`,
        })),
  },
  {
    id: 'origins-https',
    fine: 'Every allowed site is https, or of this machine',
    why: 'Whoever is on the way to a plain http page can change it, and so act with the viewer’s session.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ allowedOrigins }) =>
      allowedOrigins
        .filter((origin) => isExactOrigin(origin) && isPlain(origin))
        .map((origin) => ({
          title: `PILOTHOUSE_ALLOWED_ORIGINS has ${origin}, which is plain http`,
          remedy: `PILOTHOUSE_ALLOWED_ORIGINS=${origin.replace(/^http:/, 'https:')}`,
        })),
  },
  {
    id: 'files-closed',
    fine: 'No file with a secret is open to other users',
    why: 'Every user and every program on the machine can read it.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ files }) =>
      files
        .filter(({ mode }) => (mode & 0o007) !== 0)
        .map(({ path, mode }) => ({
          title: `${path} is open to everybody (${octal(mode)})`,
          remedy: `chmod 600 '${path}'`,
        })),
  },
  {
    id: 'files-closed-to-group',
    fine: 'No file with a secret is open to a group',
    why: 'Whoever is in the group can read it. It is right where that group is of this program alone, as in a Kubernetes volume.',
    production: 'RISK',
    development: 'RISK',
    look: ({ files }) =>
      files
        .filter(({ mode }) => (mode & 0o070) !== 0 && (mode & 0o007) === 0)
        .map(({ path, mode }) => ({
          title: `${path} is open to its group (${octal(mode)})`,
          remedy: `chmod 600 '${path}'`,
        })),
  },
  {
    id: 'administrator-password',
    fine: 'The first administrator’s password can’t be guessed',
    why: 'It is tried first by whoever finds the address, and it opens everything.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ administratorPassword }) =>
      administratorPassword &&
      found(
        administratorPassword.weakness !== null,
        `PILOTHOUSE_ADMIN_PASSWORD ${administratorPassword.weakness}`,
        'PILOTHOUSE_ADMIN_PASSWORD="$(openssl rand -base64 18)"   # or leave it out: the log then prints a link',
      ),
  },
  {
    id: 'database-password',
    fine: 'The database has a password of its own',
    why: 'Programs that look for open databases try the usual passwords first.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ database }) =>
      database &&
      found(
        database.hasDefaultPassword,
        `DATABASE_URL has a password that everybody tries for ${database.user}`,
        `alter role "${database.user}" password '…';   -- in psql; then put the new one into DATABASE_URL`,
      ),
  },
  {
    id: 'database-encrypted',
    fine: 'The way to the database is encrypted, or on this machine',
    why: 'Everybody on the network between reads what is stored, and can answer in the database’s place.',
    production: 'RISK',
    development: 'RISK',
    look: ({ database }) =>
      database &&
      found(
        !database.isEncrypted && !isLoopback(database.host),
        `The connection to the database on ${database.host} is not encrypted`,
        'DATABASE_URL=postgres://…?sslmode=verify-full   # the database needs a certificate',
      ),
  },
  {
    id: 'database-role',
    fine: 'Row-level security holds for the connections to the database',
    why: 'A superuser, a role with BYPASSRLS and the tables’ owner get around the second wall between projects: one forgotten check would show everything.',
    production: 'REFUSE',
    development: 'RISK',
    look: ({ databaseRole: role }) => role && roleFindings(role),
  },
  {
    id: 'demo',
    fine: 'There is no demo project to be made',
    why: 'The first start makes a project whose services run programs on this machine.',
    production: 'RISK',
    development: 'OK',
    look: ({ hasDemo }) => found(hasDemo, 'The demo project is on', 'PILOTHOUSE_DEMO=off'),
  },
  {
    id: 'script-user',
    fine: 'Scripts of workflows run as a user of their own',
    why: 'Whoever may change a workflow can write a script that reads whatever the server can: its secret, the database’s password, the files of all projects.',
    production: 'RISK',
    development: 'OK',
    look: ({ scriptUser }) =>
      found(
        !scriptUser,
        'Scripts of workflows run as the server’s own user',
        'PILOTHOUSE_SCRIPT_USER=pilothouse-scripts   # useradd --system pilothouse-scripts; the server has to be root for it',
      ),
  },
  {
    id: 'script-user-usable',
    fine: 'The server can run scripts as the user that is named for them',
    why: 'Scripts of workflows would run as the server, or not at all.',
    production: 'REFUSE',
    development: 'REFUSE',
    look: ({ scriptUser }) =>
      scriptUser && (scriptUser.obstacle ? [scriptUserFinding(scriptUser.given, scriptUser.obstacle)] : []),
  },
  {
    id: 'variables-known',
    fine: 'Every variable that is set means something',
    why: 'A name with a mistake in it sets nothing: what it should have protected is as it is by default.',
    production: 'RISK',
    development: 'RISK',
    look: ({ unknownVariables }) =>
      unknownVariables.map((name) => ({
        title: `${name} is not a variable of Pilothouse`,
        remedy: `unset ${name}   # the names are in docs/reference/configuration.md`,
      })),
  },
];

/** Everything that was looked at, in the order of the table: what is wrong, and what is in order. */
export function findRisks(facts: Facts): Risk[] {
  return RULES.flatMap((rule): Risk[] => {
    const { id, why, fine } = rule;
    const level = facts.isProduction ? rule.production : rule.development;
    const findings = rule.look(facts);
    if (!findings) return [];
    if (findings.length === 0 || level === 'OK') return [{ id, level: 'OK', title: fine, why, remedy: null }];
    return findings.map((finding) => ({ id, level, why, ...finding }));
  });
}

/** The guards in words, for the reference. */
export function guardsTable(): {
  id: string;
  fine: string;
  why: string;
  production: RiskLevel;
  development: RiskLevel;
}[] {
  return RULES.map(({ id, fine, why, production, development }) => ({ id, fine, why, production, development }));
}

function scriptUserFinding(given: string, obstacle: ScriptUserObstacle): Finding {
  const title = `PILOTHOUSE_SCRIPT_USER is ${given}, `;
  const other = 'PILOTHOUSE_SCRIPT_USER=pilothouse-scripts   # useradd --system pilothouse-scripts';
  switch (obstacle) {
    case 'UNKNOWN':
      return { title: `${title}who doesn’t exist on this machine`, remedy: `useradd --system ${given}` };
    case 'IS_ROOT':
      return { title: `${title}which is the server’s own user`, remedy: other };
    case 'NOT_ROOT':
      return {
        title: `${title}but the server is not root and can’t become somebody else`,
        remedy: 'unset PILOTHOUSE_SCRIPT_USER   # or start the server as root',
      };
    case 'MAY_NOT_SWITCH':
      return {
        title: `${title}but the server may not become somebody else`,
        remedy: 'docker run --cap-add SETUID --cap-add SETGID …   # or unset PILOTHOUSE_SCRIPT_USER',
      };
  }
}

function roleFindings({ name, isSuperuser, bypassesRowSecurity, ownsTables }: DatabaseRole): Finding[] {
  if (isSuperuser) return found(true, `The connections are of the superuser ${name}`, ownerRemedy);
  if (bypassesRowSecurity)
    return found(
      true,
      `The role ${name} bypasses row-level security`,
      `alter role "${name}" nobypassrls;   -- in psql, as a superuser`,
    );
  return found(
    ownsTables,
    `The role ${name} owns the tables`,
    `alter role "${name}" createrole;   -- in psql, as a superuser; the next start makes a lesser role for itself`,
  );
}

const ownerRemedy =
  "create role pilothouse login createrole password '…';   -- in psql\nalter database pilothouse owner to pilothouse;   -- then name this role in DATABASE_URL";

const octal = (mode: number) => (mode & 0o777).toString(8).padStart(4, '0');

/** Whether only this machine can be meant. */
function isLoopback(host: string): boolean {
  return host === '' || host === 'localhost' || host.endsWith('.localhost') || /^(127\.|\[?::1\]?$|\/)/.test(host);
}

const isPlain = (url: string) => url.startsWith('http:') && !isLoopback(new URL(url).hostname);

/** `https://host:port` and nothing else: what a browser sends as `Origin`. */
function isExactOrigin(text: string): boolean {
  return (
    URL.canParse(text) &&
    /^https?:$/.test(new URL(text).protocol) &&
    new URL(text).origin === text &&
    !text.includes('*')
  );
}

/** What was probably meant. */
function exactOriginOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  return isExactOrigin(origin) ? origin : 'https://board.example.com';
}
