import type { Day } from '#/core/time/zone.ts';

/** What a person is reminded of about a task, once each: that it is due soon, today, or was due, week by week. */
export type Stage = 'soon' | 'due' | `late:${number}`;

const WEEK = 7;

/** Null: nothing is said of it on this day. `before`: how many days ahead it is due soon. */
export function stageOf(due: Day, today: Day, before: number): Stage | null {
  if (due > today) return due - today <= before ? 'soon' : null;
  if (due === today) return 'due';
  return `late:${Math.floor((today - due) / WEEK)}`;
}

/** A task of which a person is told. */
export interface Told {
  readonly key: string;
  readonly title: string;
  readonly due: string;
  readonly stage: Stage;
}

/** Where the mail leads, and whose it is. */
export interface About {
  readonly organization: string;
  readonly link: string;
  readonly settings: string;
}

/** One message on all of them, first what is late longest. */
export function digestOf(
  told: readonly Told[],
  { organization, link, settings }: About,
): { readonly subject: string; readonly text: string; readonly link: string } {
  const sorted = told.toSorted((a, b) => a.due.localeCompare(b.due) || a.key.localeCompare(b.key));
  const parts = (['late', 'due', 'soon'] as const).map((part) => ({
    part,
    of: sorted.filter(({ stage }) => stage.startsWith(part)),
  }));
  const lists = parts
    .filter(({ of }) => of.length > 0)
    .map(({ part, of }) => `${TITLES[part]}:\n${of.map(lineOf).join('\n')}`);
  const counts = parts.filter(({ of }) => of.length > 0).map(({ part, of }) => `${of.length} ${WORDS[part]}`);
  return {
    subject: `Your tasks at ${organization}: ${counts.join(', ')}`,
    text: `${lists.join('\n\n')}

What to do, and what shows that it was done:
${link}

This comes once a day at most. To have none, turn it off under Settings: ${settings}`,
    link,
  };
}

const TITLES = { late: 'Late', due: 'Due today', soon: 'Due soon' } as const;
const WORDS = { late: 'late', due: 'due today', soon: 'due soon' } as const;

const lineOf = ({ title, due }: Told): string => `- ${title} (due ${due})`;
