import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** `::ffff:192.0.2.1` is how a dual-stack socket shows an IPv4 peer. */
const unmapped = (address: string): string => {
  const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  return v4 ?? bare;
};

/** Throws for an entry that is neither an address nor a CIDR range. */
export function proxyList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null;
    const prefix = bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits);
    if (family === null || !Number.isInteger(prefix) || prefix < 0 || prefix > (family === 'ipv4' ? 32 : 128)) {
      throw new Error(`A trusted proxy is an address or a CIDR range, not “${entry}”`);
    }
    list.addSubnet(address, prefix, family);
  }
  return list;
}

/**
 * The client's address: the peer's, or, where the peer is a trusted proxy, the last address in `X-Forwarded-For` that is none.
 * What stands further left was written by the client and is worth nothing.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: BlockList): string | null {
  if (peer === undefined) return null;
  let address = unmapped(peer);
  const hops = forwardedFor === undefined ? [] : forwardedFor.split(',').map((hop) => unmapped(hop.trim()));
  while (trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) {
    const hop = hops.pop();
    if (hop === undefined || isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

/** What shares one bucket: an IPv4 address, or an IPv6 /64 (the smallest range that one subscriber gets). */
export function addressGroup(address: string | null): string {
  if (address === null || !isIPv6(address)) return address ?? 'unknown';
  const bare = address.split('%')[0] ?? address;
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
