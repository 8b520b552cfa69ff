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
      {byStep(found).map(([first, ...others]) => (
        <li key={`${first.rule} ${first.subject}`}>
          {[first, ...others].map(({ says }) => says).join(' ')}
          {isNow && (
            <>
              {' '}
              <span className="next">
                <StepLine of={{ says: first.next, place: first.place }} />
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What one step settles stands together, and says it once. */
function byStep(found: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const steps = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of found) {
    const step = JSON.stringify([finding.rule, finding.next, finding.place]);
    const those = steps.get(step);
    if (those === undefined) steps.set(step, [finding]);
    else those.push(finding);
  }
  return [...steps.values()];
}
