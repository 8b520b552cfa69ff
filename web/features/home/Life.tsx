import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { firmSaid } from '#web/features/audit/firm-said.ts';
import { Ends } from '#web/kit/Ends.tsx';
import { dayAfter, instantsOf, thatDay } from '#web/kit/days.ts';
import { dayIn, showDay, showPlainDay, withDays } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast, useProgramme, useZone } from '#web/shell/programme.ts';
import { markOf, shareOver } from './window.ts';

interface Props {
  readonly engagement: {
    readonly id: string;
    readonly type: 'type-1' | 'type-2';
    /** The instant at which it was first opened. */
    readonly opened: number;
    readonly first: string;
    readonly last: string;
    readonly name: string;
  };
}

/** The life of an examination: its window as one line with today's mark, and what comes before and after, with the dates that are known. */
export function Life({ engagement }: Props) {
  const { type, first, last, name } = engagement;
  const { now, asOf } = useProgramme();
  const zone = useZone();
  const share = shareOver({ first, last, zone }, asOf, now);
  const sentence =
    type === 'type-1'
      ? `${withDays(name)}, as of ${showPlainDay(last)}`
      : `${withDays(name)}: the window runs from ${showPlainDay(first)} to ${showPlainDay(last)}; ${Math.round(share * 100)}% of it is over`;
  return (
    <figure style={{ margin: '16px 0 0' }}>
      <div
        role="img"
        aria-label={sentence}
        style={{ position: 'relative', height: 10, border: '1px solid var(--line)', borderRadius: 5 }}
      >
        <div
          style={{
            width: `${share * 100}%`,
            height: '100%',
            background: 'color-mix(in srgb, var(--clean) 30%, transparent)',
            borderRadius: 5,
          }}
        />
        <div
          style={{
            position: 'absolute',
            left: `${share * 100}%`,
            top: -5,
            height: 18,
            width: 2,
            background: 'var(--mantine-color-text)',
          }}
        />
      </div>
      <figcaption>
        <Ends first={first} last={last}>
          <span>{markOf(engagement, share, asOf, dayIn(now, zone))}</span>
        </Ends>
      </figcaption>
      <Phases engagement={engagement} />
    </figure>
  );
}

function Phases({ engagement: { id, type, opened, first, last } }: Props) {
  const zone = useZone();
  const { zone: own } = useProgramme();
  const { data } = useQuery({
    ...ask('audit', 'firm', { engagement: id, ...usePast() }),
    enabled: useMay('engagements:read'),
  });
  const isLate = opened >= instantsOf(thatDay(first), zone).from;
  const phases: readonly (readonly [string, ReactNode])[] = [
    ['Scope', <Link key="s" to="/scope">{`opened ${showDay(opened, own)}`}</Link>],
    ['Preparation', isLate ? 'not planned here: the window had begun already' : `until ${showPlainDay(first)}`],
    type === 'type-1' ? ['As of', showPlainDay(last)] : ['Window', `${showPlainDay(first)} to ${showPlainDay(last)}`],
    [
      'Fieldwork',
      <Link key="f" to="/scope/auditor">
        {firmSaid(data)}
      </Link>,
    ],
    ['Report', 'the firm’s, when its fieldwork is done'],
    [
      'Renewal',
      type === 'type-1' ? 'a window may follow at once' : `from ${showPlainDay(dayAfter(last))}, without a gap`,
    ],
  ];
  return (
    <dl className="facts life">
      {phases.map(([phase, says]) => (
        <div key={phase}>
          <dt>{phase}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
