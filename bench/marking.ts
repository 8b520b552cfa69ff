import assert from 'node:assert/strict';
import { degrees, PDFDocument, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { serve } from '#/app/serve.ts';
import { trustDeps } from '#/app/trust.ts';
import { openAttestry } from '#/app/wire.ts';
import { documentsService } from '#/features/documents/index.ts';
import { grants } from '#/features/grants/index.ts';
import { mail } from '#/features/mail/index.ts';
import { trust } from '#/features/trust/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { configFrom } from '#/platform/config.ts';
import { freePort } from '#/platform/free-port.ts';
import type { Bench } from './kit/bench.ts';
import { atMost, type Measure, seconds } from './kit/measure.ts';
import { alternating } from './kit/timing.ts';
import { fillReaders } from './world/readers.ts';

const PAGES = 100;
const MANY = 1_000;
const LINES = 45;
/** A copy is made in a moment, in which a machine may do anything else; and a reader is given so many of them an hour. */
const ROUNDS = { least: 5, most: 12 } as const;

/** A marked copy through the gated address, against the library alone; and the list of requests of a busy company. */
export const marking: Bench = {
  name: 'marking',
  title: 'Marked copies through the gated address, and the list of requests',
  needs: 'own',
  run: async ({ folder, size, rounds }) => {
    const config = configFrom({ PORT: String(await freePort()) }, { data: folder, person: 'bench' });
    const attestry = await openAttestry(config);
    const running = await serve(attestry, { part: 'web', rate: 1e9, logger: false, console: null });
    const asked = { attestry, url: running.url, rounds: Math.min(Math.max(rounds, ROUNDS.least), ROUNDS.most) };
    try {
      return [...(await copies(asked)), await list({ ...asked, size })];
    } finally {
      await running.close();
      await attestry.close();
    }
  },
};

interface Asked {
  readonly attestry: Awaited<ReturnType<typeof openAttestry>>;
  readonly url: string;
  readonly rounds: number;
}

const made = async ({ attestry }: Asked, slug: string) => {
  const { org } = await createOrganization(attestry, { slug, name: 'Bench', zone: 'UTC', demo: false }, 'bench');
  return { org, person: 'bench' };
};

async function copies(asked: Asked): Promise<readonly Measure[]> {
  const { attestry, url, rounds } = asked;
  const caller = await made(asked, 'marking');
  await trust(trustDeps(attestry)).publish(caller, { revision: 0 });
  const given = new Map<number, { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer> }>();
  for (const pages of [PAGES, MANY]) {
    const bytes = await report(pages);
    const about = { title: `${pages} pages`, kind: 'other', level: 'request', name: 'report.pdf', bytes } as const;
    const empty = { first: null, last: null, validUntil: null };
    given.set(pages, { ...(await documentsService(attestry).add(caller, { ...about, ...empty })), bytes });
  }
  const documents = [...given.values()].map(({ id }) => id);
  const who = {
    email: 'zoe@buyer.example',
    name: 'Zoë Buyer',
    company: 'Buyer',
    documents,
    days: 30,
    download: true,
    briefs: [],
    reportsRead: [],
  };
  await grants(attestry).give(caller, who);
  const cookie = await entered(asked, caller);
  const read = async (pages: number): Promise<void> => {
    const answer = await fetch(`${url}/t/marking/documents/${given.get(pages)?.id}`, { headers: { cookie } });
    assert.equal(answer.status, 200, 'it is given');
    assert.ok((await answer.arrayBuffer()).byteLength > 0);
  };
  const { ours, bare, many } = await alternating(rounds, {
    ours: { turn: () => read(PAGES) },
    bare: { turn: () => stamped(given.get(PAGES)?.bytes ?? assert.fail()) },
    many: { turn: () => read(MANY) },
  });
  return [
    {
      what: `a marked copy of ${PAGES} pages through the gated address, as many times as the library’s bare loop`,
      figure: ours / bare,
      unit: '×',
      budget: atMost(1.3),
      detail: `ours ${seconds(ours)}, with access, record and marks of four lines; load, two lines on each page and save ${seconds(bare)}`,
    },
    {
      what: `the same of ${MANY.toLocaleString('en')} pages, as many times as of ${PAGES}`,
      figure: many / ours,
      unit: '×',
      budget: atMost(11),
      detail: `${seconds(ours)} → ${seconds(many)}`,
    },
  ];
}

/** Pages full of text, as a report has them. */
async function report(pages: number): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.TimesRoman);
  for (let number = 1; number <= pages; number += 1) {
    const page = document.addPage([595, 842]);
    for (let line = 0; line < LINES; line += 1)
      page.drawText(
        `Page ${number}, line ${line}: what a control does, and what the tests of it showed in the window.`,
        {
          x: 50,
          y: 780 - line * 16,
          size: 10,
          font,
        },
      );
  }
  return new Uint8Array(await document.save());
}

/** What anybody would write who stamps a document with the library. */
async function stamped(bytes: Uint8Array): Promise<void> {
  const document = await PDFDocument.load(bytes);
  const font = await document.embedFont(StandardFonts.Helvetica);
  const color = rgb(0.3, 0.36, 0.42);
  for (const page of document.getPages()) {
    page.drawText('zoe@buyer.example', { x: 120, y: 300, size: 34, font, color, opacity: 0.18, rotate: degrees(36) });
    page.drawText('Copy for Zoë Buyer <zoe@buyer.example>, Buyer', { x: 14, y: 7, size: 7, font, color });
  }
  assert.ok((await document.save()).length > 0);
}

/** Uses the link that waits in the outbox, as no mail leaves. */
async function entered({ attestry, url }: Asked, caller: Awaited<ReturnType<typeof made>>): Promise<string> {
  const { messages } = await mail(attestry).list(caller, { limit: 50 });
  const [first] = messages.filter(({ kind }) => kind === 'access');
  const { link } = await mail(attestry).open(caller, { id: first?.id ?? '' });
  const answer = await fetch(link ?? '', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', origin: url },
  });
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? assert.fail('nobody is signed in');
}

/** Turns are short and many, so that what else the machine does for a second meets both lists alike. */
const PAGES_AT_ONCE = 5;
const TURNS = 20;

/** `size` readings, and a hundredth as many grants, against a hundredth of both. */
async function list({ size, ...asked }: Asked & { readonly size: number }): Promise<Measure> {
  const [small, large] = [await made(asked, 'small'), await made(asked, 'large')];
  await fillReaders(asked.attestry.db, small.org, Math.max(100, size / 100));
  await fillReaders(asked.attestry.db, large.org, size);
  const service = grants(asked.attestry);
  const page = async (caller: typeof small): Promise<void> => {
    for (let turn = 0; turn < PAGES_AT_ONCE; turn += 1) {
      const { requests, waiting } = await service.requests(caller, { limit: 50 });
      assert.ok(requests.length === 50 || size < 5_000, 'a whole page');
      assert.ok(waiting > 0);
    }
  };
  const found = await alternating(asked.rounds * TURNS, {
    large: { turn: () => page(large) },
    small: { turn: () => page(small) },
  });
  return {
    what: `the list of requests with ${(size / 100).toLocaleString('en')} grants and ${size.toLocaleString('en')} readings, as many times as with a hundredth of them`,
    figure: found.large / found.small,
    unit: '×',
    budget: atMost(1.3),
    detail: `five first pages: ${seconds(found.small)} → ${seconds(found.large)}`,
  };
}
