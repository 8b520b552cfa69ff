import { Fragment } from 'react';

const LONG_ID = /\b([0-9a-f]{10})[0-9a-f]{30}\b/g;

/** The key of an item, as short as it can be told apart: ids of commits are cut, as git cuts them. */
export const shortKey = (key: string): string => key.replaceAll(LONG_ID, '$1');

/** Where a narrow column breaks it, before it breaks it anywhere. */
const partsOf = (key: string): readonly string[] => key.split(/(?<=\/)|(?=[@#])/);

/** The same in a table; whoever rests on it sees all of it. */
export const ItemKey = ({ of }: { readonly of: string }) => (
  <span className="mono key" title={of}>
    {partsOf(shortKey(of)).map((part, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a key have no name but their place
      <Fragment key={at}>
        {at > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </span>
);
ItemKey.said = ({ of }: { readonly of: string }): string => of;
