import { DomainError } from '#/core/errors.ts';
import { mustBeRight } from '#/core/must-be-right.ts';

/** Of 0 to 4: 3 withstands somebody who has stolen the hash for a good while. */
const STRONG = 3;
const LONGEST = 128;
/** As much as is estimated; what follows only makes it stronger. */
const LOOKED_AT = 72;

/**
 * What is in the lists of what people choose, or near to it, is weak; `personal` is what an attacker would try first.
 * Nothing is said of capitals and digits: length and rarity are what counts. `password_weak`, or null: it does.
 */
export async function weaknessOf(password: string, personal: readonly string[]): Promise<DomainError | null> {
  if (password.length > LONGEST)
    return new DomainError('password_weak', { because: 'it is longer than 128 characters' });
  const estimate = await estimator();
  const { score, warning } = estimate(password.slice(0, LOOKED_AT), [...personal.flatMap(parts), 'attestry']);
  return score < STRONG ? new DomainError('password_weak', { because: warning ?? 'it is too easy to guess' }) : null;
}

/** Throws `password_weak`. */
export const mustBeStrong = async (password: string, personal: readonly string[]): Promise<void> =>
  mustBeRight([await weaknessOf(password, personal)]);

const parts = (text: string): readonly string[] =>
  [text, ...text.split(/[^\p{L}\p{N}]+/u)].filter((part) => part !== '');

type Estimate = (password: string, personal: string[]) => { readonly score: number; readonly warning: string | null };

let loaded: Promise<Estimate> | null = null;

/** The lists are large: they are loaded when the first password is chosen. */
function estimator(): Promise<Estimate> {
  loaded ??= (async () => {
    const [{ ZxcvbnFactory }, common] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
    ]);
    const zxcvbn = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
    return (password, personal) => {
      const { score, feedback } = zxcvbn.check(password, personal);
      return { score, warning: WARNINGS[String(feedback.warning)] ?? null };
    };
  })();
  return loaded;
}

const WARNINGS: Readonly<Record<string, string>> = {
  topTen: 'it is one of the ten that are tried first',
  topHundred: 'it is one of the hundred that are tried first',
  common: 'it is on the list of common passwords',
  similarToCommon: 'it is close to one on the list of common passwords',
  wordByItself: 'a single word is quickly guessed',
  namesByThemselves: 'names are quickly guessed',
  commonNames: 'names are quickly guessed',
  sequences: 'it is a row of letters or digits',
  simpleRepeat: 'it repeats itself',
  extendedRepeat: 'it repeats itself',
  keyPattern: 'it is a row of keys',
  straightRow: 'it is a row of keys',
  dates: 'dates are quickly guessed',
  recentYears: 'years are quickly guessed',
  userInputs: 'it holds your own name, address or company',
};
