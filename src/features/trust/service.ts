import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { organizationIn } from '#/features/organization/index.ts';
import { canonicalJson } from '#/ledger/canonical.ts';
import type { Claim } from './claims.ts';
import { TrustContent } from './content.contract.ts';
import type { trustContract } from './contract.ts';
import { controlsShown } from './controls.service.ts';
import { pointsHere } from './domain.service.ts';
import { draftFor } from './draft.service.ts';
import type { ControlShown } from './facts.ts';
import { engagementFor, factsAt, placeOf, programmeAt, type TrustDeps } from './facts.service.ts';
import { historyOf } from './history.ts';
import { publishedFacts } from './pages.service.ts';
import { problemsAt, publish, withdraw } from './publish.service.ts';
import { faceWords } from './render/controls.ts';
import { filesOf } from './render/files.ts';
import { pageOf } from './render/page.ts';
import { statusWords } from './sentence.ts';
import { countEditions, publicationRows, publicRow, saveDraft } from './store.ts';
import { unansweredIn } from './unanswered.ts';
import { goodUntil } from './until.ts';

type Handling<N extends keyof typeof trustContract> = (
  deps: TrustDeps,
  ...given: Parameters<Handlers<typeof trustContract>[N]>
) => ReturnType<Handlers<typeof trustContract>[N]>;

export const trust = (deps: TrustDeps): Handlers<typeof trustContract> => ({
  status: (caller, input) => status(deps, caller, input),
  place: ({ org }) =>
    deps.db.transaction(org, async (tx) => {
      const [publication, { slug }] = [await publicRow(tx), await organizationIn(tx)];
      const says = publication === undefined ? null : TrustContent.parse(publication.says);
      return { address: addressOf(deps, slug, says), published: says !== null };
    }),
  draft: async ({ org }) => {
    const { content, revision } = await draftFor(deps, org);
    const { programme, controls } = await standingNow(deps, org);
    return {
      content,
      revision,
      problems: copied(await deps.db.transaction(org, (tx) => problemsAt(deps, tx, content, programme))),
      unanswered: unansweredIn(content, controls).map((each) => ({ ...each, controls: [...each.controls] })),
    };
  },
  controls: async ({ org }) => {
    const { programme, controls } = await standingNow(deps, org);
    return { controls: controls.map((each) => shown(each, programme.today)) };
  },
  save: (caller, input) => save(deps, caller, input),
  preview: async ({ org }) => {
    const organization = await deps.db.transaction(org, organizationIn);
    const { content } = await draftFor(deps, org);
    const { text, style } = pageOf(await factsAt(deps, organization, { content, published: null }), {
      isDraft: true,
    });
    return { html: text, style };
  },
  publish: (caller, { revision }) => publish(deps, caller, revision),
  withdraw: (caller, { reason }) => withdraw(deps, caller, reason),
  history: ({ org }) =>
    deps.db.transaction(org, async (tx) => ({
      history: historyOf(await publicationRows(tx)).map((each) => ({ ...each, changed: [...each.changed] })),
    })),
  edition: ({ org }, { position }) =>
    deps.db.transaction(org, async (tx) => {
      const found = (await publicationRows(tx)).find((each) => each.position === position);
      if (found?.state !== 'published') throw new DomainError('not_found', { what: 'edition', id: String(position) });
      return { content: TrustContent.parse(found.says) };
    }),
  domain: async ({ org }) => {
    const { content } = await draftFor(deps, org);
    if (content.domain === '')
      throw new DomainError('input_invalid', { where: 'domain', because: 'the draft names no domain' });
    return pointsHere(deps, content.domain);
  },
  export: (caller, input) => exported(deps, caller, input),
});

const shown = ({ id, title, theme, face }: ControlShown, today: number) => ({
  id,
  title,
  theme,
  state: face.kind,
  says: faceWords(face, today),
});

const copied = (claims: readonly Claim[]): Claim[] => claims.map((claim) => ({ ...claim }));

/** The programme of today, and every adopted control as the page would show it. */
async function standingNow(deps: TrustDeps, org: string) {
  const programme = await deps.db.transaction(org, (tx) => programmeAt(tx, deps));
  const controls = await controlsShown(deps, org, { wanted: null, engagement: engagementFor(programme) });
  return { programme, controls };
}

const status: Handling<'status'> = async (deps, { org }) => {
  const { content, revision, saved, person } = await draftFor(deps, org);
  const found = await deps.db.transaction(org, async (tx) => {
    const programme = await programmeAt(tx, deps);
    return {
      slug: (await organizationIn(tx)).slug,
      publication: await publicRow(tx),
      editions: await countEditions(tx),
      programme,
      problems: await problemsAt(deps, tx, content, programme),
    };
  });
  const { slug, publication, editions, programme, problems } = found;
  const published = publication === undefined ? null : TrustContent.parse(publication.says);
  const wanted = (published ?? content).controls;
  const controls = await controlsShown(deps, org, { wanted, engagement: engagementFor(programme) });
  const words = statusWords(programme, published ?? content);
  return {
    address: addressOf(deps, slug, published),
    status: { ...words, details: [...words.details] },
    published:
      publication === undefined
        ? null
        : {
            edition: editions,
            at: publication.received,
            person: publication.person,
            position: publication.position,
          },
    draft: { revision, saved, person, differs: published === null || !isSame(published, content) },
    controls: controls.map((each) => shown(each, programme.today)),
    problems: copied(problems),
  };
};

/** On the company's own domain where it has published one. */
const addressOf = ({ url }: Pick<TrustDeps, 'url'>, slug: string, published: TrustContent | null): string =>
  (published?.domain ?? '') === '' ? placeOf(url, slug) : `https://${published?.domain}`;

const isSame = (one: TrustContent, other: TrustContent): boolean => canonicalJson(one) === canonicalJson(other);

const save: Handling<'save'> = async (deps, { org, person }: Caller, { revision: read, content }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx); // so that of two who save at once the second one is told
    const { revision } = await draftFor(deps, org, tx);
    if (revision !== read) throw new DomainError('trust_changed', { revision });
    await saveDraft(tx, org, { content, revision: revision + 1, person, saved: deps.chance.now() });
    return {
      revision: revision + 1,
      problems: copied(await problemsAt(deps, tx, content, await programmeAt(tx, deps))),
    };
  });

const exported: Handling<'export'> = async (deps, { org }) => {
  const organization = await deps.db.transaction(org, organizationIn);
  const facts = await publishedFacts(deps, organization);
  if (facts === null) throw new DomainError('trust_unpublished');
  const until = goodUntil(facts);
  const zone = zoneNamed(facts.zone);
  return {
    asOf: formatDay(zone.dayOf(deps.chance.now())),
    until: formatDay(until),
    files: filesOf(facts, until).map(({ name, media, text }) => ({
      name: name === '' ? 'index.html' : name,
      media,
      text,
    })),
  };
};
