import { Tooltip, type TooltipProps } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { type OwnState, type StateName, STATES } from './states.ts';
import { Mark } from './Mark.tsx';
import { TERMS, type TermName } from './terms.ts';

/** What is shown belongs to the page, for those who go from landmark to landmark. */
const IN_PAGE = { target: '#main' };

/** Above a word, where a table or a sentence goes on beside it. */
const OVER = { w: 300, position: 'top' } as const;
/**
 * Beside a heading, where its line is free: the name of the company, which is above it, and what it heads, which is
 * below it, can be read on. Only where there is no room does it lie upon what follows.
 */
const BESIDE = {
  w: 440,
  position: 'right-end',
  middlewares: { shift: { padding: { top: 58, left: 8, right: 8 } }, flip: { fallbackPlacements: ['bottom-start'] } },
} as const satisfies Partial<TooltipProps>;

interface TipProps {
  readonly says: ReactNode;
  /** It explains what heads a page or a section. */
  readonly heads?: boolean;
  /** Shown whatever the pointer and the keyboard do. */
  readonly held?: boolean;
  readonly children: TooltipProps['children'];
}

/** What explains something: to the pointer, and to the focus of a keyboard. Screen readers hear it as its description. */
export const Tip = ({ says, heads = false, held = false, children }: TipProps) => (
  <Tooltip
    label={says}
    multiline
    {...(heads ? BESIDE : OVER)}
    openDelay={200}
    className="tip"
    portalProps={IN_PAGE}
    events={{ hover: true, focus: true, touch: true }}
    {...(held ? { opened: true } : {})}
  >
    {children}
  </Tooltip>
);

type ExplainedProps = Pick<TipProps, 'says' | 'heads'> & { readonly children: ReactNode };

/** A word that one can ask what it means: by pointing at it, by going to it, or by a tap, after which the answer stays. */
export function Explained({ says, heads = false, children }: ExplainedProps) {
  const [held, setHeld] = useState(false);
  const letGo = (): void => setHeld(false);
  const word = useClickOutside<HTMLButtonElement>(letGo);
  return (
    <Tip says={says} heads={heads} held={held}>
      <button
        ref={word}
        type="button"
        className="term"
        onClick={({ currentTarget }) => {
          currentTarget.scrollIntoView({ block: 'nearest' }); // above what explains it, on a phone
          setHeld(!held);
        }}
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

interface HeadingProps extends Pick<TipProps, 'heads'> {
  readonly of: string;
  readonly term: TermName | null;
}

/** What heads a page, a section or a fact, explained where it is about a word of the vocabulary. */
export const Heading = ({ of, term, heads = false }: HeadingProps) =>
  term === null ? (
    of
  ) : (
    <Explained heads={heads} says={<Meaning term={term} />}>
      {of}
    </Explained>
  );

interface MeaningProps {
  /** The head of a column, where the sentence does not stand at it; else the word is named. */
  readonly of?: string | undefined;
  readonly term?: TermName | null | undefined;
  readonly states?: readonly (StateName | OwnState)[] | undefined;
}

/** A word, and the words of states that stand under it, each with its sentence. */
export const Meaning = ({ of, term, states = [] }: MeaningProps) => (
  <>
    {term !== undefined && term !== null && (
      <span className="meaning">
        <strong>{of ?? term}</strong>: {TERMS[term]}
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
