import { type Day, formatDay } from '#/core/time/zone.ts';
import { isReadable, PAPER, readable } from './accent.ts';
import { keyOf, type ShortNotice, shortNotices } from './changes.ts';
import type { Claim, ClaimGround } from './claims.ts';
import type { TrustContent } from './content.contract.ts';
import { faultInMark } from './mark.ts';
import { claimsAt, textsOf } from './said.ts';

/** What is known where a content is to be published. */
export interface PublishGround extends ClaimGround {
  /** The edition before, whether or not it was taken down; null: it is the first. */
  readonly before: TrustContent | null;
  readonly today: Day;
  /** Days of notice that are promised before a subprocessor begins or changes; null: none are. */
  readonly noticeDays: number | null;
  /** How the organization is called. */
  readonly organization: string;
}

/** Subprocessors that begin or change sooner than was promised, and of which nobody says why. */
function noticeProblems(content: TrustContent, { before, today, noticeDays }: PublishGround): readonly Claim[] {
  if (before === null || noticeDays === null) return [];
  const earliest = formatDay(today + noticeDays);
  return shortNotices(before, content, { today: formatDay(today), earliest }).map(({ where, found, what }) => ({
    where,
    found,
    ...NOTICE[what](noticeDays, earliest),
  }));
}

/** Changes of nobody who is in the list. */
function strayChanges({ subprocessors: { list, changes } }: TrustContent): readonly Claim[] {
  const known = new Set(list.map(keyOf));
  return changes.flatMap((each, at) =>
    known.has(keyOf(each))
      ? []
      : [
          {
            where: `subprocessors.changes.${at}.name`,
            found: each.name,
            because: 'No subprocessor in the list has this name.',
            instead: 'Write the name as it stands in the list.',
          },
        ],
  );
}

const NOTICE: Readonly<
  Record<ShortNotice['what'], (days: number, earliest: string) => Pick<Claim, 'because' | 'instead'>>
> = {
  begins: (days, earliest) => ({
    because: `A notice of ${days} days is promised before a new subprocessor begins.`,
    instead: `Let it begin on ${earliest} at the earliest, or say why it begins sooner; that is shown with it.`,
  }),
  changes: (days, earliest) => ({
    because: `A notice of ${days} days is promised before a subprocessor changes.`,
    instead: `Let it change on ${earliest} at the earliest, or say why it changes sooner; that is shown with it.`,
  }),
  'at once': (days) => ({
    because: `What it does, with which data and where, would be otherwise at once, and a notice of ${days} days is promised.`,
    instead: 'Leave the row as it is, and announce the change with its day; where it cannot wait, say why.',
  }),
};

/** What stands in the way of publishing a content. */
export function problemsOf(content: TrustContent, ground: PublishGround): readonly Claim[] {
  const { look, certifications, updates } = content;
  const mark = look.mark === '' ? null : faultInMark(look.mark);
  const ids = updates.map(({ id }) => id);
  return [
    ...textsOf(content).flatMap((said) => claimsAt(said, ground)),
    // Where the page has no name of its own it has that of the organization.
    ...(look.name === '' ? claimsAt(['look.name', ground.organization], ground) : []),
    ...noticeProblems(content, ground),
    ...strayChanges(content),
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
