import { counted } from '#/core/grouped.ts';
import { lasting } from '#/core/time/lasting.ts';

/** What a week brought at the trust center. */
export interface Week {
  /** Its first and its last day, as 2026-03-02. */
  readonly first: string;
  readonly last: string;
  readonly looks: number;
  readonly looksBefore: number;
  readonly documents: readonly { readonly title: string; readonly views: number; readonly downloads: number }[];
  readonly companies: number;
  readonly asked: number;
  readonly waiting: number;
  /** How long the oldest waits; null: none does. */
  readonly oldest: number | null;
  /** What was looked for and not found. */
  readonly words: readonly { readonly words: string; readonly count: number }[];
  readonly subscribers: number;
  readonly objections: number;
}

const MOST = 5;

/** Nothing happened of which anybody wants to read. */
export const isQuiet = ({ looks, documents, asked, waiting, words, objections }: Week): boolean =>
  looks + documents.length + asked + waiting + words.length + objections === 0;

/** A week in plain words. It names no reader: whoever may see the trust center may read it. */
export function summaryOf(
  week: Week,
  { organization, link }: { readonly organization: string; readonly link: string },
) {
  const { documents, words } = week;
  const parts = [
    `The page was looked at ${counted(week.looks, 'time')}, the week before ${counted(week.looksBefore, 'time')}.`,
    `${counted(week.asked, 'request')} came. ${
      week.oldest === null
        ? 'None waits for an answer.'
        : `${counted(week.waiting, 'waits', 'wait')} for an answer, the oldest for ${lasting(week.oldest)}.`
    }`,
    documents.length === 0
      ? 'Nothing was read.'
      : `${counted(week.companies, 'company', 'companies')} read:\n${documents
          .slice(0, MOST)
          .map(
            ({ title, views, downloads }) =>
              `- ${title}: read ${counted(views, 'time')}, saved ${counted(downloads, 'time')}`,
          )
          .join('\n')}`,
    ...(words.length === 0
      ? []
      : [
          `Looked for, and not found:\n${words
            .slice(0, MOST)
            .map((each) => `- ${each.words} (${counted(each.count, 'time')})`)
            .join('\n')}`,
        ]),
    `${counted(week.subscribers, 'person hears', 'people hear')} of changes.${
      week.objections === 0 ? '' : ` ${counted(week.objections, 'objection')} to a subprocessor came.`
    }`,
  ];
  return {
    subject: `The trust center of ${organization}, ${week.first} to ${week.last}`,
    text: `${parts.join('\n\n')}

All of it:
${link}

This comes once a week, because you asked for it. Turn it off there.`,
    link,
  };
}
