import type { TrustDeps } from './facts.service.ts';

/** Whether a domain leads to where this installation is, and what to do where it does not. */
export async function pointsHere({ resolve, url }: Pick<TrustDeps, 'resolve' | 'url'>, domain: string) {
  const { hostname: host } = new URL(url);
  const [found, expected] = await Promise.all([addressesOf(resolve, domain), addressesOf(resolve, host)]);
  const known = { domain, host, found: [...(found ?? [])], expected: [...(expected ?? [])] };
  const atTop = expected?.length
    ? ` Where none can stand, as at the top of a domain, have its A and AAAA records name ${expected.join(', ')}.`
    : '';
  const record = `Have a CNAME record of ${domain} point to ${host}.${atTop}`;
  const tls = `Then let the proxy in front of Attestry get a certificate for ${domain} (Caddy does it by itself; with nginx use certbot), and pass the name on in the Host header.`;
  if (expected === null || expected.length === 0)
    return {
      ...known,
      pointsHere: 'unknown' as const,
      says: `The address of this installation, ${host}, cannot be looked up from here. ${record} ${tls}`,
    };
  if (found === null)
    return { ...known, pointsHere: 'unknown' as const, says: `${domain} cannot be looked up now. ${record} ${tls}` };
  if (found.length === 0)
    return { ...known, pointsHere: 'no' as const, says: `${domain} has no address yet. ${record} ${tls}` };
  const isHere = found.every((address) => expected.includes(address));
  return isHere
    ? { ...known, pointsHere: 'yes' as const, says: `${domain} leads here. ${tls}` }
    : {
        ...known,
        pointsHere: 'no' as const,
        says: `${domain} leads to ${found.join(', ')}, and this installation is at ${expected.join(', ')}. ${record} ${tls}`,
      };
}

/** Null where it cannot be looked up; empty where the name has no address. */
const addressesOf = (resolve: TrustDeps['resolve'], host: string): Promise<readonly string[] | null> =>
  resolve(host).catch(() => null);
