import { REVIEWER_QUESTIONS } from '#/library/reviewer-questions.ts';
import type { TrustContent } from './content.contract.ts';
import type { ControlShown } from './facts.ts';

interface Unanswered {
  readonly topic: string;
  readonly question: string;
  readonly controls: readonly string[];
  /** What an adopted control says of it; empty: none does. */
  readonly proposed: string;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** Questions that reviewers often ask and that have no answer yet, with what the controls would say. */
export function unansweredIn({ faq }: TrustContent, controls: readonly ControlShown[]): readonly Unanswered[] {
  const asked = new Set(faq.map(({ question }) => plain(question)));
  const rests = new Set(faq.flatMap((each) => each.controls));
  return REVIEWER_QUESTIONS.filter(
    ({ question, controls: on }) => !asked.has(plain(question)) && !on.some((id) => rests.has(id)),
  ).map(({ topic, question, controls: on }) => {
    const adopted = controls.filter(({ id }) => on.includes(id));
    return {
      topic,
      question,
      controls: adopted.map(({ id }) => id),
      proposed: adopted.map(({ statement }) => statement).join('\n\n'),
    };
  });
}
