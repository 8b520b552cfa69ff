import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answered } from '#web/kit/shapes.ts';
import { Term } from '#web/kit/Term.tsx';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';

type Source = Answered<'sources', 'list'>['sources'][number];

interface Props {
  /** The new one, which is there itself before its page is: it follows not itself. */
  readonly id: string;
  /** What the new one may tell of. */
  readonly populations: readonly string[];
  readonly value: string | null;
  readonly set: (source: string | null) => void;
}

/** Which source a new one takes up from: of those that may tell of the same, and that no other follows. */
export function WhichItFollows({ id: own, populations, value, set }: Props) {
  const all = useQuery(ask('sources', 'list', {})).data?.sources ?? [];
  const followed = new Set(all.map(({ follows }) => follows?.source));
  const free = all.filter(
    (each) =>
      each.id !== own &&
      !each.reference &&
      !followed.has(each.id) &&
      each.populations.some((population) => populations.includes(population)),
  );
  if (free.length === 0) return null;
  return (
    <Select
      label="Which source it takes the place of, if any"
      description="Where another tool told of the same until then: each accounts for its own time, and what neither was read for stays a gap. That you say so is sealed, with your name and the day."
      placeholder="None"
      clearable
      data={free.map(({ id }) => id)}
      value={value}
      onChange={set}
    />
  );
}

const LinkTo = ({ id }: { readonly id: string }) => (
  <Link to="/sources/$id" params={{ id }}>
    {id}
  </Link>
);

/** That a source takes up from another one, or another from it, and on whose word. */
export function Followed({ source, all }: { readonly source: Source; readonly all: readonly Source[] }) {
  const { follows } = source;
  const next = all.find((each) => each.follows?.source === source.id);
  return (
    <>
      {follows !== null && (
        <Text size="sm" mt="xs">
          It <Term name="follows" /> <LinkTo id={follows.source} />, as <By of={follows.by} /> stated on{' '}
          <When at={follows.at} />: they account for the same list together, each for its own time.
        </Text>
      )}
      {next?.follows != null && (
        <Text size="sm" mt="xs">
          <LinkTo id={next.id} /> follows it, as <By of={next.follows.by} /> stated on <When at={next.follows.at} />:
          from where this one was last read, that one accounts for the same list.
        </Text>
      )}
    </>
  );
}
