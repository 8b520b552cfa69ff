import { type Day, parseDay } from '#/core/time/zone.ts';
import type { TrustFacts } from './facts.ts';
import { statusWords } from './sentence.ts';

/** What is measured changes at any time: a copy is not relied on for longer, whatever its dates say. In days. */
const LONGEST = 30;

/** The last day on which a copy of today still says the same of what dates decide. */
export function goodUntil({ programme, content, today }: TrustFacts): Day {
  const said = sayingOf(programme, content, today);
  const ends = content.certifications.flatMap(({ until }) => parseDay(until) ?? []);
  for (let day = today + 1; day <= today + LONGEST; day += 1)
    if (sayingOf(programme, content, day) !== said || ends.some((end) => end >= today && end < day)) return day - 1;
  return today + LONGEST;
}

const sayingOf = (programme: TrustFacts['programme'], content: TrustFacts['content'], today: Day): string => {
  const { lead, stage, short } = statusWords({ ...programme, today }, content);
  return [lead, stage, short].join('\n');
};
