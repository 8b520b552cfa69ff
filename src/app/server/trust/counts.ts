import { PAGE, type Noted, searchWords } from '#/features/analytics/index.ts';
import type { Looks } from './compiled.ts';

/** Files as analytics call them; what is not here is not counted. */
const NAMES: Readonly<Record<string, { readonly people: string; readonly programs: string }>> = {
  '': PAGE,
  search: one('search'),
  'facts.json': one('facts as data'),
  'updates.atom': one('feed of updates'),
  'badge.svg': one('badge'),
};

function one(name: string) {
  return { people: name, programs: name };
}

/** So many different words are noted at once of one organization. */
const MOST_WORDS = 100;

/** What this process counted and nobody noted yet. It knows numbers and words, and nothing of who looked. */
export class Counts {
  #looks = new Map<string, Map<string, Looks>>();
  #searches = new Map<string, Map<string, number>>();

  /** The count of a file, which stays the same one when the file is made anew. */
  of(org: string, name: string): Looks {
    const all = this.#looks.get(org) ?? new Map<string, Looks>();
    this.#looks.set(org, all);
    const looks = all.get(name) ?? { people: 0, programs: 0 };
    all.set(name, looks);
    return looks;
  }

  /** That something was looked for and not found. */
  missed(org: string, text: string): void {
    const words = searchWords(text);
    if (words === null) return;
    const all = this.#searches.get(org) ?? new Map<string, number>();
    this.#searches.set(org, all);
    if (all.size < MOST_WORDS || all.has(words)) all.set(words, (all.get(words) ?? 0) + 1);
  }

  /** Takes what was counted, by organization. */
  take(): ReadonlyMap<string, Noted> {
    const searches = this.#searches;
    this.#searches = new Map();
    const taken = new Map<string, Noted>();
    for (const org of new Set([...this.#looks.keys(), ...searches.keys()])) {
      const counts = this.#countsOf(org);
      const words = searches.get(org) ?? new Map<string, number>();
      if (counts.size + words.size > 0) taken.set(org, { counts, searches: words });
    }
    return taken;
  }

  #countsOf(org: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [name, looks] of this.#looks.get(org) ?? []) {
      const names = NAMES[name];
      if (names !== undefined)
        for (const who of ['people', 'programs'] as const)
          if (looks[who] > 0) counts.set(names[who], (counts.get(names[who]) ?? 0) + looks[who]);
      looks.people = 0;
      looks.programs = 0;
    }
    return counts;
  }

  /** Puts back what could not be noted. */
  giveBack(org: string, { counts, searches }: Noted): void {
    for (const [name, names] of Object.entries(NAMES)) {
      const looks = this.of(org, name);
      looks.people += counts.get(names.people) ?? 0;
      if (names.programs !== names.people) looks.programs += counts.get(names.programs) ?? 0;
    }
    for (const [words, count] of searches) for (let at = 0; at < count; at += 1) this.missed(org, words);
  }
}

/** Programs that fetch pages for others, or to see whether they are there, and say so. */
const PROGRAM =
  /bot|crawl|spider|slurp|preview|monitor|probe|scan|curl|wget|python|java\/|go-http|node|axios|okhttp|headless|feed/i;

/** What browsers call themselves is said in few ways, by many. */
const KNOWN = new Map<string, boolean>();
const MOST_KNOWN = 500;

/** Whether a request says of itself that a program sends it; without a name it is one. */
export function isProgram(agent: string | undefined): boolean {
  if (agent === undefined) return true;
  const known = KNOWN.get(agent);
  if (known !== undefined) return known;
  const is = PROGRAM.test(agent);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(agent, is);
  return is;
}
