import { listIn, membersOf, textIn } from './json.ts';
import type { LogEntry } from './log.ts';

/** What a change of an examination changed of its days and categories, with what they were; null where of neither. */
export function engagementChange(before: LogEntry, now: LogEntry): string | null {
  const [was, is] = [saidBy(before), saidBy(now)];
  const changed = [
    ...(was.days === is.days ? [] : [`its days were ${was.days}, and are ${is.days}`]),
    ...(was.categories === is.categories ? [] : [`its categories were ${was.categories}, and are ${is.categories}`]),
  ];
  if (changed.length === 0) return null;
  return `the examination ${textIn(now.payload, 'id') ?? ''} was changed on ${now.received}: ${changed.join('; ')}`;
}

function saidBy({ payload }: LogEntry): { readonly days: string; readonly categories: string } {
  const engagement = membersOf(membersOf(payload)['engagement']);
  const examination = membersOf(engagement['examination']);
  const { first, last } = membersOf(examination['window']);
  const asOf = textIn(examination, 'asOf');
  const zone = textIn(examination, 'zone') ?? textIn(examination['window'], 'zone') ?? '';
  const days = asOf ?? `${String(first)} to ${String(last)}`;
  return {
    days: `${days} (${zone})`,
    categories: listIn(engagement, 'categories').map(String).sort().join(', '),
  };
}
