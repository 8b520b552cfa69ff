import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/** What the provider is made to say besides the truth. */
export interface Lie {
  /** Members of its id token; undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** How the id token is signed: by a key that it does not publish, by the secret of the client, or not at all. */
  readonly signed?: 'own' | 'strange' | 'unknown' | 'shared' | 'none';
  /** Members of what it says of a person beside the token. */
  readonly userinfo?: Readonly<Record<string, unknown>>;
  /** Members of its discovery document. */
  readonly discovery?: Readonly<Record<string, unknown>>;
  /** It hangs up, whatever is asked of it. */
  readonly isGone?: boolean;
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
  /** Who is signed in there. */
  person: Readonly<Record<string, unknown>> & { readonly sub: string };
  lie: Lie;
  /** Requests for a token that were refused, and why. */
  readonly refused: string[];
}

const CLIENT = 'attestry-of-acme';
const KEY = { kid: 'one', alg: 'RS256', use: 'sig' };

/** The key pair in use, and another of which nobody knows. */
async function keys() {
  const [own, strange] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ]);
  return { own: own.privateKey, strange: strange.privateKey };
}
type Keys = Awaited<ReturnType<typeof keys>>;

/** A real OpenID Connect provider on a port of its own, at which somebody is signed in; and it can be made to lie. */
export async function identityProvider(redirect: string): Promise<IdentityProvider> {
  const pair = await keys();
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const shown: IdentityProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    client: CLIENT,
    secret: `s3cret-${randomUUID()}`,
    person: { sub: 'ann-1', email: 'ann@acme.example', name: 'Ann', email_verified: true },
    lie: {},
    refused: [],
  };
  const provider = await providerOf(shown, redirect, pair);
  const handle = provider.callback();
  answer = (request, response) => {
    if (shown.lie.isGone === true) request.socket.destroy();
    else if (request.url?.startsWith('/interaction/') === true)
      void provider.interactionFinished(request, response, { login: { accountId: shown.person.sub } });
    else void handle(request, response);
  };
  return shown;
}

async function providerOf(shown: IdentityProvider, redirect: string, pair: Keys): Promise<Provider> {
  const provider = new Provider(shown.issuer, {
    clients: [{ client_id: CLIENT, client_secret: shown.secret, redirect_uris: [redirect] }],
    jwks: { keys: [{ ...(await exportJWK(pair.own)), ...KEY }] },
    cookies: { keys: [randomUUID()] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...shown.person }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: CLIENT, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.on('grant.error', (_, { error_detail: detail, message }) => void shown.refused.push(detail ?? message));
  provider.use(async (context, next) => {
    await next();
    const body = context.body as Record<string, unknown> | undefined;
    const { lie } = shown;
    if (context.path === '/token' && typeof body?.['id_token'] === 'string')
      context.body = { ...body, id_token: await lied(body['id_token'], shown, pair) };
    if (context.path === '/me') context.body = { ...body, ...lie.userinfo };
    if (context.path.endsWith('/openid-configuration')) context.body = { ...body, ...lie.discovery };
  });
  return provider;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token as the lie has it. */
async function lied(token: string, { lie, secret }: IdentityProvider, { own, strange }: Keys): Promise<string> {
  const { claims, signed } = lie;
  if (claims === undefined && signed === undefined) return token;
  const said = Object.fromEntries(
    Object.entries({ ...decodeJwt(token), ...claims }).filter(([, each]) => each !== undefined),
  );
  const jwt = new SignJWT(said);
  switch (signed ?? 'own') {
    case 'none':
      return `${part({ alg: 'none' })}.${part(said)}.`;
    case 'shared':
      return jwt.setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
    case 'unknown':
      return jwt.setProtectedHeader({ alg: 'RS256', kid: 'two' }).sign(own);
    case 'strange':
      return jwt.setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(strange);
    case 'own':
      return jwt.setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(own);
  }
}

/** Goes where the product sends a browser, through the provider, and says what it brings back. */
export async function visited(address: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(address);
  let at = address;
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = new URL(answer.headers.get('location') ?? `${origin}/nowhere`, at);
    if (next.origin !== origin) return Object.fromEntries(next.searchParams);
    if (answer.status !== 302 && answer.status !== 303)
      throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`);
    at = next.href;
  }
  throw new Error('the provider sends around in a circle');
}
