import { showPlainDay } from '#web/kit/when.ts';
import { useProgramme } from '#web/shell/programme.ts';

interface Props {
  readonly engagement: {
    readonly type: 'type-1' | 'type-2';
    readonly first: string;
    readonly last: string;
    readonly name: string;
  };
}

const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The window as one line, with today's mark. */
export function Life({ engagement: { type, first, last, name } }: Props) {
  const { now } = useProgramme();
  const [from, to] = [instant(first), instant(last)];
  const share = to === from ? 1 : Math.min(1, Math.max(0, (now - from) / (to - from)));
  const sentence =
    type === 'type-1'
      ? `${name}, as of ${showPlainDay(last)}`
      : `${name}: the window runs from ${showPlainDay(first)} to ${showPlainDay(last)}; ${Math.round(share * 100)} % of it is over`;
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
      <figcaption style={{ display: 'flex', justifyContent: 'space-between', fontSize: 13, marginTop: 6 }}>
        <span>{showPlainDay(first)}</span>
        <span>{share < 1 ? `today, ${Math.round(share * 100)} % of the window` : 'the window is over'}</span>
        <span>{showPlainDay(last)}</span>
      </figcaption>
    </figure>
  );
}
