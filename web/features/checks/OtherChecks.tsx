import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MOST_AT_ONCE } from '#/features/deviations/contract.ts';
import { count, counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { atMost, type Beside } from './at-most.ts';

interface Props {
  readonly check: string;
  readonly items: readonly string[];
  readonly chosen: readonly string[];
  readonly choose: (checks: readonly string[]) => void;
}

/** The other checks that found a deviation in the same items, of which the same can be said at once. */
export function OtherChecks({ check, items, chosen, choose }: Props) {
  const others = useOthers(check, items);
  if (others.length === 0) return null;
  const most = atMost(items.length, others, chosen);
  const of =
    items.length === 1
      ? `Also for the ${counted(others.length, 'other check')} that found this item`
      : 'Also where other checks found these items';
  return (
    <Checkbox.Group
      label={of}
      description={
        items.length === 1
          ? undefined
          : `Of the items that they did not find, nothing is said. ${saidOf(items.length, chosen, most)}`
      }
      value={[...chosen]}
      onChange={choose}
    >
      <Stack gap={6} mt={6}>
        {others.map(({ id, label, most: more }) => {
          const isTooMany = !chosen.includes(id) && most + more > MOST_AT_ONCE;
          return (
            <Checkbox
              key={id}
              value={id}
              label={label}
              disabled={isTooMany}
              description={isTooMany ? TOO_MANY : undefined}
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}

const TOO_MANY = `It may be more than ${count(MOST_AT_ONCE)} with it, the most at once: select fewer items to say it of these as well.`;

/** Of how many deviations it is said, before it is known which of the items each check found. */
function saidOf(items: number, chosen: readonly string[], most: number): string {
  return chosen.length === 0
    ? `It is said of ${counted(items, 'deviation')}.`
    : `With these it is said of ${count(most)} deviations at most.`;
}

interface Other extends Beside {
  readonly label: string;
}

/** Of one item those that found it; of several those over the same records that found any. */
function useOthers(check: string, items: readonly string[]): readonly Other[] {
  const listed = useQuery(ask('checks', 'list', { all: true }));
  const every = listed.data?.checks ?? [];
  const population = every.find(({ id }) => id === check)?.population;
  const [item = ''] = items;
  const isOne = items.length === 1;
  const judged = useQuery({
    ...ask('checks', 'judged', { population: population as never, key: item }),
    enabled: isOne && population !== undefined,
  });
  if (isOne)
    return (judged.data?.checks ?? [])
      .filter(({ id, finding }) => id !== check && finding?.rule === 'deviation')
      .map(({ id, title }) => ({ id, label: title, most: 1 }));
  return every
    .filter((each) => each.population === population && each.id !== check && (each.run?.rule.deviation ?? 0) > 0)
    .map(({ id, title, run }) => ({ id, title, found: run?.rule.deviation ?? 0 }))
    .map(({ id, title, found }) => ({
      id,
      label: `${title} (${count(found)} found in all)`,
      most: Math.min(found, items.length),
    }));
}
