import { daysOf, type Opened, windowIn, zoneIn } from '#/features/engagements/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { isDesignAttached } from '#/core/status/control-facts.ts';
import { itemsOf } from '#/core/occurrences/said.ts';
import type { Attached } from '#/features/evidence/index.ts';
import type { Held } from './held.service.ts';
import { isPeriodic, periodsOf } from '#/core/occurrences/periods.ts';
import { nameOf, type Question } from './recorded.service.ts';

/** What the statuses of an engagement's controls need to know of records, each question once. */
export function questionsOf(
  all: readonly Held[],
  attached: readonly Pick<Attached, 'control' | 'item' | 'purpose' | 'occurred'>[],
  { engagement }: Opened,
): ReadonlyMap<string, Question> {
  const days = { ...daysOf(engagement), zone: zoneIn(engagement) };
  const questions = new Map<string, Question>();
  for (const {
    version: { id, definition },
    rhythms,
  } of all) {
    const { byHand, occurrences, shown } = evidenceOf(definition.origin);
    if (!isDesignAttached(attached, id, windowIn(engagement)))
      for (const population of Object.values(shown))
        questions.set(nameOf('facts', population), { kind: 'facts', population });
    if (occurrences.kind !== 'performed' && occurrences.kind !== 'triggered') continue;
    const { population, field, where } = occurrences;
    const counting = { population, field, where };
    if (rhythms.some(({ frequency }) => isPeriodic(frequency))) {
      const periods = periodsOf(rhythms, days);
      questions.set(nameOf('performances', id), { kind: 'performances', counting, periods });
      questions.set(nameOf('unread', population), { kind: 'unread', population });
    }
    if (occurrences.kind === 'triggered' && byHand !== null) {
      const window = windowIn(engagement);
      questions.set(nameOf('triggers', id), { kind: 'triggers', counting, window });
      questions.set(nameOf('unread', population), { kind: 'unread', population });
      const items = itemsOf(attached, id);
      if (items.length > 0) questions.set(nameOf('attached', id), { kind: 'attached', counting, window, items });
    }
  }
  return questions;
}
