import { StepLine } from '#web/kit/Place.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { useLint } from './use-lint.ts';

type Finding = Answered<'readiness', 'lint'>['findings'][number];

/** What these rules find. */
export const ofRules =
  (...rules: readonly string[]) =>
  ({ rule }: Finding): boolean =>
    rules.includes(rule);

function useFound() {
  const { engagement } = useProgramme();
  return useLint(useMay('readiness:read') && engagement !== null);
}

/** Whether it is known what the rules find: what stands below is shown from then on, and moves no more. */
export const useIsWarned = (): boolean => !useFound().isLoading;

/** What the rules of the programme find about what stands here; of a past day, without what is to be done: that would not change it. */
export function Warnings({ about }: { readonly about: (finding: Finding) => boolean }) {
  const found = (useFound().data?.findings ?? []).filter(about);
  const isNow = useProgramme().asOf === null;
  if (found.length === 0) return null;
  return (
    <ul className="warnings" aria-label="What the rules of the programme find here">
      {found.map(({ rule, subject, says, next, place }) => (
        <li key={`${rule} ${subject}`}>
          {says}
          {isNow && (
            <>
              {' '}
              <span className="next">
                <StepLine of={{ says: next, place }} />
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
