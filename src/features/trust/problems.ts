import { type Day, formatDay } from '#/core/time/zone.ts';
import { isReadable, PAPER, readable } from './accent.ts';
import { shortNotices } from './changes.ts';
import { type Claim, type ClaimGround, claimsIn } from './claims.ts';
import type { TrustContent } from './content.contract.ts';
import { faultInMark } from './mark.ts';

/** Every text that people typed and readers will read, by its place. */
export function textsOf(content: TrustContent): readonly (readonly [string, string])[] {
  const { look, overview, faq, subprocessors, slots, certifications, policies, updates } = content;
  return [
    ['look.name', look.name],
    ['overview', overview],
    ...faq.flatMap(({ question, answer }, at): [string, string][] => [
      // To ask for something claims nothing: what is answered does.
      ...(question.trim().endsWith('?') ? [] : [[`faq.${at}.question`, question] as [string, string]]),
      [`faq.${at}.answer`, answer],
    ]),
    ...subprocessors.list.flatMap(({ name, role, data, place, hurry }, at): [string, string][] => [
      [`subprocessors.list.${at}.name`, name],
      [`subprocessors.list.${at}.role`, role],
      [`subprocessors.list.${at}.data`, data],
      [`subprocessors.list.${at}.place`, place],
      [`subprocessors.list.${at}.hurry`, hurry],
    ]),
    ...Object.entries(slots).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[`slots.${name}`, value]] : [],
    ),
    ...policies.flatMap(({ title, summary }, at): [string, string][] => [
      [`policies.${at}.title`, title],
      [`policies.${at}.summary`, summary],
    ]),
    ...certifications.flatMap(({ reference }, at): [string, string][] => [
      [`certifications.${at}.reference`, reference],
    ]),
    ...updates.flatMap(({ title, text }, at): [string, string][] => [
      [`updates.${at}.title`, title],
      [`updates.${at}.text`, text],
    ]),
  ];
}

/** What is known where a content is to be published. */
export interface PublishGround extends ClaimGround {
  /** The edition before, whether or not it was taken down; null: it is the first. */
  readonly before: TrustContent | null;
  readonly today: Day;
}

/** Subprocessors that begin sooner than the edition before promised, and of which nobody says why. */
function noticeProblems(content: TrustContent, { before, today }: PublishGround): readonly Claim[] {
  const days = before?.subprocessors.noticeDays ?? null;
  if (before === null || days === null) return [];
  const earliest = formatDay(today + days);
  return shortNotices(before, content, earliest)
    .filter(({ hurry }) => hurry === '')
    .map(({ at, name, since }) => ({
      where: `subprocessors.list.${at}.since`,
      found: since === '' ? name : `${name}, ${since}`,
      because: `A notice of ${days} days is promised before a new subprocessor begins.`,
      instead: `Let it begin on ${earliest} at the earliest, or say why it begins sooner; that is shown with it.`,
    }));
}

/** What stands in the way of publishing a content. */
export function problemsOf(content: TrustContent, ground: PublishGround): readonly Claim[] {
  const { look, certifications, updates } = content;
  const mark = look.mark === '' ? null : faultInMark(look.mark);
  const ids = updates.map(({ id }) => id);
  return [
    ...textsOf(content).flatMap(([where, text]) => claimsIn(where, text, ground)),
    ...noticeProblems(content, ground),
    ...certifications.flatMap(({ name, by }, at) =>
      /\bsoc\b|\baicpa\b|attestation/i.test(`${name} ${by}`)
        ? [
            {
              where: `certifications.${at}.name`,
              found: name,
              because: 'SOC 2 is a report and no certification.',
              instead: 'Leave it out here: the status sentence tells of it.',
            },
          ]
        : [],
    ),
    ...(mark === null
      ? []
      : [
          {
            where: 'look.mark',
            found: 'the mark',
            because: `As an image ${mark}.`,
            instead: 'Export it as plain SVG, without scripts, styles and pictures of elsewhere.',
          },
        ]),
    ...(isReadable(look.accent)
      ? []
      : [
          {
            where: 'look.accent',
            found: look.accent,
            because: 'Its contrast on white is under 4.5 to 1, so that many cannot read it.',
            instead: `The nearest that can be read is ${readable(look.accent, PAPER)}.`,
          },
        ]),
    ...ids
      .filter((id, at) => ids.indexOf(id) !== at)
      .map((id) => ({
        where: 'updates',
        found: id,
        because: 'Two updates have the same id, and readers of the feed would see one of them.',
        instead: 'Give one of them another id.',
      })),
  ];
}
