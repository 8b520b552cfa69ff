import { Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { shortKey, shortName } from './short-name.ts';

interface Props {
  readonly of: string;
}

/** Where a narrow column breaks a name, before it breaks it anywhere: not within what stands in brackets, such as a zone. */
const partsOf = (name: string): readonly string[] => name.split(/(?<=[/?&](?![^[]*\]))|(?=[@#])/);

/** What is broken nowhere: a day, with its zone, a section of the auditing standards, and a word of one letter and a rest. */
const UNBROKEN = /(\d{4}-\d{2}-\d{2}(?:\[[^\]]*\])?|AT-C \d+|\be-mails?\b)/;

export const Whole = ({ of }: Props) =>
  of.split(UNBROKEN).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no name but their place
      <span key={at} className="whole">
        {part}
      </span>
    ),
  );

Whole.said = ({ of }: Props): string => of;

export const Parted = ({ of }: Props) =>
  partsOf(of).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no name but their place
    <Fragment key={at}>
      {at > 0 && <wbr />}
      <Whole of={part} />
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

interface CalledProps extends Props {
  /** Null: it has no name but its key. */
  readonly called: string | null;
  /** The way to it, around what it is called. */
  readonly link?: (name: ReactNode) => ReactNode;
}

/** An item by what its source calls it, with its key below; where it has no name, by the key. */
export const ItemName = ({ of, called, link = (name) => name }: CalledProps) => (
  <>
    {link(called ?? <ItemKey of={of} />)}
    {called !== null && (
      <Text size="sm" c="dimmed">
        <ItemKey of={of} />
      </Text>
    )}
  </>
);
ItemName.said = ({ of, called }: CalledProps): string => [of, called ?? ''].filter(Boolean).join(' | ');

/** The name of an artifact: of a file, or of what a source was asked, which may be as long as it likes; all of it on rest. */
export function FileName({ of }: Props) {
  const short = shortName(of);
  return (
    <span className="key" title={short === of ? undefined : of}>
      <Parted of={short} />
    </span>
  );
}
FileName.said = Parted.said;

/** A few words that stand in one line, however long what stands beside them is; more of them take a second one. */
export const Phrase = ({ of }: Props) => <span className="phrase">{of}</span>;
Phrase.said = Parted.said;

/** Names one after the other, none of which is broken where a line has room for it. */
export const Names = ({ of }: { readonly of: readonly string[] }) =>
  of.map((name, at) => (
    <Fragment key={name}>
      {at > 0 && ' '}
      <span className="name-of">{`${name}${at < of.length - 1 ? ',' : ''}`}</span>
    </Fragment>
  ));
Names.said = ({ of }: { readonly of: readonly string[] }): string => of.join(', ');
