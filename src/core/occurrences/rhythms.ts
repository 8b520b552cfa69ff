import { FREQUENCIES, type Frequency } from '#/core/controls.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';

/** How often a control is to be performed, from an instant on. */
export interface Rhythm {
  readonly frequency: Frequency;
  readonly from: Instant;
}

/** A version of a control, as far as its rhythm goes. */
export interface Rhythmic {
  readonly position: number;
  readonly effectiveFrom: Instant;
  readonly received: Instant;
  readonly definition: { readonly frequency: Frequency };
}

/**
 * The rhythms of a control, ascending; the first holds for all time before it, too. One that is looser takes hold no
 * earlier than the log has it, so that nobody makes what was due disappear after the fact. What is said within a day
 * of the adoption belongs to it.
 */
export function rhythmsOf(versions: readonly Rhythmic[]): readonly Rhythm[] {
  const sealed = versions.toSorted((a, b) => a.position - b.position);
  const adopted = (sealed[0]?.received ?? 0) + DAY;
  const line = sealed.reduce<readonly Rhythm[]>((before, version) => {
    const { frequency } = version.definition;
    const replaced = before.filter(({ from }) => from >= version.effectiveFrom);
    const inForce = before.findLast(({ from }) => from < version.effectiveFrom) ?? before[0];
    const loosens = [...replaced, ...(inForce === undefined ? [] : [inForce])].some((each) =>
      isLooser(frequency, each.frequency),
    );
    const from =
      loosens && version.received > adopted ? Math.max(version.effectiveFrom, version.received) : version.effectiveFrom;
    return [...before.filter((each) => each.from < from), { frequency, from }];
  }, []);
  return line.filter(({ frequency }, place) => frequency !== line[place - 1]?.frequency);
}

const isLooser = (one: Frequency, other: Frequency): boolean => rankOf(one) > rankOf(other);

/** From the shortest period to the longest; what has none asks for no performance on any day. */
const rankOf = (frequency: Frequency): number =>
  frequency === 'continuous' || frequency === 'per-event' ? FREQUENCIES.length : FREQUENCIES.indexOf(frequency);
