import { addMonths, formatDay } from '#/core/time/zone.ts';
import { TOPIC_WORDS, type TrustContent } from '#/features/trust/content.contract.ts';
import { nameOf, type TrustFacts } from '#/features/trust/facts.ts';
import { escaped } from '#/core/html.ts';
import { proseHtml } from '#/features/trust/prose.ts';
import { announcedAfter, holdingOn } from '#/features/trust/subprocessors.ts';
import { statusWords } from '#/features/trust/sentence.ts';
import { faceWords } from './controls.ts';
import { newestFirst } from './lists.ts';
import { asOfWords, PROMISE } from './words.ts';

/** Updates as an Atom feed. RFC 4287. */
export function feedOf(facts: TrustFacts): string {
  const { address, base, content } = facts;
  const updates = newestFirst(content.updates);
  const changed = updates[0]?.day ?? formatDay(facts.published?.on ?? facts.today);
  const entries = updates.map(
    ({ id, day, title, text }) =>
      `<entry><id>${escaped(`${address}#update-${id}`)}</id><title>${escaped(title)}</title><updated>${day}T00:00:00Z</updated><link href="${escaped(`${address}#update-${id}`)}"/><content type="html">${escaped(proseHtml(text).text)}</content></entry>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${escaped(address)}</id><title>${escaped(`${nameOf(facts)}: trust center`)}</title><updated>${changed}T00:00:00Z</updated><author><name>${escaped(nameOf(facts))}</name></author><link href="${escaped(address)}"/><link rel="self" href="${escaped(`${base}/updates.atom`)}"/>
${entries.join('')}</feed>\n`;
}

/** The public facts as data. Members may be added; none changes or goes. */
export function dataOf(facts: TrustFacts): string {
  const { content, today, proof } = facts;
  const { lead, details, short, stage } = statusWords(facts.programme, content);
  const data = {
    v: 1,
    organization: nameOf(facts),
    address: facts.address,
    demo: facts.demo,
    asOf: formatDay(today),
    zone: facts.zone,
    says: asOfWords(facts),
    promises: PROMISE,
    status: { stage, lead, details, short },
    website: orNull(content.look.website),
    overview: orNull(content.overview),
    controls: facts.controls.map(({ id, title, statement, theme, face }) => ({
      id,
      title,
      statement,
      theme,
      state: face.kind,
      since: 'since' in face ? formatDay(face.since) : null,
      until: 'until' in face && face.until !== null ? formatDay(face.until) : null,
      says: faceWords(face, today),
    })),
    documents: facts.documents.map(({ title, level }) => ({ title, level })),
    questions: content.faq.map(({ topic, ...each }) => ({ topic, topicName: TOPIC_WORDS[topic], ...each })),
    asked: slotsData(content),
    subprocessors: holdingOn(content.subprocessors, formatDay(today)).map(({ address: _, ...each }) => each),
    subprocessorChanges: announcedAfter(content.subprocessors, formatDay(today)),
    subserviceOrganizations: facts.subservice,
    certifications: content.certifications,
    policies: content.policies,
    updates: newestFirst(content.updates),
    contact: orNull(content.contact.email),
    disclosure: orNull(content.contact.disclosure),
    uptime: orNull(content.uptime),
    checkpoint: proof === null ? null : { size: proof.size, note: proof.checkpoint, key: proof.verifier },
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** What reviewers ask of everybody, by its name in the content; null: it is not offered. */
const slotsData = ({ slots }: TrustContent): Readonly<Record<string, string | number | null>> =>
  Object.fromEntries(Object.entries(slots).map(([name, said]) => [name, said === '' ? null : said]));

/** Where weaknesses are reported. RFC 9116; empty where no address is named. */
export function securityTxtOf({ content: { contact }, today, address, base }: TrustFacts): string {
  if (contact.email === '') return '';
  const beginOfMonth = today - Number(formatDay(today).slice(8)) + 1;
  const lines = [
    `Contact: mailto:${contact.email}`,
    ...(contact.disclosure === '' ? [] : [`Policy: ${contact.disclosure}`]),
    ...(contact.encryption === '' ? [] : [`Encryption: ${contact.encryption}`]),
    ...(contact.acknowledgments === '' ? [] : [`Acknowledgments: ${contact.acknowledgments}`]),
    `Expires: ${formatDay(addMonths(beginOfMonth, 6))}T00:00:00Z`,
    'Preferred-Languages: en',
    ...[...new Set([`${address}/.well-known/security.txt`, `${base}/.well-known/security.txt`])].map(
      (each) => `Canonical: ${each}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
