import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Parted } from '#web/kit/ItemKey.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { useAskedNames } from './asked-names.ts';
import { addressesIn, namingBy, partedAtAddresses } from './named.ts';
import { Called, useNames } from './Who.tsx';

/**
 * The text in which everybody has the name that they have as a member, or in the list of people; else the address
 * stands. Null: it is not known yet by which of them somebody in it is called.
 */
function useNamed(text: string): string | null {
  const { me } = useProgramme();
  const members = useQuery({ ...ask('identity', 'members', {}), enabled: useMay('identity:read') });
  const { names, isOpen } = useAskedNames(text);
  const listed = useNames();
  const known = members.data?.members ?? names;
  const named = useMemo(() => namingBy([...known, me], listed.nameOf)(text), [known, me, listed.nameOf, text]);
  const isNobody = addressesIn(text).length === 0;
  return isNobody || !(members.isLoading || isOpen || listed.isOpen) ? named : null;
}

/** The place of a name until it is known: about as wide, and read by nobody. */
const Place = ({ of }: { readonly of: string }) => <span className="not-yet">{of.slice(0, of.indexOf('@'))}</span>;

type Part = (of: { readonly of: string }) => ReactNode;

const atAddresses = (text: string, Address: Part): ReactNode =>
  partedAtAddresses(text).map((part, at) => (at % 2 === 0 ? part : <Address key={`${at} ${part}`} of={part} />));

/** Somebody by name, or a sentence with somebody in it; who rests on it sees the address. */
export function By({ of }: { readonly of: string }) {
  const named = useNamed(of);
  if (named === null) return atAddresses(of, Place);
  const words = <Parted of={named} />;
  return named === of ? words : <span title={of}>{words}</span>;
}
By.said = ({ of }: { readonly of: string }): string => of;

/** An address with the name of whose it is before it; else it stands alone. */
function Addressed({ of }: { readonly of: string }) {
  const name = useNamed(of);
  if (name === null)
    return (
      <>
        <Place of={of} /> {of}
      </>
    );
  return name === of ? of : <Called name={name} of={of} />;
}

/** Words that stay as they are, such as those that somebody approves, with the names of those whose addresses are in them. */
export const withNames = (text: string): ReactNode => atAddresses(text, Addressed);
