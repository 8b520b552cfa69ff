import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Compiled, Variant } from './compiled.ts';
import { isProgram } from './counts.ts';
import type { Elsewhere, TrustPages } from './pages.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Answers for published pages before the framework sees the request: one look into a map, and bytes that were made
 * ahead. Everything else goes on as if this were not here. Returns how many it answered.
 */
export function answerAhead(server: Server, pages: TrustPages): () => number {
  let answered = 0;
  const [framework] = server.listeners('request') as readonly Listener[];
  if (framework === undefined) throw new TypeError('nothing listens to requests yet');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '' } = request;
    const file = method === 'GET' || method === 'HEAD' ? pages.file(request.headers.host, url) : undefined;
    if (file !== undefined) {
      answered += 1;
      if (method === 'GET') file.looks[isProgram(request.headers['user-agent']) ? 'programs' : 'people'] += 1;
      sendFile(request, response, file);
      return;
    }
    const away = pages.elsewhere(request.headers.host, url);
    if (away === null) framework(request, response);
    else sendAway(response, away);
  });
  return () => answered;
}

/** Sends a file in the form that is accepted, or nothing to whoever has it. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: Compiled): void {
  const known = request.headers['if-none-match'];
  if (known !== undefined && (known === '*' || known.includes(file.tag))) {
    response.writeHead(304, file.unchanged as string[]).end();
    return;
  }
  const { headers, body } = variantFor(request.headers['accept-encoding'], file);
  response.writeHead(200, headers as string[]);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function variantFor(accepts: string | string[] | undefined, file: Compiled): Variant {
  if (typeof accepts !== 'string') return file.plain;
  const known = FORMS.get(accepts) ?? remembered(accepts);
  return file[known];
}

type Form = 'br' | 'gzip' | 'plain';

/** What browsers accept is said in few ways, by many. */
const FORMS = new Map<string, Form>();
const MOST_FORMS = 200;

function remembered(accepts: string): Form {
  const form = formFor(accepts);
  if (FORMS.size < MOST_FORMS) FORMS.set(accepts, form);
  return form;
}

function formFor(accepts: string): Form {
  if (/\bbr\b/.test(accepts) && !/\bbr;q=0(?:\.0*)?(?:,|$)/.test(accepts)) return 'br';
  return /\bgzip\b/.test(accepts) && !/\bgzip;q=0(?:\.0*)?(?:,|$)/.test(accepts) ? 'gzip' : 'plain';
}

function sendAway(response: ServerResponse, away: Elsewhere): void {
  if ('to' in away) response.writeHead(302, { location: away.to, 'cache-control': 'no-store' }).end();
  else response.writeHead(404, { ...away.nowhere.headers, 'x-content-type-options': 'nosniff' }).end(away.nowhere.text);
}
