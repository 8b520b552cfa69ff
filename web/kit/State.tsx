import { createContext, useContext } from 'react';
import { Mark } from './Mark.tsx';
import { Explained, Tip } from './Term.tsx';
import { type StateName, STATES } from './states.ts';

/** In the rows of a table: there the head explains the words once, and no cell is a stop for the keyboard. */
export const InRow = createContext(false);

interface Props {
  readonly name: StateName;
  readonly label?: string;
}

const wordOf = ({ name, label }: Props): string => label ?? name.replace('-', ' ');

/** A state in words with its mark, which explains itself; in a row of a table it does so for the pointer alone. */
export function State(props: Props) {
  const { look, means } = STATES[props.name];
  const inRow = useContext(InRow);
  const word = (
    <span className="state">
      <Mark look={look} />
      <span>{wordOf(props)}</span>
    </span>
  );
  return inRow ? <Tip says={means}>{word}</Tip> : <Explained says={means}>{word}</Explained>;
}

State.said = wordOf;

/** What the marks mean, for a page that shows many of them without words. */
export const Legend = ({ names }: { readonly names: readonly StateName[] }) => (
  <ul className="legend">
    {names.map((name) => (
      <li key={name}>
        <State name={name} />
      </li>
    ))}
  </ul>
);
