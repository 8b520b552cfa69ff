import { Day } from '#web/kit/When.tsx';
import { counted, dayIn } from '#web/kit/when.ts';
import { useProgramme } from '#web/shell/programme.ts';
import type { Shown, Standing } from './shapes.ts';

interface Props {
  readonly versions: Shown['versions'];
  readonly occurrences: Standing['occurrences'];
}

/** Of a control that was adopted within the window: what came before, and what can still be done in time. */
export function AdoptedLate({ versions, occurrences }: Props) {
  const { engagement } = useProgramme();
  const [first] = versions;
  if (first === undefined || engagement === null || engagement.type !== 'type-2') return null;
  const adopted = dayIn(first.effectiveFrom, engagement.zone);
  if (adopted <= engagement.first) return null;
  const before = occurrences.filter(({ due }) => due < adopted).length;
  const next = occurrences.find(({ kind }) => kind === 'due' || kind === 'upcoming');
  return (
    <p className="prose">
      {'It was adopted on '}
      <Day day={adopted} />
      {adopted > engagement.last ? ', after the window. ' : ', within the window. '}
      An auditor looks at the whole window: what came before that day is judged here as if the control had been there,
      and adopting it late does not make up for it
      {before > 0 && `; ${counted(before, 'performance was', 'performances were')} due before`}. Where it was performed
      then, attach what shows that, with its day.
      {next !== undefined && (
        <>
          {' What can still be done in time is due '}
          <Day day={next.due} />.
        </>
      )}
    </p>
  );
}
