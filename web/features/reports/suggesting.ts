import { useState } from 'react';
import { at } from '#/core/at.ts';
import type { FactField } from '#/features/reports/fields.contract.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { compared, differing, type Proposal } from '#/features/reports/proposed.contract.ts';
import { withAt } from './paths.ts';
import { useSuggested } from './reading.ts';

/** What is suggested for the fields of a form, and what somebody said of each after looking. */
export interface Suggesting {
  readonly value: Value;
  readonly setValue: (to: (before: Value) => Value) => void;
  readonly proposals: readonly Proposal[];
  /** Suggestions that stand in the form, and at which nobody looked yet. */
  readonly waiting: readonly Proposal[];
  readonly decided: ReadonlyMap<Proposal, boolean>;
  readonly decide: (proposal: Proposal, isSo: boolean) => void;
}

/** A form begins with what is suggested where nothing was said; what was said stays, whatever the file says. */
export function useSuggesting(before: Value, fields: readonly FactField[], isOn: boolean): Suggesting {
  const { reading, turnedDown, turnDown } = useSuggested();
  const [gone] = useState(turnedDown);
  const places = new Set(fields.map(({ place }) => place));
  const proposals = (isOn ? (reading?.proposals ?? []) : []).filter(
    (each) => !gone.has(each) && each.says.every(({ place }) => places.has(place)),
  );
  const open = proposals.filter((each) => compared(each, before) === 'unsaid');
  const [value, setValue] = useState(() => open.reduce(filled, before));
  const [decided, setDecided] = useState<ReadonlyMap<Proposal, boolean>>(new Map());
  return {
    value,
    setValue,
    proposals,
    waiting: open.filter((each) => !decided.has(each)),
    decided,
    decide: (proposal, isSo) => {
      setDecided((now) => new Map(now).set(proposal, isSo));
      if (!isSo) turnDown(proposal);
      setValue((now) => (isSo ? filled(now, proposal) : asBefore(now, proposal, before)));
    },
  };
}

const filled = (value: Value, { says }: Proposal): Value =>
  says.reduce((now, { place, value: said }) => withAt(now, place, said), value);

const asBefore = (value: Value, { says }: Proposal, before: Value): Value =>
  says.reduce((now, { place }) => withAt(now, place, at(before, place)), value);

/** What the facts say where the file says otherwise, by place. */
export const otherwise = (proposal: Proposal, before: Value): ReadonlyMap<string, unknown> =>
  new Map(differing(proposal, before).map(({ place, now }) => [place, now]));
