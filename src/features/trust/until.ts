import { type Day, parseDay } from '#/core/time/zone.ts';
import type { TrustFacts } from './facts.ts';
import { statusWords } from './sentence.ts';

/** What is measured changes at any time: a copy is not relied on for longer, whatever its dates say. In days. */
const LONGEST = 30;

/** The last day on which a copy of today still says the same of what dates decide. */
export function goodUntil({ programme, content, documents, today }: TrustFacts): Day {
  const said = sayingOf(programme, content, today);
  const turns = turningDays({ content, documents });
  for (let day = today + 1; day <= today + LONGEST; day += 1)
    if (sayingOf(programme, content, day) !== said || turns.has(day)) return day - 1;
  return today + LONGEST;
}

/** The days on which something is otherwise by itself. */
function turningDays({ content, documents }: Pick<TrustFacts, 'content' | 'documents'>): ReadonlySet<Day> {
  const { list, changes } = content.subprocessors;
  const begins = [...list.map(({ since }) => since), ...changes.map(({ from }) => from)];
  const lasts = [...content.certifications.map(({ until }) => until), ...documents.map(({ until }) => until ?? '')];
  return new Set([
    ...begins.flatMap((text) => parseDay(text) ?? []),
    ...lasts.flatMap((text) => (text === '' ? [] : [(parseDay(text) ?? 0) + 1])),
  ]);
}

/** An age in days is otherwise each day, and a reader counts it from the day that stands on the copy. */
const DAYS_AGO = /\b(?:today|\d+ days? ago)\b/g;

const sayingOf = (programme: TrustFacts['programme'], content: TrustFacts['content'], today: Day): string => {
  const { lead, details, stage, short } = statusWords({ ...programme, today }, content);
  return [lead, ...details, stage, short].join('\n').replaceAll(DAYS_AGO, 'days ago');
};
