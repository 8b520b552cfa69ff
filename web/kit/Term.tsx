import { Tooltip, type TooltipProps } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { type OwnState, type StateName, STATES } from './states.ts';
import { Mark } from './Mark.tsx';
import { TERMS, type TermName } from './terms.ts';

/** What is shown belongs to the page, for those who go from landmark to landmark. */
const IN_PAGE = { target: '#main' };

interface TipProps {
  readonly says: ReactNode;
  /** Shown whatever the pointer and the keyboard do. */
  readonly held?: boolean;
  readonly children: TooltipProps['children'];
}

/** What explains something: to the pointer, and to the focus of a keyboard. Screen readers hear it as its description. */
export const Tip = ({ says, held = false, children }: TipProps) => (
  <Tooltip
    label={says}
    multiline
    w={300}
    openDelay={200}
    className="tip"
    portalProps={IN_PAGE}
    events={{ hover: true, focus: true, touch: true }}
    {...(held ? { opened: true } : {})}
  >
    {children}
  </Tooltip>
);

interface ExplainedProps {
  readonly says: ReactNode;
  readonly children: ReactNode;
}

/** A word that one can ask what it means: by pointing at it, by going to it, or by a tap, after which the answer stays. */
export function Explained({ says, children }: ExplainedProps) {
  const [held, setHeld] = useState(false);
  const letGo = (): void => setHeld(false);
  const word = useClickOutside<HTMLButtonElement>(letGo);
  return (
    <Tip says={says} held={held}>
      <button
        ref={word}
        type="button"
        className="term"
        onClick={() => setHeld(!held)}
        onBlur={letGo}
        onKeyDown={({ key }) => key === 'Escape' && letGo()}
      >
        {children}
      </button>
    </Tip>
  );
}

/** A word of the vocabulary that explains itself where it stands. */
export const Term = ({ name, children }: { readonly name: TermName; readonly children?: string }) => (
  <Explained says={<Meaning term={name} />}>{children ?? name}</Explained>
);

/** What a heading says, explained where it is a word of the vocabulary. */
export const Heading = ({ of, term }: { readonly of: string; readonly term: TermName | null }) =>
  term === null ? of : <Term name={term}>{of}</Term>;

interface MeaningProps {
  readonly term?: TermName | null | undefined;
  readonly states?: readonly (StateName | OwnState)[] | undefined;
}

/** A word, and the words of states that stand under it, each with its sentence. */
export const Meaning = ({ term, states = [] }: MeaningProps) => (
  <>
    {term !== undefined && term !== null && (
      <span className="meaning">
        <strong>{term}</strong>: {TERMS[term]}
      </span>
    )}
    {states.map((state) => {
      const { word, look, means }: OwnState = typeof state === 'string' ? { word: state, ...STATES[state] } : state;
      return (
        <span key={word} className="meaning">
          {look !== undefined && <Mark look={look} />} <strong>{word.replace('-', ' ')}</strong>: {means}
        </span>
      );
    })}
  </>
);
