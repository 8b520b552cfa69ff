import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

/** Looks nothing up: whatever the name stands for by now, the connection goes to one of these addresses. */
export const pinnedTo =
  (addresses: readonly string[]): LookupFunction =>
  (_, options, found) => {
    const [first = ''] = addresses;
    if (options.all === true)
      found(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      );
    else found(null, first, isIP(first));
  };

/** Statuses whose answers have no body. */
export const EMPTY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * `fetch` without encryption, whose certificate would say who answers, from one of the addresses that were looked at. No
 * redirect is followed and nothing is unpacked.
 */
export async function fetchPinned(request: Request, addresses: readonly string[]): Promise<Response> {
  const { request: begin } = await import('node:http'); // read when something is sent
  const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
  const length = body === null ? {} : { 'content-length': String(body.length) };
  return new Promise((answered, failed) => {
    const asking = begin(
      new URL(request.url),
      {
        method: request.method,
        headers: { ...Object.fromEntries(request.headers), ...length },
        agent: false,
        signal: request.signal,
        lookup: pinnedTo(addresses),
      },
      (answer) => {
        const { statusCode: status = 0, statusMessage: statusText = '' } = answer;
        const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
          values.map((value) => [name, value] as [string, string]),
        );
        try {
          const read = EMPTY.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array<ArrayBuffer>>);
          answered(new Response(read, { status, statusText, headers }));
        } catch (error) {
          answer.destroy(); // a status or a header that is none
          failed(error);
        }
      },
    );
    asking.on('error', (error) => failed(new TypeError('the connection failed', { cause: error })));
    asking.end(body ?? undefined);
  });
}
