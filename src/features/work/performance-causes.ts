import { placeOf, type Step } from '#/core/place.ts';
import { type Day, parseDay } from '#/core/time/zone.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import type { Own } from './apart.ts';
import type { Cause } from './cause.ts';
import type { Examined } from './causes.ts';

/** A performance that comes so often is not announced each time. */
const LEAST_PERIOD = 28;
const MOST_AHEAD = 30;

/** Performances that can still be made in time, and whose time is running out; with what is not shown of `earlier` times, which is brought to the same place. */
export function performanceCauses(
  { engagement, ranked, origins, statements }: Examined,
  earlier: ReadonlyMap<string, Own>,
  today: Day,
): readonly Cause[] {
  return ranked.flatMap(({ id, title, ownerFunction, facts }) =>
    facts.occurrences.flatMap(({ kind, period }) => {
      const [first, last] = [parseDay(period.first) ?? today, parseDay(period.last) ?? today];
      const length = last - first + 1;
      const ahead = Math.min(MOST_AHEAD, Math.floor(length / 3));
      if (kind !== 'due' || length < LEAST_PERIOD || today < last - ahead) return [];
      const { byHand } = evidenceOf(origins.get(id) ?? null);
      const control = libraryControl(origins.get(id) ?? '');
      const before = earlier.get(id)?.reasons ?? [];
      return [
        {
          key: `performance:${engagement}:${id}:${period.last}`,
          kind: 'performance' as const,
          function: ownerFunction as OwnerFunction,
          control: id,
          owner: facts.owner,
          title: `${title}: perform it before its period ends`,
          guidance: {
            why: [`nothing shows yet that it was performed between ${period.first} and ${period.last}`, ...before],
            todo: [
              ...whatItIs(statements.get(id)),
              {
                says: 'Perform it, and bring what shows it: when it was done, by whom, and what came of it.',
                place: placeOf('control', id),
              },
              ...(before.length === 0 ? [] : [EARLIER]),
            ],
            evidence: [...(byHand === null ? [] : [byHand]), ...(control?.typeIIEvidence.itemMustShow ?? [])],
          },
          due: period.last,
          urgent: true,
          beneath: before.length === 0 ? [] : [{ control: id, says: before }],
        },
      ];
    }),
  );
}

const EARLIER: Step = {
  says: 'Bring what shows the times before, too, or state that they were missed.',
  place: null,
};

/** A name alone does not tell somebody new to it what is to be done. */
const whatItIs = (statement: string | undefined): readonly Step[] =>
  statement === undefined ? [] : [{ says: statement, place: null }];
