import { useContext } from 'react';
import { InRow } from './State.tsx';
import type { OwnState } from './states.ts';
import { Explained, Tip } from './Term.tsx';

/** How close to its origin something is, by the word that stands for it; each says what it is worth. */
export const GRADES: readonly OwnState[] = [
  { word: 'source', means: 'A collector read it from the source, byte for byte.' },
  { word: 'export', means: 'A person exported it from a system and handed in the file.' },
  { word: 'screenshot', means: 'A person handed in a picture of it.' },
  { word: 'stated', means: 'It rests on somebody’s word, and on nothing else.' },
  { word: 'erased', means: 'The bytes that it was read from were erased; nobody can look at them any more.' },
];

/** A grade that explains itself; in a row of a table it does so for the pointer alone, and the head does for all. */
export function Grade({ of }: { readonly of: string }) {
  const says = GRADES.find(({ word }) => word === of)?.means;
  const inRow = useContext(InRow);
  if (says === undefined) return of;
  return inRow ? (
    <Tip says={says}>
      <span>{of}</span>
    </Tip>
  ) : (
    <Explained says={says}>{of}</Explained>
  );
}

Grade.said = ({ of }: { readonly of: string }): string => of;
