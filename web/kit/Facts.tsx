import { Fragment, type ReactNode } from 'react';
import { Heading } from './Term.tsx';
import { termIn, type TermName } from './terms.ts';

interface Props {
  readonly of: readonly (readonly [name: string, value: ReactNode, term?: TermName])[];
  /** Below each other, also where there is room beside: for text that is read. */
  readonly one?: boolean;
  /** Their names are somebody else’s words, such as those of a setting. */
  readonly foreign?: boolean;
}

/** Names and what stands behind them. */
export const Facts = ({ of, one = false, foreign = false }: Props) => (
  <dl className={one ? 'facts one' : 'facts'}>
    {of.map(([name, value, term]) => (
      <div key={name}>
        <dt>
          <Heading of={name} term={foreign ? null : (term ?? termIn(name))} />
        </dt>
        <dd>{typeof value === 'string' ? <Words>{value}</Words> : value}</dd>
      </div>
    ))}
  </dl>
);

/** An address that is longer than its column is broken behind its @ first. */
const Words = ({ children }: { readonly children: string }) =>
  children.split(/(?<=@)/).map((part, at) => (
    <Fragment key={`${at} ${part}`}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
