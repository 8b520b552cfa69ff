import { count, counted } from '#web/kit/when.ts';
import { capital } from '#web/kit/words.ts';

/** What one reading of a source accounts for, as far as it is said in a sentence. */
export interface Read {
  readonly kind: string;
  readonly query: unknown;
  readonly sourceCount: number | null;
  readonly ourCount: number;
  readonly rejected: number;
}

/** What the readings of a source brought, and on whose word all of it came; `wholeBy` said that a file is the whole list. */
export function accountedInWords(accounts: readonly Read[], wholeBy: string | null): string {
  const own = accounts.reduce((sum, { ourCount }) => sum + ourCount, 0);
  const told = accounts.every(({ sourceCount }) => sourceCount !== null)
    ? accounts.reduce((sum, { sourceCount }) => sum + (sourceCount ?? 0), 0)
    : null;
  const last = accounts.at(-1);
  const arrived = arrivedIn(own, accounts.length) + missingOf(last?.rejected ?? 0);
  return told === null
    ? `${arrived}; the source gave no count of its own${onWhoseWord(last, wholeBy)}`
    : `the source counted ${count(told)}, ${arrived}`;
}

/** Of several whole exports an item is in each, so this is no number of items. */
const arrivedIn = (own: number, readings: number): string =>
  `${count(own)} arrived in ${counted(readings, 'reading')}${readings > 1 ? ', what was read again counted again' : ''}`;

/** Rows that did not come in, whatever was declared of the list that they stand in. */
const missingOf = (rejected: number): string =>
  rejected === 0 ? '' : `, and ${counted(rejected, 'row')} of the last ${rejected === 1 ? 'was' : 'were'} rejected`;

const CONNECTED = 'whoever connected it';
/** What a declaration is worth; a count or another list that is compared with it confirms it. */
const WORTH = 'a declaration, not shown by the source, until a count or another list is compared with it';

function onWhoseWord(last: Read | undefined, wholeBy: string | null): string {
  const { by, isWhole } = declaredIn(last?.query);
  const [ofTime, ofList] = [by ?? CONNECTED, wholeBy ?? CONNECTED];
  const [time, list] = ['That nothing of its time is missing', 'that it is the whole list'];
  if (last?.kind === 'declared' && isWhole && ofTime === ofList)
    return `. ${time}, and ${list}, rests on the word of ${ofTime}: ${WORTH}`;
  if (last?.kind === 'declared')
    return `. ${time} rests on the word of ${ofTime}${isWhole ? `, and ${list} on that of ${ofList}` : ''}: ${WORTH}`;
  return isWhole
    ? `. ${capital(list)} rests on the word of ${ofList}: ${WORTH}`
    : ', so completeness is not established by it';
}

interface Change {
  readonly person: string;
  readonly settings: readonly { readonly name: string; readonly after: unknown }[];
}

/** Of changes, the latest first, who last turned a setting on; whoever turned it off later did not say it. Null: nobody. */
export const turnedOnBy = (changes: readonly Change[], setting: string): string | null =>
  changes.find(({ settings }) => settings.some(({ name, after }) => name === setting && after === true))?.person ??
  null;

/** Who declared the time, and whether the file was said to be the whole list. */
function declaredIn(query: unknown): { readonly by: string | null; readonly isWhole: boolean } {
  const { complete, declared, declaredBy } = (query ?? {}) as Asked;
  return { by: declared?.by ?? declaredBy ?? null, isWhole: complete === true };
}

/** As collectors of files write down what they were asked. */
interface Asked {
  readonly complete?: unknown;
  readonly declared?: { readonly by?: string };
  readonly declaredBy?: string;
}
