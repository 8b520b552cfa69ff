import { Button, Radio, Stack, Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type PropsWithChildren, useState } from 'react';
import type { ApiClient } from '#/contract/api.ts';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { goToPart, useArrival } from '#web/kit/arrival.ts';
import { Text } from '#web/kit/Fields.tsx';
import { Form } from '#web/kit/Form.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted, withDays } from '#web/kit/when.ts';
import { judge } from '#web/features/jobs/live.ts';
import { StarterControls, tickedOf } from '#web/features/controls/StarterControls.tsx';
import { apiHere, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { Because } from './Because.tsx';
import type { Category } from './categories.ts';
import { daysToBegin, type Facts, NO_FACTS } from './facts.ts';
import { Promises } from './Promises.tsx';

/** The part in which the days are chosen. */
const DAYS = 'days';

interface BeginProps {
  readonly close: () => void;
}

/** From what a company promises to its categories, its first controls and its days, on one page; nothing is asked twice. */
export function Begin({ close }: BeginProps) {
  const before = useQuery(ask('assessment', 'show', {}));
  const sources = useQuery({ ...ask('sources', 'list', {}), enabled: useMay('sources:read') });
  if (sources.isLoading) return <Answer of={sources}>{() => null}</Answer>;
  return (
    <Answer of={before} page="Scope">
      {({ answers, reading }) => (
        <Beginning
          close={close}
          deal={reading?.deal ?? null}
          hasRead={(sources.data?.sources ?? []).some(({ lastRun }) => (lastRun?.records ?? 0) > 0)}
          known={answers === null ? NO_FACTS : { ...answers, headcount: String(answers.headcount) }}
        />
      )}
    </Answer>
  );
}

type Deal = NonNullable<Answered<'assessment', 'show'>['reading']>['deal'];

interface BeginningProps extends BeginProps {
  /** What to do for the deal that waits; null: none does. */
  readonly deal: Deal;
  readonly known: Facts;
  /** Records of earlier days are there. */
  readonly hasRead: boolean;
}

function Beginning({ close, known, hasRead, deal }: BeginningProps) {
  const [facts, setFacts] = useState<Facts>(known);
  const [left, setLeft] = useState<readonly string[]>([]);
  const starter = useQuery(
    ask('controls', 'starter', {
      promises: [...facts.promises],
      headcount: Math.max(1, Number(facts.headcount) || 1),
      office: facts.office,
      contractors: facts.contractors,
      personalData: facts.personalData,
      ownMachines: facts.ownMachines,
    }),
  );
  useArrival(DAYS, starter.isSuccess);
  return (
    <Page
      title="Scope"
      lead="What you promise your customers decides what is examined. Answer in plain words; everything can be changed later, and the change is kept."
    >
      <Section title="1. What do you promise your customers?">
        <Promises facts={facts} set={setFacts} all={starter.data?.promises ?? []} />
      </Section>
      <Section title="2. What follows" term="category">
        <Answer of={starter}>
          {({ categories, controls }) => (
            <Follows categories={categories}>
              <StarterControls controls={controls} left={left} leave={setLeft}>
                <Button size="compact-sm" variant="default" mt={6} onClick={() => goToPart(DAYS)}>
                  Leave them as they are, and choose the days
                </Button>
              </StarterControls>
            </Follows>
          )}
        </Answer>
      </Section>
      <Section title="3. Which days are examined?" term="window" place={DAYS}>
        <Days
          close={close}
          hasRead={hasRead}
          deal={deal}
          promises={facts.promises}
          categories={(starter.data?.categories ?? []).map(({ category }) => category as Category)}
          controls={tickedOf(starter.data?.controls ?? [], left)}
        />
      </Section>
    </Page>
  );
}

/** The categories and the first controls, each with its reason. */
function Follows({ categories, children }: Pick<Answered<'controls', 'starter'>, 'categories'> & PropsWithChildren) {
  return (
    <>
      <ul className="prose">
        {categories.map(({ category, because }) => (
          <li key={category}>
            <Because category={category} because={because} />
          </li>
        ))}
      </ul>
      {children}
    </>
  );
}

/** What was read before there were controls is judged at once; a first status waits for no further reading. */
async function judgeWhatIsThere(here: ApiClient): Promise<void> {
  const { sources } = await here.sources.list({});
  if (sources.length > 0) await judge(here);
}

const LATER = 'The days can be changed later, and the change is kept.';
const FIRST_OF_THE_PAST = `Three months back, so that you see at once what your sources hold already. Choose today where your controls only begin now: what happened before the first day does not count. An auditor sees on which day it was opened, and that it began before. ${LATER}`;
const FIRST_OF_NOW = `What happened before it does not count. To see at once what a source holds already, choose a day some months back. ${LATER}`;

interface DaysProps {
  readonly deal: Deal;
  readonly hasRead: boolean;
  readonly promises: Facts['promises'];
  readonly categories: readonly Category[];
  readonly controls: readonly string[];
  readonly close: () => void;
}

function Days({ hasRead, deal, promises, categories, controls, close }: DaysProps) {
  const { now, zone, name: company } = useProgramme();
  const [type, setType] = useState<Type>(deal?.type ?? 'type-2');
  const [proposed] = useState(() => daysToBegin(now, zone, hasRead));
  const [first, setFirst] = useState(proposed.first);
  const [last, setLast] = useState(proposed.last);
  const navigate = useNavigate();
  const opening = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      if (controls.length > 0) await here.controls.adopt({ controls: controls.map((id) => ({ id })) });
      const id = `soc2-${type}-${last}`;
      const name = `SOC 2 Type ${type === 'type-1' ? 'I' : 'II'} of ${company}`;
      await here.engagements.create({
        id,
        name,
        type,
        last,
        categories: [...categories],
        promises: [...promises],
        ...(type === 'type-2' ? { first } : {}),
      });
      await judgeWhatIsThere(here);
      await here.work.refresh({}); // Home asks next for what to do, and not for what was just done
    },
    onSuccess: () =>
      changed('engagements', 'controls', 'checks', 'jobs')
        .then(close)
        .then(() => navigate({ to: '/' })),
  });
  return (
    <Form saving={opening} error={opening.error} submit={() => opening.mutate()} blocked={categories.length === 0}>
      <Stack gap="md" maw={520}>
        <TypeField type={type} set={setType} />
        <WhatWaits deal={deal} type={type} />
        {type === 'type-2' && (
          <Text
            label="First day"
            name="first"
            hint={hasRead ? FIRST_OF_THE_PAST : FIRST_OF_NOW}
            type="date"
            value={first}
            set={setFirst}
          />
        )}
        <Text label={type === 'type-2' ? 'Last day' : 'As of'} name="last" type="date" value={last} set={setLast} />
        {opening.isError && <Problem error={opening.error} />}
        <Button type="submit" loading={opening.isPending} disabled={categories.length === 0}>
          {controls.length === 0
            ? 'Open the examination'
            : `Adopt ${counted(controls.length, 'control')} and open the examination`}
        </Button>
      </Stack>
    </Form>
  );
}

/** What follows from the day of a deal is proposed, with why; days that come too late are not chosen without a word. */
const WhatWaits = ({ deal, type }: { readonly deal: Deal; readonly type: Type }) =>
  deal !== null && (
    <Words size="sm" role="status">
      <strong>The deal that waits.</strong>{' '}
      {withDays(
        type === deal.type
          ? `Type ${type === 'type-1' ? 'I' : 'II'} is proposed, because ${deal.why}. ${deal.says}`
          : `${deal.types.find((each) => each.type === type)?.says ?? ''} ${deal.says}`,
      )}
    </Words>
  );

type Type = 'type-1' | 'type-2';

const TypeField = ({ type, set }: { readonly type: Type; readonly set: (type: Type) => void }) => (
  <Radio.Group label="Type" value={type} onChange={(value) => set(value)}>
    <Stack gap="sm" mt={8}>
      <Radio
        value="type-2"
        label="Type II, over a window"
        description="Whether controls did their work over months. What most buyers ask for; three, six or twelve months."
      />
      <Radio
        value="type-1"
        label="Type I, as of a day"
        description="How controls are designed on one day. Sooner, and it says less."
      />
    </Stack>
  </Radio.Group>
);
