import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import { mayConnect, type OutboundAllow } from './addresses.rules.ts';
import { OutboundError } from './outbound-error.ts';
import { readBody } from './response-body.ts';

export type OutboundMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export interface OutboundOptions {
  method?: OutboundMethod;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** Of `config.outboundAllow`. */
  allow: OutboundAllow;
  /** For all of it, redirects and body included; default 30 s. */
  timeoutMs?: number;
  /** Of the body as unpacked; default 10 MiB. */
  maxResponseBytes?: number;
  /** Default 5; 0: a redirect is an answer like any other. */
  maxRedirects?: number;
  signal?: AbortSignal;
  /** Of names, for tests. */
  lookup?: LookupFunction;
}

export interface OutboundResponse {
  status: number;
  /** Names in lower case; several of one name joined with a comma. */
  headers: Record<string, string>;
  body: Buffer;
  /** Where it came from after redirects. */
  url: string;
}

const redirects = [301, 302, 303, 307, 308];
/** What may go on to another origin; whatever else was set could be a secret of the first one. */
const harmlessHeaders = ['accept', 'accept-language', 'content-type', 'user-agent'];

/**
 * A request to an address that a user gave. It reaches the public internet and what `allow` names, nothing else: the address
 * that is connected to is the one that was checked, for each redirect again, so neither spellings nor a name that changes
 * what it stands for lead inside. Throws {@link OutboundError}; what `signal` aborts throws its reason.
 */
export async function outboundFetch(url: string, options: OutboundOptions): Promise<OutboundResponse> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  // One for each request: a connection that is kept was checked for another one's allow-list.
  const agent = new Agent({ connect: checkedConnector(options), pipelining: 1 });
  try {
    return await follow(agent, checkedUrl(url, options), { ...options, signal });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted) throw new OutboundError('OUTBOUND_TIMEOUT', 'The address did not answer in time.', error);
    throw asOutboundError(error);
  } finally {
    await agent.destroy();
  }
}

async function follow(agent: Agent, start: URL, options: OutboundOptions): Promise<OutboundResponse> {
  const most = options.maxRedirects ?? 5;
  let url = start;
  let { method = 'GET', body } = options;
  let headers = lowerCase(options.headers ?? {});
  for (let hops = 0; ; hops++) {
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers: { 'user-agent': 'Pilothouse', ...headers },
      body: body ?? null,
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const location = response.headers.location;
    if (most === 0 || !redirects.includes(response.statusCode) || typeof location !== 'string') {
      const content = await readBody(response, options.maxResponseBytes ?? 10 * 1024 ** 2);
      return { status: response.statusCode, headers: joined(response.headers), body: content, url: url.href };
    }
    response.body.on('error', () => {}); // its end by us is no failure of theirs
    response.body.destroy();
    if (hops >= most)
      throw new OutboundError('OUTBOUND_TOO_MANY_REDIRECTS', `The address redirects more than ${most} times.`);
    const next = checkedUrl(location, options, url);
    if (next.origin !== url.origin) headers = pick(headers, harmlessHeaders);
    if (response.statusCode === 303 || (response.statusCode < 303 && method === 'POST')) {
      if (method !== 'HEAD') method = 'GET';
      body = undefined;
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
    }
    url = next;
  }
}

function checkedUrl(text: string, { allow }: OutboundOptions, base?: URL): URL {
  if (!URL.canParse(text, base?.href))
    throw new OutboundError('OUTBOUND_INVALID_URL', 'Use a full http:// or https:// address.');
  const url = new URL(text, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new OutboundError('OUTBOUND_REFUSED', `Only http and https addresses can be asked, not ${url.protocol}`);
  if (url.username || url.password)
    throw new OutboundError('OUTBOUND_INVALID_URL', 'Give credentials as a header, not in the address.');
  const host = hostOf(url.hostname);
  // Names are checked again with what they resolve to; this is for those that no public address could make right.
  if (!mayConnect(host, isIP(host) ? host : somePublicAddress, allow)) throw refused(host);
  return url;
}

const somePublicAddress = '1.1.1.1';
const hostOf = (hostname: string) => hostname.replace(/^\[|\]$/g, '');
const refused = (host: string) =>
  new OutboundError(
    'OUTBOUND_REFUSED',
    `${host} is inside a private network. An administrator can allow it with PILOTHOUSE_OUTBOUND_ALLOW.`,
  );

/** Resolves a name once and hands on only what was checked: the socket connects to those addresses and asks nobody again. */
function checkedConnector({
  allow,
  lookup = systemLookup as LookupFunction,
}: OutboundOptions): buildConnector.connector {
  const checked: LookupFunction = (host, options, done) => {
    lookup(host, options, (error, found, family) => {
      if (error) return done(error, '', 0);
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (addresses.length === 0 || !addresses.every((address) => mayConnect(host, address, allow)))
        return done(refused(host) as NodeJS.ErrnoException, '', 0);
      done(null, found, family);
    });
  };
  const connect = buildConnector({ lookup: checked, timeout: 10_000 });
  return (options, done) => {
    const host = hostOf(options.hostname);
    // For an address in the URL nobody looks anything up.
    if (isIP(host) && !mayConnect(host, host, allow)) return done(refused(host), null);
    connect(options, done);
  };
}

function asOutboundError(error: unknown): unknown {
  if (error instanceof OutboundError) return error;
  const { code, cause } = error as NodeJS.ErrnoException;
  if (cause instanceof OutboundError) return cause;
  const inner = (error as AggregateError).errors?.find((one) => one instanceof OutboundError);
  if (inner) return inner;
  const sentences: Record<string, string> = {
    ECONNREFUSED: 'Nothing listens at the address (connection refused).',
    ENOTFOUND: 'The name of the address could not be resolved.',
    EAI_AGAIN: 'The name of the address could not be resolved.',
    UND_ERR_CONNECT_TIMEOUT: 'The address could not be reached in time.',
  };
  if (!code) return error;
  if (code === 'UND_ERR_INVALID_ARG' || code === 'ERR_INVALID_CHAR')
    return new OutboundError(
      'OUTBOUND_INVALID_URL',
      'A header or the address has characters that can’t be sent.',
      error,
    );
  return new OutboundError('OUTBOUND_UNREACHABLE', sentences[code] ?? `The connection failed (${code}).`, error);
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const pick = (headers: Record<string, string>, names: string[]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return Object.fromEntries(entries);
}
