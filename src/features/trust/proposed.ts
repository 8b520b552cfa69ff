import { TrustContent } from './content.contract.ts';
import type { ControlShown } from './facts.ts';
import { unansweredIn } from './unanswered.ts';

/** So many controls are proposed where none is shown by its records yet. */
const AT_FIRST = 12;

/** What a company could publish on its first day: what its own programme says already, to be read and edited by a person. */
export function proposed(name: string, controls: readonly ControlShown[]): TrustContent {
  const shown = controls.filter(({ face }) => face.kind === 'shown');
  const chosen = shown.length > 0 ? shown : controls.slice(0, AT_FIRST);
  const empty = TrustContent.parse({ v: 1, look: { name: name.slice(0, 120) } });
  return {
    ...empty,
    overview: `${name} runs a security programme on the SOC 2 criteria. This page says what we do, what our own records show of it, and how far the report is. It is derived from the records where it can be, and says so where it is not.`,
    controls: chosen.map(({ id }) => id).slice(0, 150),
    faq: unansweredIn(empty, controls)
      .filter(({ proposed: answer }) => answer !== '')
      .map(({ topic, question, controls: on, proposed: answer }) => ({
        topic: topic as TrustContent['faq'][number]['topic'],
        question,
        answer: answer.slice(0, 3_000),
        controls: [...on],
      })),
  };
}
