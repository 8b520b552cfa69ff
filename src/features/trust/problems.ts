import { isReadable, PAPER, readable } from './accent.ts';
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
    ...subprocessors.list.flatMap(({ name, role, data, place }, at): [string, string][] => [
      [`subprocessors.list.${at}.name`, name],
      [`subprocessors.list.${at}.role`, role],
      [`subprocessors.list.${at}.data`, data],
      [`subprocessors.list.${at}.place`, place],
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

/** What stands in the way of publishing a content. */
export function problemsOf(content: TrustContent, ground: ClaimGround): readonly Claim[] {
  const { look, certifications, updates } = content;
  const mark = look.mark === '' ? null : faultInMark(look.mark);
  const ids = updates.map(({ id }) => id);
  return [
    ...textsOf(content).flatMap(([where, text]) => claimsIn(where, text, ground)),
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
