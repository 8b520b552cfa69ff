import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Parted } from '#web/kit/ItemKey.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { isHandle, namesIn } from './named.ts';

/** As many people as are read to name some: of more, those that are not among them keep their handles. */
const MOST = 1_000;
const WHILE = 5 * 60_000;

interface Naming {
  /** Null: nobody says, or not yet. */
  readonly nameOf: (handle: string) => string | null;
  /** Lists that would say it are on their way. */
  readonly isOpen: boolean;
}

/** By what name a handle is known, as of when the page looks. */
export function useNames(): Naming {
  const past = usePast();
  const [reads, resolves] = [useMay('populations:read'), useMay('people:read')];
  const wanted = { population: 'person' as const, limit: MOST, ...past };
  const people = useQuery({ ...ask('populations', 'records', wanted), enabled: reads, staleTime: WHILE });
  const aliases = useQuery({ ...ask('people', 'aliases', past), enabled: resolves, staleTime: WHILE });
  const nameOf = useMemo(
    () =>
      namesIn(
        people.data?.records.flatMap(({ fact }) => (fact === null ? [] : [fact])) ?? [],
        aliases.data?.aliases ?? [],
      ),
    [people.data, aliases.data],
  );
  return { nameOf, isOpen: people.isLoading || aliases.isLoading };
}

/** A name, and what is known by it, which is what a record or a text says. */
export const Called = ({ name, of }: { readonly name: string; readonly of: string }) => (
  <>
    {name}{' '}
    <span className="quiet small name-of">
      <Parted of={of} />
    </span>
  </>
);

/** A handle with the name of the person, where one is known; the handle stays, as it is what the record says. */
export function Who({ of }: { readonly of: string }) {
  const name = useNames().nameOf(of);
  return name === null ? of : <Called name={name} of={of} />;
}
Who.said = ({ of }: { readonly of: string }): string => of;

/** The same for a value of which it is not known whether it names somebody. */
export const whoIn = (text: string) => (isHandle(text) ? <Who of={text} /> : text);
