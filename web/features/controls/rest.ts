import { count } from '#web/kit/when.ts';
import { reasonShown } from '#web/kit/words.ts';

interface Looked {
  readonly id: string;
  /** Null: it never ran. */
  readonly shown: unknown;
  readonly population: number;
}

/** Of checks that judged nothing, as no source tells of their items, why: it stands where their bars would be. */
export const judgedNothing = (
  checks: readonly Looked[],
  listed: readonly { readonly id: string; readonly untold: string | null }[],
): ReadonlyMap<string, string> =>
  new Map(
    checks
      .filter(({ shown, population }) => shown !== null && population === 0)
      .flatMap(({ id }) => {
        const untold = listed.find((each) => each.id === id)?.untold ?? null;
        return untold === null ? [] : [[id, untold] as const];
      }),
  );

/** What the bars of the checks count, too. */
const COUNTED =
  /^[a-z-]+\.[a-z-]+: (?:[\d,]+ (?:deviations? among|items? (?:is|are) (?:unknown|pending)$)|.*no deviation$|not run yet$|not about the one item|about none of the )/;

/** Of the reasons of a status, those that no check says where its bar is; what several checks say stands there once. */
export function restOf(reasons: readonly string[], saidAtChecks: Iterable<string>): readonly string[] {
  const said = new Set(saidAtChecks);
  const left = reasons
    .flatMap((reason) => reason.split('; '))
    .filter((part) => !COUNTED.test(part))
    .map(reasonShown)
    .filter((reason) => !said.has(reason));
  return [...Map.groupBy(left, (reason) => reason)].map(([reason, { length }]) =>
    length === 1 ? reason : `${reason} (${count(length)} checks)`,
  );
}
