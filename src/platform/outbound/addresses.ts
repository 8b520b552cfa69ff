import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not for everybody: IANA's registry of special-purpose addresses, and what is no address of one host. */
const SPECIAL_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only 2000::/3 is handed out, and of that these are special, or carry an IPv4 address. */
const SPECIAL_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [net, bits] of SPECIAL_4) special.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of SPECIAL_6) special.addSubnet(net, bits, 'ipv6');
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');

/** Is it an address that anybody on the internet reaches, rather than one of this machine or of its network? */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublic(mapped);
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  return isIP(address) === 6 && given.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Networks such as `10.1.0.0/16`, with commas between. Throws RangeError for what is none. */
export function networksIn(text: string): BlockList {
  const networks = new BlockList();
  for (const each of text.split(',').map((part) => part.trim())) {
    const [, net = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(each) ?? [];
    const version = isIP(net);
    if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) throw new RangeError(`"${each}" is no network`);
    networks.addSubnet(net, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  }
  return networks;
}

export const isWithin = (networks: BlockList, address: string): boolean =>
  networks.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
