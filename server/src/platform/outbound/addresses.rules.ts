import ipaddr from 'ipaddr.js';

/** Addresses and names that may be reached although they are inside: networks, addresses, `name` or `*.name`. */
export type OutboundAllow = readonly string[];

/** Public by their number and still somebody's inside: Azure answers machines with their own secrets there. */
const metadata = ['168.63.129.16'];

/** Names that mean this machine or its cloud, whatever they resolve to. */
const insideNames = ['localhost', 'local', 'internal', 'localdomain', 'home.arpa'];

/** Whether an address is of the public internet. What embeds an IPv4 address is judged by that one. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  if (!address) return false;
  if (address.kind() === 'ipv4') return address.range() === 'unicast' && !metadata.includes(address.toString());
  const inner = embeddedIpv4(address as ipaddr.IPv6);
  if (inner) return isPublicAddress(inner);
  // Only 2000::/3 is given out; of the rest, and of the special ones in it, nothing is a server on the internet.
  const parts = (address as ipaddr.IPv6).parts;
  const isIsatap = (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe;
  return address.range() === 'unicast' && ((parts[0] ?? 0) & 0xe000) === 0x2000 && !isIsatap;
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = text.replace(/^\[|\]$/g, '');
  // A zone names an interface of this machine.
  if (bare.includes('%')) return null;
  return ipaddr.isValid(bare) ? ipaddr.parse(bare) : null;
}

/** Mapped (::ffff:0:0/96) and translated (64:ff9b::/96) addresses end at the IPv4 address in them. */
function embeddedIpv4(address: ipaddr.IPv6): string | null {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().toString();
  if (!address.match(ipaddr.parse('64:ff9b::') as ipaddr.IPv6, 96)) return null;
  return address.toByteArray().slice(12).join('.');
}

/** Whether a connection to `address`, which is what `host` stands for, is allowed. */
export function mayConnect(host: string, address: string, allow: OutboundAllow): boolean {
  const name = plainName(host);
  if (allow.some((entry) => allowsName(entry, name) || allowsAddress(entry, address))) return true;
  return !isInsideName(name) && isPublicAddress(address);
}

function isInsideName(name: string): boolean {
  return insideNames.some((inside) => name === inside || name.endsWith(`.${inside}`));
}

const plainName = (host: string) => host.toLowerCase().replace(/\.+$/, '');

function allowsName(entry: string, name: string): boolean {
  const wanted = plainName(entry);
  return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : wanted === name;
}

function allowsAddress(entry: string, text: string): boolean {
  const address = parseAddress(text);
  const [base = '', bits] = entry.split('/');
  const network = parseAddress(base);
  if (!address || !network) return false;
  const plain = unmapped(address);
  if (plain.kind() !== network.kind()) return false;
  return plain.match(network as never, bits === undefined ? (network.kind() === 'ipv4' ? 32 : 128) : Number(bits));
}

const unmapped = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
  address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()
    ? (address as ipaddr.IPv6).toIPv4Address()
    : address;

/** Of the configuration: what is between the commas. */
export const allowedOf = (text: string): string[] => text.split(',').flatMap((entry) => entry.trim() || []);

export function isAllowEntry(entry: string): boolean {
  const [base = '', bits, ...rest] = entry.split('/');
  if (rest.length > 0) return false;
  const network = parseAddress(base);
  if (network)
    return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (network.kind() === 'ipv4' ? 32 : 128));
  return bits === undefined && /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(entry);
}
