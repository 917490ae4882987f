import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { allowedOf, isAllowEntry, isPublicAddress, mayConnect } from './addresses.rules.ts';
import type { OutboundOptions } from './outbound.ts';
import { outboundFetch } from './outbound.ts';

let server: Server;
let port: number;
let asked: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('inner');

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => new Promise<unknown>((closed) => server.close(closed)));
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.end('inner');
});

/** Every name stands for these addresses, in turn. */
const resolving = (...answers: string[]): LookupFunction => {
  let turn = 0;
  return (_host, options, done) => {
    const address = answers[Math.min(turn++, answers.length - 1)] as string;
    const family = address.includes(':') ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
};
const fetchIt = (url: string, options: Partial<OutboundOptions> = {}) =>
  outboundFetch(url, { allow: [], timeoutMs: 2_000, ...options });
const mine = { allow: ['127.0.0.1'] };

/** Ways of writing inner addresses. `PORT` is where a server listens that would answer. */
const targets = `
http://127.0.0.1:PORT/ http://127.0.0.1:PORT http://127.1:PORT/ http://127.0.1:PORT/ http://2130706433:PORT/ http://0x7f000001:PORT/
http://0x7f.0.0.1:PORT/ http://0x7f.1:PORT/ http://0177.0.0.1:PORT/ http://0177.1:PORT/ http://017700000001:PORT/ http://0x7F.0x0.0x0.0x1:PORT/
http://127.0.0.01:PORT/ http://127.0.0.0x1:PORT/ http://127.255.255.254:PORT/ http://127.0.0.2:PORT/ http://127.127.127.127/ http://00177.00.00.01:PORT/
http://%31%32%37.0.0.1:PORT/ http://127%2e0%2e0%2e1:PORT/ http://１２７.０.０.１:PORT/ http://127。0。0。1:PORT/ http://①②⑦.⓪.⓪.①:PORT/ http://127.0.0.1.:PORT/
http://0/ http://0.0.0.0:PORT/ http://0:PORT/ http://0.0.0.1/ http://0x0:PORT/ http://00000000:PORT/
http://10.0.0.1/ http://10.255.255.255/ http://0xa000001/ http://167772161/ http://012.0.0.1/ http://10.1/
http://172.16.0.1/ http://172.31.255.255/ http://2886729729/ http://0xac.0x10.0.1/ http://192.168.0.1/ http://192.168.1/
http://3232235521/ http://0xc0a80001/ http://0300.0250.0.1/ http://169.254.169.254/latest/meta-data/ http://169.254.169.254./ http://2852039166/
http://0xa9fea9fe/ http://0251.0376.0251.0376/ http://0xa9.0xfe.0xa9.0xfe/ http://169.254.43518/ http://169.16689662/ http://169.254.170.2/v2/credentials
http://169.254.0.1/ http://100.64.0.1/ http://100.100.100.200/ http://100.127.255.255/ http://168.63.129.16/ http://192.0.0.192/
http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.19.255.255/ http://198.51.100.1/ http://203.0.113.1/
http://224.0.0.1/ http://239.255.255.255/ http://240.0.0.1/ http://255.255.255.255/ http://192.88.99.1/ http://192.52.193.1/
http://[::1]:PORT/ http://[0:0:0:0:0:0:0:1]:PORT/ http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/ http://[::]:PORT/ http://[::0.0.0.1]:PORT/ http://[::127.0.0.1]:PORT/
http://[::7f00:1]:PORT/ http://[::ffff:127.0.0.1]:PORT/ http://[::ffff:7f00:1]:PORT/ http://[::ffff:7f00:0001]:PORT/ http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/ http://[::FFFF:127.0.0.1]:PORT/
http://[::ffff:10.0.0.1]/ http://[::ffff:169.254.169.254]/ http://[::ffff:a9fe:a9fe]/ http://[::ffff:192.168.0.1]/ http://[::ffff:0:127.0.0.1]/ http://[::ffff:0:7f00:1]:PORT/
http://[64:ff9b::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b::169.254.169.254]/ http://[64:ff9b::a00:1]/ http://[64:ff9b:1::127.0.0.1]/ http://[64:ff9b:1::1]/
http://[2002:7f00:1::]/ http://[2002:7f00:1::1]/ http://[2002:a9fe:a9fe::]/ http://[2002:c0a8:1::1]/ http://[2001:0:7f00:1::]/ http://[2001::1]/
http://[2001:db8::1]/ http://[2001:2::1]/ http://[2001:10::1]/ http://[2001:20::1]/ http://[3fff::1]/ http://[5f00::1]/
http://[fe80::1]/ http://[fe80::a9fe:a9fe]/ http://[febf::1]/ http://[fec0::1]/ http://[fc00::1]/ http://[fd00::1]/
http://[fd00:ec2::254]/latest/ http://[fd20:ce::254]/ http://[ff02::1]/ http://[ff00::1]/ http://[100::1]/ http://[4000::1]/
http://[2600::5efe:127.0.0.1]/ http://[2600::200:5efe:a00:1]/ http://localhost:PORT/ http://LOCALHOST:PORT/ http://localhost.:PORT/ http://LocalHost:PORT/
http://a.localhost:PORT/ http://localhost.localdomain:PORT/ http://app.localdomain/ http://ｌｏｃａｌｈｏｓｔ:PORT/ http://loc%61lhost:PORT/ http://printer.local/
http://metadata.google.internal/ http://METADATA.google.internal./ http://db.internal/ http://router.home.arpa/ http://foo.localhost./ http://metadata.internal:PORT/
http:/127.0.0.1:PORT/ http:127.0.0.1:PORT/ http:\\\\127.0.0.1:PORT\\ http:///127.0.0.1:PORT/ HTTP://127.0.0.1:PORT/ https://127.0.0.1:PORT/
http://example.com@127.0.0.1:PORT/ http://127.0.0.1:PORT@127.0.0.1:PORT/ http://a:b@localhost:PORT/ http://user@[::1]:PORT/
http://[fe80::1%25lo]:PORT/ http://[::1%25lo0]:PORT/ http://[fe80::1%eth0]/ http://[::ffff:127.0.0.1%25lo]:PORT/
file:///etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:PORT/_GET dict://127.0.0.1:PORT/ ws://127.0.0.1:PORT/ data:text/plain,hello unix:/var/run/docker.sock ldap://127.0.0.1/
jar:http://127.0.0.1!/ javascript:alert(1) blob:http://127.0.0.1/x netdoc:///etc/passwd //127.0.0.1:PORT/ 127.0.0.1:PORT /etc/passwd about:blank
`
  .trim()
  .split(/\s+/);

test(`${targets.length} ways of writing an inner address lead nowhere`, async () => {
  expect(targets.length).toBeGreaterThanOrEqual(150);
  const through: string[] = [];
  for (const target of targets) {
    const url = target.replaceAll('PORT', String(port));
    const result = await fetchIt(url).then(
      () => 'answered',
      (error) => error.code as string,
    );
    if (!['OUTBOUND_REFUSED', 'OUTBOUND_INVALID_URL'].includes(result)) through.push(`${target}: ${result}`);
  }
  expect(through).toEqual([]);
  expect(asked).toHaveLength(0);
});

const inner = targets.flatMap((target) => /^http:\/\/\[?([0-9a-f.:]+?)\]?(?::PORT)?\//.exec(target)?.[1] ?? []);
test('a name that stands for an inner address is refused', async () => {
  const addresses = [
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    '::ffff:127.0.0.1',
    'fd00:ec2::254',
    '10.0.0.1',
    'fe80::1%lo',
  ];
  for (const address of addresses)
    await expect(fetchIt(`http://attacker.example:${port}/`, { lookup: resolving(address) })).rejects.toMatchObject({
      code: 'OUTBOUND_REFUSED',
      isRetryable: false,
    });
  expect(inner.filter((address) => isPublicAddress(address))).toEqual([]);
  expect(asked).toHaveLength(0);
});

test('a name with a public and an inner address is refused', async () => {
  const lookup: LookupFunction = (_host, _options, done) =>
    done(null, [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
  await expect(fetchIt(`http://both.example:${port}/`, { lookup })).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  expect(asked).toHaveLength(0);
});

test('a name is resolved once for each connection, so one that changes leads nowhere', async () => {
  let turns = 0;
  const rebinding: LookupFunction = (_host, options, done) => {
    // First what may be reached, then what may not; nobody may ask twice and use the second.
    const address = turns++ === 0 ? '127.0.0.1' : '127.0.0.2';
    if (options.all) done(null, [{ address, family: 4 }]);
    else done(null, address, 4);
  };
  const options = { ...mine, lookup: rebinding };
  expect((await fetchIt(`http://rebinding.example:${port}/`, options)).status).toBe(200);
  expect(turns).toBe(1);
  await expect(fetchIt(`http://rebinding.example:${port}/`, options)).rejects.toMatchObject({
    code: 'OUTBOUND_REFUSED',
  });
  expect(asked).toHaveLength(1);
});

test.each([
  ['http://169.254.169.254/', 301],
  ['http://127.0.0.2:PORT/', 302],
  ['//127.0.0.2:PORT/', 303],
  ['http://[::1]:PORT/', 307],
  ['http://localhost:PORT/', 308],
  ['http://2130706434:PORT/', 302],
  ['file:///etc/passwd', 302],
  ['gopher://127.0.0.1/', 302],
  ['http://metadata.google.internal/', 302],
])('a redirect to %s (%i) is refused', async (location, status) => {
  answer = (_, response) => response.writeHead(status, { location: location.replace('PORT', String(port)) }).end();
  await expect(fetchIt(`http://127.0.0.1:${port}/`, mine)).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  expect(asked).toHaveLength(1);
});

test('a redirect to a name that stands for something inside is refused', async () => {
  answer = (_, response) => response.writeHead(302, { location: `http://b.example:${port}/` }).end();
  const lookup = resolving('127.0.0.1', '127.0.0.9');
  await expect(fetchIt(`http://a.example:${port}/`, { ...mine, lookup })).rejects.toMatchObject({
    code: 'OUTBOUND_REFUSED',
  });
  expect(asked).toHaveLength(1);
});

test('what was meant for one origin does not go on to another', async () => {
  answer = (request, response) =>
    request.url === '/'
      ? response.writeHead(307, { location: `http://other.example:${port}/x` }).end()
      : response.end('ok');
  const headers = { Authorization: 'Bearer secret', Cookie: 'a=b', 'X-Api-Key': 'secret', Accept: 'text/plain' };
  await fetchIt(`http://127.0.0.1:${port}/`, { ...mine, headers, lookup: resolving('127.0.0.1') });
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'x-api-key': 'secret' });
  expect(asked[1]?.headers).toMatchObject({ accept: 'text/plain' });
  expect(JSON.stringify(asked[1]?.headers)).not.toMatch(/secret|a=b/);
});

test('follows five redirects, not six; a POST becomes a GET', async () => {
  let left = 5;
  answer = (_, response) => (left-- > 0 ? response.writeHead(302, { location: '/next' }).end() : response.end('there'));
  const response = await fetchIt(`http://127.0.0.1:${port}/`, { ...mine, method: 'POST', body: 'x' });
  expect(String(response.body)).toBe('there');
  expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET', 'GET']);
  left = 6;
  await expect(fetchIt(`http://127.0.0.1:${port}/`, mine)).rejects.toMatchObject({
    code: 'OUTBOUND_TOO_MANY_REDIRECTS',
  });
});

test('an answer is bounded, also one that unpacks to much', async () => {
  answer = (_, response) => response.end('x'.repeat(2_000));
  await expect(fetchIt(`http://127.0.0.1:${port}/`, { ...mine, maxResponseBytes: 1_000 })).rejects.toMatchObject({
    code: 'OUTBOUND_TOO_LARGE',
  });
  answer = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
  await expect(fetchIt(`http://127.0.0.1:${port}/`, { ...mine, maxResponseBytes: 10_000 })).rejects.toMatchObject({
    code: 'OUTBOUND_TOO_LARGE',
  });
  expect((await fetchIt(`http://127.0.0.1:${port}/`, mine)).body).toHaveLength(1_000_000);
});

test('gives up in time, can be aborted, and says that nobody listens', async () => {
  answer = () => {};
  await expect(fetchIt(`http://127.0.0.1:${port}/`, { ...mine, timeoutMs: 50 })).rejects.toMatchObject({
    code: 'OUTBOUND_TIMEOUT',
    isRetryable: true,
  });
  const abort = new AbortController();
  answer = () => abort.abort(new Error('canceled'));
  await expect(fetchIt(`http://127.0.0.1:${port}/`, { ...mine, signal: abort.signal })).rejects.toThrow('canceled');
  server.closeAllConnections();
  await expect(fetchIt('http://127.0.0.1:1/', mine)).rejects.toMatchObject({ code: 'OUTBOUND_UNREACHABLE' });
});

test.each([
  ['10.0.0.0/8', 'x.example', '10.2.3.4', true],
  ['10.0.0.0/8', 'x.example', '11.2.3.4', true],
  ['10.0.0.0/8', 'x.example', '192.168.0.1', false],
  ['10.0.0.0/8', 'x.example', '::ffff:10.0.0.1', true],
  ['wiki.corp', 'WIKI.corp.', '10.0.0.1', true],
  ['wiki.corp', 'evil-wiki.corp', '10.0.0.1', false],
  ['*.corp', 'wiki.corp', '10.0.0.1', true],
  ['*.corp', 'corp', '10.0.0.1', false],
  ['localhost', 'localhost', '127.0.0.1', true],
  ['fd00::/8', 'x.example', 'fd12::1', true],
  ['::1', 'localhost', '::1', true],
])('with %s allowed, %s at %s: %s', (allow, host, address, isAllowed) => {
  expect(mayConnect(host, address, allowedOf(allow))).toBe(isAllowed);
});

test('public addresses are reached', () => {
  const open = [
    '1.1.1.1',
    '93.184.216.34',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
    '64:ff9b::101:101',
    '172.32.0.1',
    '100.128.0.1',
  ];
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('what may be allowed is a network, an address or a name', () => {
  expect(['10.0.0.0/8', '::1', 'a.b', '*.corp', 'fd00::/8', 'localhost'].every(isAllowEntry)).toBe(true);
  expect(['10.0.0.0/33', 'a/8', '*', '*.*', 'http://x', 'a b', '', '::1/129', '10.0.0.0/8/8'].some(isAllowEntry)).toBe(
    false,
  );
});
