import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import {
  agreementOf,
  agreementText,
  agreementWords,
  type Room,
  roomOf,
  sendOn,
  sign,
  type Visitor,
} from '#/features/grants/index.ts';
import type { Serving } from '#/app/server/context.ts';
import { doorPage } from './ask-page.ts';
import { sendPdf } from './document-routes.ts';
import { formIn, inWords, LinkForm, SignForm } from './form.ts';
import { type Home, sendPage } from './frame.ts';
import { roomPage } from './room-page.ts';
import { homeOf, mustBeReader, readerOf } from './visit.ts';

const HOUR = 3_600;
const SIGNATURES = { window: HOUR, most: 20 };

export const roomRoutes =
  (viewer: string | null) =>
  (app: FastifyInstance, serving: Serving): void => {
    const { attestry, auth } = serving;
    const wordsOf = keptWords((org, version) => agreementWords(attestry, org, version));
    const show = async (home: Home, visitor: Visitor, reply: FastifyReply, more: Partial<Said> = {}) => {
      const room = await roomOf(attestry, home.org, visitor);
      const words = room.mustSign ? await wordsOf(home.org, room.nda.text) : null;
      return sendPage(reply, home, roomPage({ home, visitor, room, words, viewer, ...QUIET, ...more }));
    };
    app.get('/t/:slug/access', async (request, reply) => {
      const home = await homeOf(serving, request);
      const visitor = await readerOf(serving, home, request);
      if (visitor === null) return sendPage(reply, home, doorPage(home, null));
      const { done = '' } = request.query as { readonly done?: unknown };
      return show(home, visitor, reply, { said: saidOf(String(done), home.mails) });
    });
    app.post('/t/:slug/access/agreement', async (request, reply) => {
      const home = await homeOf(serving, request);
      const visitor = await mustBeReader(serving, home, request);
      await auth.limit(`trust sign ${home.org} ${visitor.party}`, SIGNATURES);
      try {
        const { agree: _, ...form } = formIn(request, SignForm);
        await sign(attestry, home.org, visitor, { ...form, address: request.ip, agent: agentOf(request) });
        return reply.redirect(`/t/${home.slug}/access?done=signed`, 303);
      } catch (error) {
        if (!(error instanceof DomainError && (error.code === 'input_invalid' || error.code === 'nda_changed')))
          throw error;
        const wrong = error.code === 'nda_changed' ? `${error.message} ${error.fix}` : inWords(error);
        return show(home, visitor, reply.code(422), { wrong });
      }
    });
    app.post('/t/:slug/access/send-on', async (request, reply) => {
      const home = await homeOf(serving, request);
      const visitor = await mustBeReader(serving, home, request);
      await auth.limit(`trust sign ${home.org} ${visitor.party}`, SIGNATURES);
      try {
        const { email } = formIn(request, LinkForm);
        await sendOn(attestry, home.org, visitor, email);
        return reply.redirect(`/t/${home.slug}/access?done=sent-on`, 303);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'input_invalid')) throw error;
        return show(home, visitor, reply.code(422), { wrong: inWords(error) });
      }
    });
    app.get('/t/:slug/access/agreement', async (request, reply) => {
      const home = await homeOf(serving, request);
      const visitor = await mustBeReader(serving, home, request);
      return sendPdf(reply, { name: 'agreement.pdf', bytes: await agreementOf(attestry, home.org, visitor) }, true);
    });
    app.get('/t/:slug/access/agreement/text', async (request, reply) => {
      const home = await homeOf(serving, request);
      const visitor = await mustBeReader(serving, home, request);
      return sendPdf(reply, await agreementText(attestry, home.org, visitor), false);
    });
  };

type Words = readonly string[] | null;

/** So many agreements are remembered as text, by the digest of their file: each is read once, and shown often. */
const MOST_KEPT = 20;

function keptWords(read: (org: string, version: number) => Promise<Words>) {
  const kept = new Map<string, Promise<Words>>();
  return (org: string, text: Room['nda']['text']): Promise<Words> | null => {
    if (text === null || text.file === null) return null;
    const { sha256 } = text.file;
    const known = kept.get(sha256);
    if (known !== undefined) return known;
    const words = read(org, text.version);
    kept.set(sha256, words);
    words.catch(() => kept.delete(sha256)); // whoever waits for it is told; the next one asks again
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return words;
  };
}

interface Said {
  readonly wrong: string | null;
  readonly said: string | null;
}

/** What was just done, by the word in the address to which it leads; null: nothing. */
function saidOf(done: string, isMailed: boolean): string | null {
  switch (done) {
    case 'signed':
      return `Signed. The copy is below, and ${isMailed ? 'on its way to both sides' : 'kept for both sides: this server sends no mail'}.`;
    case 'sent-on':
      return `${isMailed ? 'It is on its way to your colleague' : 'A link for your colleague waits in the outbox of this server, to be handed over: it sends no mail'}. What you asked for opens when it is signed.`;
    default:
      return null;
  }
}

const QUIET: Said = { wrong: null, said: null };
const LONGEST = 400;

const agentOf = ({ headers }: FastifyRequest): string =>
  (headers['user-agent'] ?? 'not said').replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST);
