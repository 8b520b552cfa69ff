import type { Letter } from '#/platform/mail/letter.ts';
import type { SubprocessorChange } from '#/features/trust/index.ts';
import { beginsOn, objectionableIn, type Says } from './news.ts';
import { type Topic, TOPIC_WORDS } from './topics.contract.ts';

/** Who writes to whom, and where the way out is. */
interface From {
  readonly to: string;
  readonly company: string;
}

export const confirmLetter = ({
  to,
  company,
  link,
  expires,
  topics,
}: From & { readonly link: string; readonly expires: number; readonly topics: readonly Topic[] }): Letter => ({
  kind: 'address',
  to,
  subject: `Confirm that ${company} may write to you`,
  text: `Somebody typed your address at the trust center of ${company}, to hear of:

${topics.map((topic) => `- ${TOPIC_WORDS[topic]}`).join('\n')}

If it was you, open this within three days and press the button there. Until then nothing is sent to you:
${link}

If it was not, nothing needs to be done: your address is forgotten after a week.`,
  link,
  expires,
});

export interface NewsFrom extends From {
  /** The trust center, with no slash at its end. */
  readonly home: string;
  /** Takes them off the list with one press. */
  readonly leave: string;
  /** Where an objection is written down. */
  readonly object: string;
}

export function newsLetter(says: Says, { to, company, home, leave, object }: NewsFrom): Letter {
  const { subject, text, link } = saidOf(says, { company, home, object });
  return {
    kind: 'news',
    to,
    subject,
    text: `${text}

You get this because you asked ${company} for it. Choose what you hear of, or leave with one press:
${leave}`,
    link,
    leave,
    expires: null,
  };
}

interface Saying {
  readonly company: string;
  readonly home: string;
  readonly object: string;
}

function saidOf(says: Says, { company, home, object }: Saying) {
  switch (says.kind) {
    case 'updates': {
      const [first, ...others] = says.updates;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return {
        subject: `${company}: ${first?.title ?? 'an update'}${more}`,
        text: `${says.updates.map(({ title, text }) => `${title}\n\n${text}`).join('\n\n---\n\n')}

Also at ${home}#updates`,
        link: `${home}#updates`,
      };
    }
    case 'subprocessors':
      return subprocessorsSaid(says, { company, home, object });
    case 'reports':
      return {
        subject: `${company} has a new report`,
        text: `New at ${company}:

${says.reports.map(({ title, first, last }) => `- ${title}${first === null || last === null ? '' : `, about ${first} to ${last}`}`).join('\n')}

Who has access reads it there; whoever has none asks for it:
${home}/request`,
        link: `${home}/request`,
      };
  }
}

const WHAT = {
  added: 'New',
  changed: 'Changed',
  removed: 'No longer',
  announced: 'To change',
  kept: 'Not to change after all',
} as const;

function saidOfOne(change: SubprocessorChange): readonly string[] {
  const { what, name, role, data, place, hurry } = change;
  const head = `${WHAT[what]}: ${name}`;
  if (what === 'removed') return [head];
  return [
    head,
    `  What for: ${role}`,
    ...(data === '' ? [] : [`  Data: ${data}`]),
    ...(place === '' ? [] : [`  Place: ${place}`]),
    ...fromWords(beginsOn(change)),
    ...(hurry === '' || what === 'kept' ? [] : [`  Announced later than promised: ${hurry}`]),
  ];
}

const fromWords = (day: string): readonly string[] => (day === '' ? [] : [`  From: ${day}`]);

function subprocessorsSaid(says: Extract<Says, { kind: 'subprocessors' }>, { company, home, object }: Saying) {
  const lines = says.changes.map((change) => saidOfOne(change).join('\n'));
  const mayObject = objectionableIn(says).length > 0;
  const notice = says.noticeDays === null ? '' : ` ${company} promises ${says.noticeDays} days of notice.`;
  return {
    subject: `${company} changes its subprocessors`,
    text: `${lines.join('\n\n')}
${mayObject ? `\nIf your company objects, write down why before it begins or changes.${notice}\n${object}\n` : ''}
The whole list: ${home}#subprocessors`,
    link: mayObject ? object : `${home}#subprocessors`,
  };
}

/** To whoever decides, inside. */
export const objectedLetter = ({
  to,
  subprocessor,
  company,
  link,
}: {
  readonly to: string;
  readonly subprocessor: string;
  readonly company: string;
  readonly link: string;
}): Letter => ({
  kind: 'notice',
  to,
  subject: `${company} objects to the subprocessor ${subprocessor}`,
  text: `Somebody at ${company} objects to the subprocessor ${subprocessor}. Their reason, and how to reach them:
${link}`,
  link,
  expires: null,
});
