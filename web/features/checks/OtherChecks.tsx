import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { count, counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';

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
  const of =
    items.length === 1
      ? `Also for the ${counted(others.length, 'other check')} that found this item`
      : 'Also where other checks found these items';
  return (
    <Checkbox.Group
      label={of}
      description={items.length === 1 ? undefined : 'Of the items that they did not find, nothing is said.'}
      value={[...chosen]}
      onChange={choose}
    >
      <Stack gap={6} mt={6}>
        {others.map(({ id, label }) => (
          <Checkbox key={id} value={id} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

interface Other {
  readonly id: string;
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
      .map(({ id, title }) => ({ id, label: title }));
  return every
    .filter((each) => each.population === population && each.id !== check && (each.run?.rule.deviation ?? 0) > 0)
    .map(({ id, title, run }) => ({ id, label: `${title} (${count(run?.rule.deviation ?? 0)} found in all)` }));
}
