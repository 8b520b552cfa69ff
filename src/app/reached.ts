import type { Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { remoteIn } from '#/platform/git.ts';
import type { Reach } from '#/platform/outbound/reach.ts';

const MOST_REDIRECTS = 5;
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Tools that look where an address leads before anything is asked there. Git goes to the place that was looked at, and so
 * does http; of https the certificate says whose it is. Redirects stay at the server that was asked.
 */
export function reachedTools<T extends Pick<Tools, 'http' | 'git'>>(given: T, reach: Reach): T {
  return {
    ...given,
    http: async (input, init) => {
      const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
      let url = new URL(input instanceof Request ? input.url : input);
      for (let count = 0; ; count += 1) {
        const reached = await reach(url.origin);
        const asked = input instanceof Request ? new Request(url, input) : url;
        const answer = await given.http(asked, { ...init, reached, redirect: 'manual' });
        const to = SAFE.has(method) ? redirectOf(answer, url) : null;
        if (to === null) return answer;
        if (to.origin !== url.origin || count === MOST_REDIRECTS)
          throw new DomainError('address_refused', { address: url.origin, because: 'it leads to another address' });
        url = to;
      }
    },
    git: async function* (args, options = {}) {
      const remote = remoteIn(args);
      yield* given.git(args, remote === null ? options : { ...options, reached: await reach(remote) });
    },
  };
}

function redirectOf({ status, headers }: Response, from: URL): URL | null {
  const location = status >= 300 && status < 400 ? headers.get('location') : null;
  return location === null ? null : URL.parse(location, from);
}
