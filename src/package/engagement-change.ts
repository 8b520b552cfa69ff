import { listIn, membersOf, textIn } from './json.ts';
import type { LogEntry } from './log.ts';

/** What a change of an examination changed of its days, its categories and the criteria that it leaves out, with what they were; null where of neither. */
export function engagementChange(before: LogEntry, now: LogEntry): string | null {
  const [was, is] = [saidBy(before), saidBy(now)];
  const changed = [
    ...(was.days === is.days ? [] : [`its days were ${was.days}, and are ${is.days}`]),
    ...(was.categories === is.categories ? [] : [`its categories were ${was.categories}, and are ${is.categories}`]),
    ...(was.notRelevant === is.notRelevant
      ? []
      : [`the criteria that it calls not relevant were ${was.notRelevant}, and are ${is.notRelevant}`]),
  ];
  if (changed.length === 0) return null;
  return `the examination ${textIn(now.payload, 'id') ?? ''} was changed on ${now.received}: ${changed.join('; ')}`;
}

interface Said {
  readonly days: string;
  readonly categories: string;
  readonly notRelevant: string;
}

function saidBy({ payload }: LogEntry): Said {
  const engagement = membersOf(membersOf(payload)['engagement']);
  const examination = membersOf(engagement['examination']);
  const { first, last } = membersOf(examination['window']);
  const asOf = textIn(examination, 'asOf');
  const zone = textIn(examination, 'zone') ?? textIn(examination['window'], 'zone') ?? '';
  const days = asOf ?? `${String(first)} to ${String(last)}`;
  return {
    days: `${days} (${zone})`,
    categories: listIn(engagement, 'categories').map(String).sort().join(', '),
    notRelevant: Object.keys(membersOf(engagement['notRelevant'])).sort().join(', ') || 'none',
  };
}
