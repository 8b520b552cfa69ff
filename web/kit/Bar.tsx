import { Link } from '@tanstack/react-router';
import { count } from './when.ts';
import { Mark } from './Mark.tsx';
import { Explained } from './Term.tsx';
import { type StateName, STATES, wordFor } from './states.ts';

export interface Segment {
  readonly state: StateName;
  readonly value: number;
  /** Where exactly the items that it counts are. */
  readonly to?: string;
  readonly search?: Readonly<Record<string, unknown>>;
}

const FILLS: Readonly<Record<string, string>> = {
  clean: 'var(--clean)',
  deviation: 'var(--deviation)',
  hatched: 'repeating-linear-gradient(135deg, var(--quiet) 0 2px, transparent 2px 5px)',
  outlined: 'color-mix(in srgb, var(--clean) 22%, transparent)',
  struck: 'repeating-linear-gradient(45deg, var(--quiet) 0 1px, transparent 1px 4px)',
  zero: 'color-mix(in srgb, var(--quiet) 22%, transparent)',
  faint: 'color-mix(in srgb, var(--quiet) 22%, transparent)',
};

interface Props {
  readonly segments: readonly Segment[];
  readonly label: string;
  /** Its words say what they mean; left out where a legend of the page says so once for many bars. */
  readonly explains?: boolean;
}

/** A whole population as one bar, each part of which opens the items that it counts. */
export function Bar({ segments, label, explains = false }: Props) {
  const shown = segments.filter(({ value }) => value > 0);
  const total = shown.reduce((sum, { value }) => sum + value, 0);
  return (
    <div>
      <div
        role="img"
        aria-label={label}
        style={{
          display: 'flex',
          height: 12,
          gap: 2,
          borderRadius: 3,
          overflow: 'hidden',
          background: 'var(--ground)',
        }}
      >
        {shown.map(({ state, value }) => (
          <div
            key={state}
            style={{
              flex: `${value} 0 ${value / total < 0.01 ? '4px' : '0'}`,
              background: FILLS[STATES[state].look] ?? 'var(--quiet)',
            }}
          />
        ))}
      </div>
      <ul
        style={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: '2px 16px',
          listStyle: 'none',
          padding: 0,
          margin: '6px 0 0',
          fontSize: 13,
        }}
      >
        {segments.map((segment) => (
          <li key={segment.state} style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
            <Mark look={STATES[segment.state].look} />
            <Counted {...segment} explains={explains} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How many there are, which opens them, and the word for what they are. */
function Counted({ state, value, to, search = {}, explains }: Segment & { readonly explains: boolean }) {
  const word = wordFor(state, value);
  const says = `${count(value)} ${word}`;
  const opens = to !== undefined && value > 0;
  if (!explains)
    return opens ? (
      <Link to={to} search={search}>
        {says}
      </Link>
    ) : (
      <span>{says}</span>
    );
  return (
    <>
      {opens ? (
        <Link to={to} search={search} aria-label={says}>
          {count(value)}
        </Link>
      ) : (
        count(value)
      )}
      <Explained says={STATES[state].means}>{word}</Explained>
    </>
  );
}
