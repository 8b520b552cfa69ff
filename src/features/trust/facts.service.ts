import { type Day, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { engagedFirm } from '#/features/audit/index.ts';
import { daysOf, openedEngagements } from '#/features/engagements/index.ts';
import type { ReadinessDeps } from '#/features/readiness/index.ts';
import type { Organization, Tx } from '#/platform/db/database.ts';
import type { TrustContent } from './content.contract.ts';
import { controlsShown } from './controls.service.ts';
import type { DocumentShown, TrustFacts } from './facts.ts';
import { type Examination, type IssuedReport, type Programme, standingOf } from './standing.ts';

export interface TrustDeps extends ReadinessDeps {
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** The address that people see, without a slash at its end. */
  readonly url: string;
  /** Reports that were issued and recorded. */
  readonly reportsOf: (tx: Tx) => Promise<readonly IssuedReport[]>;
  /** Documents that visitors may see or ask for. */
  readonly documentsShown: (tx: Tx, organization: Organization) => Promise<readonly DocumentShown[]>;
  /** Where access to documents is asked for; null: nowhere. */
  readonly requestAddress: (organization: Organization) => string | null;
  /** Where somebody says what they want to hear of; null: nowhere. */
  readonly subscribeAddress: (organization: Organization) => string | null;
  /** The addresses that a name has. Throws where it cannot be looked up. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
}

export interface Publishing {
  readonly content: TrustContent;
  readonly published: TrustFacts['published'];
}

export const placeOf = (url: string, slug: string): string => `${url}/t/${slug}`;

/** The examinations of the company as the log has them, with who is engaged, and what was issued. */
export async function programmeAt(tx: Tx, { reportsOf, zoneOf, chance }: TrustDeps): Promise<Programme> {
  const zone = zoneNamed(await zoneOf(tx));
  const examinations: Examination[] = [];
  for (const { id, engagement, opened } of await openedEngagements(tx, Number.MAX_SAFE_INTEGER)) {
    const { first, last } = daysOf(engagement);
    const firm = await engagedFirm(tx, id);
    examinations.push({
      id,
      type: engagement.examination.type,
      first: dayOf(first),
      last: dayOf(last),
      recorded: zone.dayOf(opened),
      categories: engagement.categories,
      firm: firm === null ? null : { name: firm.name, signed: dayOf(firm.signed) },
    });
  }
  return { examinations, reports: await reportsOf(tx), today: zone.dayOf(chance.now()) };
}

const dayOf = (text: string): Day => parseDay(text) ?? 0;

/** Everything behind a page, as it stands now. */
export async function factsAt(
  deps: TrustDeps,
  organization: Organization,
  { content, published }: Publishing,
): Promise<TrustFacts> {
  const { org, slug, name, demo } = organization;
  const base = placeOf(deps.url, slug);
  const [programme, zone, subservice, documents] = await deps.db.transaction(org, async (tx) => {
    const all = await openedEngagements(tx, Number.MAX_SAFE_INTEGER);
    return [
      await programmeAt(tx, deps),
      await deps.zoneOf(tx),
      all.at(-1)?.engagement.subservice ?? [],
      await deps.documentsShown(tx, organization),
    ] as const;
  });
  const { origin, verifier, size, checkpoint } = await deps.ledger.status(org);
  return {
    slug,
    organization: name,
    demo,
    zone,
    today: programme.today,
    content,
    published,
    programme,
    controls: await controlsShown(deps, org, { wanted: content.controls, engagement: engagementFor(programme) }),
    subservice: subservice.map(({ name: vendor, service, method }) => ({ name: vendor, service, method })),
    documents,
    request: documents.length === 0 ? null : deps.requestAddress(organization),
    subscribe: deps.subscribeAddress(organization),
    proof: content.proof ? { origin, verifier, size, checkpoint } : null,
    address: content.domain === '' ? base : `https://${content.domain}`,
    base,
  };
}

/** The examination whose window the controls are looked at in: the one that goes on, or the last. */
export function engagementFor(programme: Programme): string | null {
  const { stage } = standingOf(programme);
  return (stage?.of ?? programme.examinations.at(-1))?.id ?? null;
}
