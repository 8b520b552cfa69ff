import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { periodBeyond } from '#/core/occurrences/periods.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Legend, State } from '#web/kit/State.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import { Term } from '#web/kit/Term.tsx';
import { Day, When } from '#web/kit/When.tsx';
import { amid } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { whose } from '#/core/whose.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { NextStep, useTasksOfControls } from '#web/features/work/NextStep.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, useMoment, usePast, useProgramme } from '#web/shell/programme.ts';
import { AdoptedLate } from './AdoptedLate.tsx';
import { ApartFrom } from './ApartFrom.tsx';
import { Attached } from './Attached.tsx';
import { AttachTo } from './AttachTo.tsx';
import { ControlActions } from './ControlActions.tsx';
import { Difference } from './Difference.tsx';
import { History } from './History.tsx';
import type { Control, Gap, Shown, Standing } from './shapes.ts';
import { Performances } from './Performances.tsx';
import { WhatRecordsShow } from './WhatRecordsShow.tsx';

/** One control: what it says, what the records show, and how it came to be so. */
export function ControlPage() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const shown = useQuery(ask('controls', 'show', { id, ...usePast() }));
  const status = useStatus();
  const standing = status.data?.controls.find((control) => control.id === id);
  const gap = status.data?.gaps.find(({ control }) => control === id);
  return (
    <Answer of={shown} page={shown.isError ? id : 'Control'}>
      {(all) => (
        <Page
          title={all.control.title}
          above={[{ to: '/controls', label: 'Controls' }]}
          lead={leadOf(all.control, standing)}
          actions={<ControlActions shown={all} />}
        >
          <Statement control={all.control} original={all.original} />
          <Coming shown={all} />
          <Section title="What do the records show?" aside={standing !== undefined && <Legend names={OUTCOMES} />}>
            {status.isPending ? <Answer of={status}>{() => null}</Answer> : <WhatRecordsShow standing={standing} />}
            {standing !== undefined && <AdoptedLate versions={all.versions} occurrences={standing.occurrences} />}
            <Next gap={gap} />
          </Section>
          {/* before the performances, which may be a row for each day: whoever comes to attach one finds where */}
          <Section title="Evidence that people attached" term="evidence" aside={<AttachTo control={id} />}>
            <Attached control={id} />
          </Section>
          <OccurrencesOf control={all.control} standing={standing} />
          <ApartFrom control={id} />
          <Section title="History">
            <History versions={all.versions} />
          </Section>
        </Page>
      )}
    </Answer>
  );
}

/** What is to be done next; what an auditor does next is theirs to say. */
function Next({ gap }: { readonly gap: Gap | undefined }) {
  const tasks = useTasksOfControls();
  if (useMay('audit:read') || gap === undefined) return null;
  return (
    <p className="prose">
      <strong>Next:</strong> <NextStep next={gap.next} task={tasks.get(gap.control)} />
    </p>
  );
}

function leadOf({ state }: Control, standing: Standing | undefined) {
  if (state === 'retired') return 'Retired: it is no longer performed.';
  return standing === undefined ? undefined : <State name={standing.status} />;
}

/** A version that was sealed and is not in force yet. */
function Coming({ shown: { latest, versions } }: { readonly shown: Shown }) {
  const moment = useMoment();
  if (latest.effectiveFrom <= Math.max(moment, versions.at(-1)?.received ?? 0)) return null;
  return (
    <p className="prose">
      {latest.state === 'retired' ? 'It is retired from ' : 'It changes on '}
      <When at={latest.effectiveFrom} />; the history has what it will say.
    </p>
  );
}

function OccurrencesOf({ control, standing }: { readonly control: Control; readonly standing: Standing | undefined }) {
  const { engagement } = useProgramme();
  if (standing === undefined) return null;
  if (standing.occurrences.length > 0)
    return (
      <Section title="Performances" term="occurrence">
        <Performances control={control.id} occurrences={standing.occurrences} population={standing.provenIn} />
      </Section>
    );
  const beyond = engagement?.type === 'type-2' ? periodBeyond(control.frequency, engagement) : null;
  if (beyond === null || standing.status !== 'not started') return null;
  return (
    <Section title="Performances" term="occurrence">
      <p className="prose">
        Its first period is from <Day day={beyond.first} /> to <Day day={beyond.last} />, and ends after the window:
        nothing is due in it. Of a control that was not performed in the window, an auditor can test the design alone,
        and discloses that. Performed once within the window, there is one performance to test.
      </p>
    </Section>
  );
}

function Statement({ control, original }: { readonly control: Control; readonly original: string | null }) {
  return (
    <>
      <blockquote className="statement">{control.statement}</blockquote>
      {control.defaults.map(({ name, sentence }) => (
        <Text key={name} size="sm" c="dimmed">
          {sentence}
        </Text>
      ))}
      {control.unsaid.map(({ check, sentence }) => (
        <Text key={check} size="sm" fw={600}>
          {sentence}
        </Text>
      ))}
      <Group gap="4px 24px" fz="sm">
        <span>
          {'Owner: '}
          <By of={whose(control.owner, control.ownerFunction)} />
        </span>
        <span>{`Frequency: ${amid(control.frequency)}`}</span>
        <span>{`Kind: ${control.nature}, ${control.type}`}</span>
        <Group gap={6} component="span">
          <span>
            <Term name="criterion">Criteria</Term>:
          </span>
          {control.criteria.map((criterion) => (
            <Link key={criterion} to="/controls" search={{ criterion }}>
              {criterion}
            </Link>
          ))}
        </Group>
      </Group>
      {!control.asInLibrary && original !== null && (
        <details style={{ marginTop: 12 }}>
          <summary>What differs from the library’s own statement</summary>
          <Difference library={original} own={control.statement} />
        </details>
      )}
    </>
  );
}
