import { Checkbox, Stack, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Promises } from '#web/features/scope/Promises.tsx';
import { type Facts, NO_FACTS } from '#web/features/scope/facts.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { EXISTING, type Existing } from './existing.ts';
import { whoTouches } from './who-touches.ts';

type Answers = NonNullable<Answered<'assessment', 'show'>['answers']>;

interface Given {
  readonly facts: Facts;
  readonly engineers: string;
  readonly production: string;
  readonly exists: readonly Existing[];
  readonly deal: string;
}

const asGiven = (before: Answers | null): Given =>
  before === null
    ? { facts: { ...NO_FACTS, headcount: '' }, engineers: '', production: '', exists: [], deal: '' }
    : {
        facts: { ...before, headcount: String(before.headcount) },
        engineers: String(before.engineers),
        production: String(before.production),
        exists: before.exists,
        deal: before.deal ?? '',
      };

const whole = (text: string, least: number): number => Math.max(least, Math.trunc(Number(text)) || 0);

const asAnswers = ({ facts, engineers, production, exists, deal }: Given) => ({
  promises: [...facts.promises],
  headcount: whole(facts.headcount, 1),
  engineers: whole(engineers, 0),
  production: whole(production, 0),
  exists: [...exists],
  office: facts.office,
  contractors: facts.contractors,
  personalData: facts.personalData,
  ownMachines: facts.ownMachines,
  deal: deal === '' ? null : deal,
});

/** The questions, in the words of a company that has never heard of criteria. */
export function Questions({ before, done }: { readonly before: Answers | null; readonly done: () => void }) {
  const [given, setGiven] = useState<Given>(() => asGiven(before));
  const set = (change: Partial<Given>): void => setGiven({ ...given, ...change });
  const starter = useQuery(ask('controls', 'starter', { promises: [] }));
  const acting = useMutation({
    mutationFn: () => api.assessment.answer(asAnswers(given)),
    onSuccess: async () => {
      window.scrollTo(0, 0); // what follows begins at its top, unless a part of it was asked for
      await changed('assessment');
      done();
    },
  });
  return (
    <Page
      title="Where do we stand?"
      term="assessment"
      lead="A few plain questions, fifteen minutes at most, before anything is connected. Estimates are fine. Answers are kept with your name and can be changed."
    >
      <div style={{ maxWidth: 620 }}>
        <Act acting={acting} label="See where we stand" {...(before === null ? {} : { close: done })}>
          <Section title="1. What do you promise, and who are you?">
            <Promises facts={given.facts} set={(facts) => set({ facts })} all={starter.data?.promises ?? []} />
          </Section>
          <Touching given={given} set={set} />
          <There exists={given.exists} set={(exists) => set({ exists })} />
          <Section title="4. Does a deal wait?">
            <Stack maw={620}>
              <Text
                label="By when does a customer want the report?"
                name="deal"
                hint="Left empty: nobody waits."
                type="date"
                required={false}
                value={given.deal}
                set={(deal) => set({ deal })}
              />
            </Stack>
          </Section>
        </Act>
      </div>
    </Page>
  );
}

interface TouchingProps {
  readonly given: Pick<Given, 'engineers' | 'production'>;
  readonly set: (change: Partial<Given>) => void;
}

function Touching({ given, set }: TouchingProps) {
  const asks = whoTouches(given);
  return (
    <Section title="2. Who touches the product?">
      <Stack gap="md" maw={620}>
        <Text
          label="How many people write changes to it?"
          name="engineers"
          hint="Code, or settings that end up in the product; contractors included."
          type="number"
          value={given.engineers}
          set={(engineers) => set({ engineers })}
        />
        <Text
          label="How many people can reach production?"
          name="production"
          hint="Whoever can change what runs, or read what customers keep there: servers, databases, the console of the cloud."
          type="number"
          value={given.production}
          set={(production) => set({ production })}
        />
        {asks !== null && (
          <Words size="sm" role="status">
            {asks}
          </Words>
        )}
      </Stack>
    </Section>
  );
}

interface ThereProps {
  readonly exists: readonly Existing[];
  readonly set: (exists: readonly Existing[]) => void;
}

const There = ({ exists, set }: ThereProps) => (
  <Section title="3. What is there already?">
    <Checkbox.Group
      label="There already"
      description="Only what is done today, not what is planned."
      value={[...exists]}
      onChange={(now) => set(now)}
    >
      {EXISTING.map(([name, sentence]) => (
        <Checkbox key={name} value={name} name="exists" label={sentence} mt={8} />
      ))}
    </Checkbox.Group>
  </Section>
);
