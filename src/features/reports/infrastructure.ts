import type { INFRASTRUCTURE } from './facts.contract.ts';

type Kind = (typeof INFRASTRUCTURE)[number];

/** By the words of a line of the boundary; the first that fits. A person compares each with the report. */
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['network', /\b(networks?|vpcs?|vpn|firewalls?|cdn|load balancers?|dns|waf|gateways?|proxy|proxies|subnets?)\b/i],
  [
    'storage',
    /\b(storage|stores?|buckets?|s3|databases?|postgres(ql)?|mysql|redis|dynamo(db)?|backups?|disks?|volumes?|warehouse)\b/i,
  ],
  [
    'provider',
    /\b(cloud|aws|amazon|azure|gcp|google|hetzner|ovh\w*|digitalocean|heroku|hosting|data cent(er|re)s?)\b/i,
  ],
];

/** `AWS, eu-central-1`, `AWS (Frankfurt)` and `AWS in Frankfurt` say where a provider runs. */
const WHERE = /^(.{2,}?)(?:,\s+|\s+in\s+|\s*\()([^()]{2,}?)\)?$/;

/** A line of the boundary as a report tells of infrastructure. `vendors` are names of subservice organizations. */
export function infrastructureOf(text: string, vendors: readonly string[]) {
  const line = text.slice(0, 200);
  const isVendor = vendors.some((name) => line.toLowerCase().startsWith(name.toLowerCase()));
  const kind = isVendor ? 'provider' : (KINDS.find(([, says]) => says.test(line))?.[0] ?? 'other');
  const [, name = line, where = ''] = (kind === 'provider' ? WHERE.exec(line) : null) ?? [];
  return { kind, name, where };
}
