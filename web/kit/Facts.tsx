import type { ReactNode } from 'react';

interface Props {
  readonly of: readonly (readonly [name: string, value: ReactNode])[];
  /** Below each other, also where there is room beside: for text that is read. */
  readonly one?: boolean;
}

/** Names and what stands behind them. */
export const Facts = ({ of, one = false }: Props) => (
  <dl className={one ? 'facts one' : 'facts'}>
    {of.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
