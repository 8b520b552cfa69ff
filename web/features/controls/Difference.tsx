import { Fragment } from 'react';
import { changesBetween } from './changes.ts';

const SAID = { gone: 'only in the library', new: 'only here' } as const;

/** A statement beside what the library wrote: its own words marked, those that it left out struck. */
export const Difference = ({ library, own }: { readonly library: string; readonly own: string }) => (
  <p className="prose difference">
    {changesBetween(library, own).map(({ kind, words }, place) => {
      const key = `${place} ${words}`;
      if (kind === 'same') return <Fragment key={key}>{`${words} `}</Fragment>;
      const Mark = kind === 'gone' ? 'del' : 'ins';
      return (
        <Fragment key={key}>
          <Mark title={SAID[kind]}>{words}</Mark>{' '}
        </Fragment>
      );
    })}
  </p>
);
