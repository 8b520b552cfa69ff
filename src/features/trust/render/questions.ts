import { TOPIC_WORDS, TOPICS, type TrustContent } from '#/features/trust/content.contract.ts';
import type { Day } from '#/core/time/zone.ts';
import { type ControlShown, nameOf, type TrustFacts } from '#/features/trust/facts.ts';
import { Html, html, when } from '#/core/html.ts';
import { proseHtml } from '#/features/trust/prose.ts';
import { faceWords } from './controls.ts';

type Question = TrustContent['faq'][number];

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '');

/** The longest that is looked for. */
export const LONGEST_QUERY = 100;

/** Questions that have every word of what is looked for: the same that the script of the page keeps. */
export function matching(faq: readonly Question[], query: string): readonly Question[] {
  const words = plain(query.slice(0, LONGEST_QUERY)).split(/\s+/).filter(Boolean);
  return faq.filter(({ topic, question, answer }) => {
    const text = plain(`${TOPIC_WORDS[topic]} ${question} ${answer}`);
    return words.every((word) => text.includes(word));
  });
}

/** Questions by topic, with a filter that also works where no script runs. */
export function questionsHtml(facts: TrustFacts, query: string): Html {
  const { faq } = facts.content;
  const found = matching(faq, query);
  const said = query.trim() === '' ? `${faq.length} answers` : `${found.length} of ${faq.length} answers`;
  const titles = new Map(facts.controls.map((each) => [each.id, each]));
  return html`<form class="find" method="get" role="search"><label for="q">Find an answer</label><input type="search" id="q" name="q" value="${query.slice(0, LONGEST_QUERY)}" maxlength="${LONGEST_QUERY}" autocomplete="off"><button>Find</button></form>
<p class="note" id="found" role="status">${said}</p>${when(query.trim() !== '', () => html`<p class="note"><a href="?">All answers</a></p>`)}
${noneHtml(facts, { isHidden: found.length > 0, isSeen: query.trim() !== '' })}
${TOPICS.map((topic) => ({ topic, of: found.filter((each) => each.topic === topic) }))
  .filter(({ of }) => of.length > 0)
  .map(
    ({ topic, of }) => html`<div data-topic="${TOPIC_WORDS[topic]}"><h3>${TOPIC_WORDS[topic]}</h3>
${of.map((each) => answerHtml(each, titles, facts.today))}</div>
`,
  )}`;
}

/**
 * What is there when nothing was found. Without a script the server saw what was looked for; with one it is told of the
 * words once nobody types any more, or where that cannot be, when somebody presses the button.
 */
const noneHtml = (facts: TrustFacts, { isHidden, isSeen }: { readonly isHidden: boolean; readonly isSeen: boolean }) =>
  html`<div id="none"${isHidden ? new Html(' hidden') : null}><p>No answer has these words.${askHtml(facts)}</p>
<form class="miss" method="post" action="${facts.base}/missing" hidden><input type="hidden" name="q"><button>Say that an answer is missing</button><p class="note">It passes on these words, and nothing of you.</p></form><p class="note" id="seen"${isSeen ? null : new Html(' hidden')}>${nameOf(facts)} is told of these words, and nothing of you.</p></div>`;

const askHtml = ({ content: { contact } }: TrustFacts): Html | null =>
  when(contact.email !== '', () => html` Ask <a href="mailto:${contact.email}">${contact.email}</a>.`);

/** An answer with the controls that it rests on; where the records of one no longer show it, that is said here, too. */
function answerHtml(
  { question, answer, controls }: Question,
  known: ReadonlyMap<string, ControlShown>,
  today: Day,
): Html {
  const rests = controls.flatMap((id) => known.get(id) ?? []);
  return html`<div class="answer"><h4>${question}</h4>${proseHtml(answer)}${when(
    rests.length > 0,
    () =>
      html`<p class="note">Controls: ${rests.map(({ id, title, face }, at) => html`${at > 0 ? '; ' : ''}<a href="#control-${id}">${title}</a>${face.kind === 'shown' ? '' : ` (${faceWords(face, today).replace(/^./, (letter) => letter.toLowerCase())})`}`)}</p>`,
  )}</div>
`;
}
