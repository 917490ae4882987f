import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { App } from '../platform/context.ts';

const trusted = new WeakMap<App, BlockList>();

/**
 * Who asks, as an address: the peer of the connection, or, when that is a proxy that `PILOTHOUSE_TRUSTED_PROXIES` names, the
 * last one in `X-Forwarded-For` that is none. Everything further left was written by the client and means nothing.
 */
export function addressOf(app: App, request: IncomingMessage): string | null {
  const peer = normalized(request.socket.remoteAddress ?? '');
  if (!peer || app.config.limits.trustedProxies.length === 0) return peer;
  const proxies = trusted.get(app) ?? proxyList(app.config.limits.trustedProxies);
  trusted.set(app, proxies);
  const header = request.headers['x-forwarded-for'] ?? '';
  const hops = (Array.isArray(header) ? header.join(',') : header).split(',').map(normalized);
  let address: string = peer;
  while (isListed(proxies, address)) {
    const next = hops.pop();
    // What is no address was no proxy’s doing: the last one that is known answers for it.
    if (!next) break;
    address = next;
  }
  return address;
}

/** What counts as one client: an IPv4 address, or the 64 bits of an IPv6 network, of which everybody has all addresses. */
export function networkOf(address: string | null): string {
  if (!address || isIP(address) !== 6) return address ?? 'unknown';
  const [head = '', tail] = address.split('::', 2);
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  const network = [...groups, ...(tail === undefined ? [] : zeros), ...rest].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** An address without what may hang on it: a port, a zone, brackets, the IPv6 form of an IPv4 one. Null when it is none. */
function normalized(text: string): string | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text.trim()) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  const address = (bracketed ?? withPort ?? text.trim())
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .toLowerCase();
  return isIP(address) ? address : null;
}

function proxyList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/', 2);
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const isListed = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
