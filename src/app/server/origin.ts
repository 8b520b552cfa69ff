import type { FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';

/**
 * A browser sends the cookie of a session along with whatever request any page makes. So a write that comes with a
 * cookie must come from our own page: the browser says so itself, in headers that no page can set.
 */
export function mustBeOwnPage(request: FastifyRequest, url: string): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  const { origin } = request.headers;
  if (origin !== undefined && isOwn(origin, url)) return;
  throw new DomainError('origin_refused', { origin: origin ?? site?.toString() ?? 'not said' });
}

const isOwn = (origin: string, url: string): boolean => {
  const given = URL.parse(origin);
  const own = new URL(url);
  if (given === null || given.protocol !== own.protocol || given.port !== own.port) return false;
  return given.hostname === own.hostname || (isLoopback(given.hostname) && isLoopback(own.hostname));
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '[::1]';

/** A page of another name that resolves to this machine reaches nothing. */
export function mustBeOwnHost(host: string | undefined, url: string): void {
  const given = URL.parse(`http://${host ?? ''}`);
  const { hostname } = new URL(url);
  if (given !== null && (given.hostname === hostname || (isLoopback(given.hostname) && isLoopback(hostname)))) return;
  throw new DomainError('origin_refused', { origin: host ?? 'not said' });
}
