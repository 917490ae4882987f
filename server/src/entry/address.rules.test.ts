import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { App } from '../platform/context.ts';
import { addressOf, networkOf } from './address.ts';

const ask = (peer: string, forwarded: string | undefined, trustedProxies: string[]) =>
  addressOf(
    { config: { limits: { trustedProxies } } } as unknown as App,
    { socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage,
  );

describe('the address of a client', () => {
  const PROXIES = ['10.0.0.0/8', '2001:db8::1', '127.0.0.1'];

  test.each<[string, string, string | undefined, string[], string]>([
    ['is its peer', '203.0.113.9', undefined, [], '203.0.113.9'],
    ['whatever it says', '203.0.113.9', '198.51.100.1', [], '203.0.113.9'],
    ['also behind a proxy that nobody named', '10.0.0.1', '198.51.100.1', [], '10.0.0.1'],
    ['also where others are trusted', '203.0.113.9', '198.51.100.1', PROXIES, '203.0.113.9'],
    ['is what a trusted proxy says', '10.0.0.1', '198.51.100.1', PROXIES, '198.51.100.1'],
    ['and nothing left of it', '10.0.0.1', '1.1.1.1, 2.2.2.2, 198.51.100.1', PROXIES, '198.51.100.1'],
    ['through several proxies', '10.0.0.1', '1.1.1.1, 198.51.100.1, 10.9.9.9, 127.0.0.1', PROXIES, '198.51.100.1'],
    ['even where the client names proxies', '10.0.0.1', '10.0.0.7, 198.51.100.1', PROXIES, '198.51.100.1'],
    ['is the proxy where it says nothing', '10.0.0.1', undefined, PROXIES, '10.0.0.1'],
    ['or nonsense', '10.0.0.1', 'unknown', PROXIES, '10.0.0.1'],
    ['or nonsense to the right', '10.0.0.1', '198.51.100.1, <script>', PROXIES, '10.0.0.1'],
    ['without a port', '10.0.0.1', '198.51.100.1:4711', PROXIES, '198.51.100.1'],
    ['in IPv6, with brackets and port', '2001:db8::1', '[2001:DB8:1::5]:4711', PROXIES, '2001:db8:1::5'],
    ['an IPv4 address in IPv6’s form', '::ffff:10.0.0.1', '::ffff:198.51.100.1', PROXIES, '198.51.100.1'],
    ['all of them proxies: the first', '10.0.0.1', '10.0.0.3, 10.0.0.2', PROXIES, '10.0.0.3'],
  ])('%s', (_what, peer, forwarded, proxies, address) => {
    expect(ask(peer, forwarded, proxies)).toBe(address);
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1', 'fe80:0:0:0::/64'],
  [null, 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
