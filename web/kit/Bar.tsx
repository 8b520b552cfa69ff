import { Link } from '@tanstack/react-router';
import { count } from './when.ts';
import { Mark } from './State.tsx';
import { type StateName, STATES } from './states.ts';

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

/** A whole population as one bar, each part of which opens the items that it counts. */
export function Bar({ segments, label }: { readonly segments: readonly Segment[]; readonly label: string }) {
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
        {segments.map(({ state, value, to, search }) => (
          <li key={state} style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
            <Mark look={STATES[state].look} />
            {to === undefined || value === 0 ? (
              <span>{`${count(value)} ${state.replace('-', ' ')}`}</span>
            ) : (
              <Link to={to} search={search ?? {}}>{`${count(value)} ${state.replace('-', ' ')}`}</Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
