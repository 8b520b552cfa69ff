import { Fragment } from 'react';

const LONG_ID = /\b([0-9a-f]{10})[0-9a-f]{30}\b/g;

/** The key of an item, as short as it can be told apart: ids of commits are cut, as git cuts them. */
export const shortKey = (key: string): string => key.replaceAll(LONG_ID, '$1');

interface Props {
  readonly of: string;
}

/** Where a narrow column breaks a name, before it breaks it anywhere. */
const partsOf = (name: string): readonly string[] => name.split(/(?<=[/?&])|(?=[@#])/);

export const Parted = ({ of }: Props) =>
  partsOf(of).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no name but their place
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));

Parted.said = ({ of }: Props): string => of;

/** The key of an item in a table; whoever rests on it sees all of it. */
export const ItemKey = ({ of }: Props) => (
  <span className="mono key" title={of}>
    <Parted of={shortKey(of)} />
  </span>
);
ItemKey.said = Parted.said;

/** The name of an artifact in a table: of a file, or of what a source was asked, which may be as long as it likes. */
export const FileName = ({ of }: Props) => (
  <span className="key">
    <Parted of={of} />
  </span>
);
FileName.said = Parted.said;

/** A few words that stand in one line, however long what stands beside them is; more of them take a second one. */
export const Phrase = ({ of }: Props) => <span className="phrase">{of}</span>;
Phrase.said = Parted.said;
