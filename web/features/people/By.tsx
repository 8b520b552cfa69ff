import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Parted } from '#web/kit/ItemKey.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { useAskedNames } from './asked-names.ts';
import { namingBy, partedAtAddresses } from './named.ts';
import { Called, useNames } from './Who.tsx';

/** The text in which everybody has the name that they have as a member, or in the list of people; else the address stands. */
function useNamed(text: string): string {
  const { me } = useProgramme();
  const members = useQuery({ ...ask('identity', 'members', {}), enabled: useMay('identity:read') }).data?.members;
  const asked = useAskedNames(text);
  const listed = useNames();
  return useMemo(() => namingBy([...(members ?? asked), me], listed)(text), [members, asked, me, listed, text]);
}

/** Somebody by name, or a sentence with somebody in it; who rests on it sees the address. */
export function By({ of }: { readonly of: string }) {
  const named = useNamed(of);
  const words = <Parted of={named} />;
  return named === of ? words : <span title={of}>{words}</span>;
}
By.said = ({ of }: { readonly of: string }): string => of;

/** An address with the name of whose it is before it; else it stands alone. */
function Addressed({ of }: { readonly of: string }) {
  const name = useNamed(of);
  return name === of ? of : <Called name={name} of={of} />;
}

/** Words that stay as they are, such as those that somebody approves, with the names of those whose addresses are in them. */
export const withNames = (text: string): ReactNode =>
  partedAtAddresses(text).map((part, at) => (at % 2 === 0 ? part : <Addressed key={`${at} ${part}`} of={part} />));
