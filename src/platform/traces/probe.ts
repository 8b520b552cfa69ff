import type { TraceSettings } from './settings.ts';

const PATIENCE = 5_000;

/** Whether a receiver takes traces: it is sent none. Null: it does; otherwise why not, without a secret. */
export async function whyTracesFail({ url, headers }: TraceSettings): Promise<string | null> {
  const { host } = new URL(url);
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [] }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return status >= 200 && status < 300 ? null : `${host} answers ${status}, and takes no traces`;
  } catch {
    return `${host} does not answer`;
  }
}
