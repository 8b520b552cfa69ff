import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Parted } from '#web/kit/ItemKey.tsx';
import { Day } from '#web/kit/When.tsx';
import { showMinute } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { Who } from '#web/features/people/Who.tsx';
import { useProgramme } from '#web/shell/programme.ts';
import { type Shape, shapeOf } from './shape.ts';

/** A fact as its fields, in words; as it is kept, one step away. */
export function Fact({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  const { zone } = useProgramme();
  return (
    <div className="fact-of">
      <Members of={of} />
      <p className="quiet small">Times are those of {zone}.</p>
      <details className="as-kept">
        <summary>As it is kept (JSON)</summary>
        <pre className="bytes wrapped" tabIndex={0} aria-label="The fact as it is kept">
          {JSON.stringify(of, null, 2)}
        </pre>
      </details>
    </div>
  );
}

function Members({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  return (
    <dl className="fact">
      {Object.entries(of).map(([name, value]) => {
        const [shape, word] = [shapeOf(value), inWords(name)];
        return (
          <div key={name} data-deep={shape.kind === 'list' || shape.kind === 'members' || undefined}>
            <dt>{word}</dt>
            <dd>
              <Value of={shape} name={word} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** A value as people read it. */
export function Value({ of, name }: { readonly of: Shape; readonly name: string }): ReactNode {
  const { zone } = useProgramme();
  switch (of.kind) {
    case 'nothing':
      return <span className="quiet">{of.says}</span>;
    case 'text':
      return /^https?:/.test(of.says) ? <Parted of={of.says} /> : of.says;
    case 'handle':
      return <Who of={of.handle} />;
    case 'day':
      return (
        <>
          <Day day={of.day} />
          {of.zone !== null && of.zone !== zone && <span className="quiet"> {of.zone}</span>}
        </>
      );
    case 'instant':
      return (
        <time dateTime={of.iso} title={of.iso}>
          {showMinute(of.at, zone)}
        </time>
      );
    case 'id':
      return <Id of={of} name={name} />;
    case 'members':
      return <Members of={of.members} />;
    case 'list':
      return (
        <ol>
          {of.values.map((value, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what a record lists has no name but its place
            <li key={place}>
              <Value of={shapeOf(value)} name={name} />
            </li>
          ))}
        </ol>
      );
  }
}

/** As short as it can be told apart, and taken along as a whole. */
const Id = ({ of: { whole, short }, name }: { readonly of: Extract<Shape, { kind: 'id' }>; readonly name: string }) => (
  <span className="id">
    <span className="mono" title={whole}>
      {short}
    </span>
    <CopyButton value={whole}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={copied ? `${name} is copied` : `Copy ${name}`}
          onClick={copy}
        >
          {copied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
        </ActionIcon>
      )}
    </CopyButton>
  </span>
);
