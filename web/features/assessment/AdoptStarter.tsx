import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { useArrival } from '#web/kit/arrival.ts';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { StarterControls, tickedOf } from '#web/features/controls/StarterControls.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

type Read = Pick<NonNullable<Answered<'assessment', 'show'>['reading']>, 'controls'>;

const PART = 'adopt';

/** The controls to begin with: what adopting them does, the one action, and the list in which each has its tick. */
export function AdoptStarter({ controls }: Read) {
  useArrival(PART);
  const may = useMay('controls:write');
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = tickedOf(controls, left);
  const isAll = controls.every(({ adopted }) => adopted);
  const said = useRef<HTMLParagraphElement>(null);
  const adopting = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      await here.controls.adopt({ controls: chosen.map((id) => ({ id })) });
      await here.work.refresh({});
      return chosen.length;
    },
    onSuccess: () => changed('assessment', 'controls', 'checks', 'policies'),
  });
  const { isSuccess } = adopting;
  useEffect(() => {
    if (isSuccess) said.current?.focus(); // the button has done its work, and may be gone
  }, [isSuccess]);
  return (
    <Section title="The controls to begin with" place={PART}>
      <Adopting may={may} isAll={isAll} controls={controls} chosen={chosen} adopting={adopting} />
      <div role="status">
        {(isAll || isSuccess) && (
          <p ref={said} tabIndex={-1}>
            {isSuccess && `${counted(adopting.data, 'control is', 'controls are')} adopted. `}
            {!isAll ? 'What has no tick is not.' : isSuccess ? 'None is left.' : 'All of them are adopted.'} Next:{' '}
            <Link to="/">see on Home what leads to a first status</Link>.
          </p>
        )}
      </div>
      {adopting.isError && <Problem error={adopting.error} />}
      <StarterControls controls={controls} left={left} leave={may ? setLeft : undefined} />
    </Section>
  );
}

interface AdoptingProps extends Read {
  readonly may: boolean;
  readonly isAll: boolean;
  readonly chosen: readonly string[];
  readonly adopting: { readonly isPending: boolean; readonly mutate: () => void };
}

/** Nothing is adopted without consent: what it does stands before the button, and what it is about below. */
const Adopting = ({ may, isAll, controls, chosen, adopting }: AdoptingProps) =>
  may &&
  !isAll && (
    <>
      <Text size="sm" className="prose">
        What is adopted is what you say that you do, and an auditor holds you to it. Each control begins in the words of
        the library, and without an owner; its words can be made your own on its page.
      </Text>
      <Button my="sm" disabled={chosen.length === 0} loading={adopting.isPending} onClick={() => adopting.mutate()}>
        {chosen.length === controls.length
          ? `Adopt all ${chosen.length} controls`
          : `Adopt ${counted(chosen.length, 'control')}`}
      </Button>
    </>
  );
