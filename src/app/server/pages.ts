import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PACKED } from '#/app/console.ts';
import { DomainError } from '#/core/errors.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Chance } from '#/platform/clock.ts';
import { isKnown } from './known.ts';

const MEDIA: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
/** What is larger is packed less well, so that nobody waits for it: it is packed once, when it is first asked for. */
const LARGE = 2 ** 19;
const TEXT = /^(text|application|image\/svg)/;
/** Named by their contents, these never change. */
const FOREVER = 'public, max-age=31536000, immutable';
/** Reads PDFs apart from the page. Only there may WebAssembly run, which unpacks scans; it reaches nothing but the page. */
const WORKER = /^assets\/pdf\.worker\./;
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
const NONCE = '__CSP_NONCE__';

interface Asset {
  readonly media: string;
  readonly tag: string;
  readonly plain: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
}

/** The console: its files in a folder, and its one page at every address that is not of the API. */
export function mountPages(app: FastifyInstance, chance: Chance, folder: string | null): void {
  const names = namesIn(folder);
  const loaded = new Map<string, Asset>();
  const asset = (name: string): Asset => {
    const known = loaded.get(name) ?? load(path.join(folder ?? '', name));
    loaded.set(name, known);
    return known;
  };
  app.route({
    method: 'GET',
    url: '/*',
    handler: (request, reply) => {
      const name = (request.params as Record<string, string>)['*'] ?? '';
      if (name.startsWith('api/') || name === 'api')
        throw new DomainError('route_unknown', { method: 'GET', path: `/${name}` });
      if (names.has(name) && name !== 'index.html') return send(asset(name), name, request, reply);
      if (!isPage(name)) throw new DomainError('route_unknown', { method: 'GET', path: `/${name}` });
      return names.has('index.html')
        ? page(asset('index.html'), reply, chance)
        : reply.type('text/html; charset=utf-8').send(NOT_BUILT);
    },
  });
}

/** A page begins with a word, and ids behind it may have whatever can be written; files are assets, or lie at the top. */
const isPage = (name: string): boolean => /^(?!assets(?:\/|$))(?:[\w-]+(?:\/\P{Cc}*)?)?$/u.test(name);

/** The address of the module that shows PDFs, built with the console; null: there is none. */
export const viewerIn = (folder: string | null): string | null => {
  const name = [...namesIn(folder)].find((each) => /^assets\/viewer-[\w-]+\.js$/.test(each));
  return name === undefined ? null : `/${name}`;
};

const namesIn = (folder: string | null): ReadonlySet<string> =>
  folder !== null && existsSync(folder) ? filesIn(folder) : new Set();

const filesIn = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(PACKED))
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );

function load(file: string): Asset {
  const plain = readFileSync(file);
  const media = MEDIA[path.extname(file)] ?? 'application/octet-stream';
  const small = TEXT.test(media);
  return {
    media,
    plain,
    tag: `"${Buffer.from(sha256(plain)).toString('base64url').slice(0, 22)}"`,
    br: small ? (packedBefore(file) ?? packedNow(plain)) : null,
    gzip: small ? gzipSync(plain) : null,
  };
}

/** As the build packed it; null: it did not. */
const packedBefore = (file: string): Buffer | null =>
  existsSync(`${file}${PACKED}`) ? readFileSync(`${file}${PACKED}`) : null;

const packedNow = (plain: Buffer): Buffer =>
  brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: plain.length > LARGE ? 5 : 9 } });

function send(
  { media, tag, plain, br, gzip }: Asset,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  void reply
    .type(media)
    .header('etag', tag)
    .header('vary', 'accept-encoding')
    .header('cache-control', name.startsWith('assets/') ? FOREVER : 'no-cache');
  if (WORKER.test(name)) void reply.header('content-security-policy', WORKER_POLICY);
  if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send();
  const accepts = [request.headers['accept-encoding'] ?? ''].flat().join();
  if (br !== null && /\bbr\b/.test(accepts)) return reply.header('content-encoding', 'br').send(br);
  if (gzip !== null && /\bgzip\b/.test(accepts)) return reply.header('content-encoding', 'gzip').send(gzip);
  return reply.send(plain);
}

/** The page itself: styles that its script writes carry a word that only this answer knows. */
function page({ plain }: Asset, reply: FastifyReply, chance: Chance): FastifyReply {
  const nonce = Buffer.from(chance.random(16)).toString('base64');
  const policy = String(reply.getHeader('content-security-policy')).replace(
    "style-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
  );
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy)
    .send(plain.toString('utf8').replaceAll(NONCE, nonce));
}

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Attestry</title></head>
<body><h1>Attestry</h1><p>The console is not built here. The API is: see its <a href="/api/reference">reference</a>.</p></body></html>`;
