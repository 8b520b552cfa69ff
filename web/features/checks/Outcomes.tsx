import { Chip, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { OUTCOMES } from '#web/kit/states.ts';
import type { Days } from '#web/kit/days.ts';
import type { Among, Choice, Way } from './shapes.ts';

const WORDS: Readonly<Partial<Record<Choice, string>>> = { about: 'what it is about' };
/** What is listed where nothing is asked for. */
const UNASKED = 'not clean';

interface OutcomesProps {
  readonly chosen: Choice | undefined;
  readonly among: Among;
  readonly days: Days | null;
}

const chip = (label: string, checked: boolean, change: (on: boolean) => void, says?: string) => (
  <Chip key={label} size="xs" variant="outline" checked={checked} onChange={change}>
    <span title={says}>{label}</span>
  </Chip>
);

const EVER: Way = { first: undefined, last: undefined, until: undefined };
const LISTS_DEVIATIONS: ReadonlySet<Choice | undefined> = new Set([undefined, 'all', 'about', 'deviation']);

/** Which items are listed: of which outcome, by whose view, and whether they are explained. */
export function Outcomes({ chosen, among: { by, explained }, days }: OutcomesProps) {
  const navigate = useNavigate();
  const turn = (way: Way): void =>
    void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, ...way }) });
  const choose = (outcome: Choice | undefined): void => turn({ outcome, explained: undefined });
  const say = (said: 'yes' | 'no' | undefined): void => turn({ outcome: 'deviation', explained: said });
  return (
    <Group gap={6} className="no-print">
      {days !== null && chip('of these days', true, () => turn(EVER))}
      {by === 'rule' && chip('by the rule alone', true, () => turn({ by: undefined }))}
      {explained === true && chip('explained', true, () => say(undefined))}
      {by === 'view' &&
        LISTS_DEVIATIONS.has(chosen) &&
        chip('not explained', explained === false, (on) => say(on ? 'no' : undefined))}
      {chip(UNASKED, chosen === undefined, () => choose(undefined), 'Deviations, and what is unknown or excluded')}
      {(['all', ...(chosen === 'about' ? (['about'] as const) : []), ...OUTCOMES] as const).map((state) =>
        chip(WORDS[state] ?? state.replace('-', ' '), chosen === state, (on) => choose(on ? state : undefined)),
      )}
    </Group>
  );
}
