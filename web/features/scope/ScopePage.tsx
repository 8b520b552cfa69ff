import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useOpened } from '#web/kit/opened.ts';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { counted, showDay, showPlainDay, withDays } from '#web/kit/when.ts';
import { EngagedFirm } from '#web/features/audit/EngagedFirm.tsx';
import { Life } from '#web/features/home/Life.tsx';
import { useNotYet, WaysOn } from '#web/features/readiness/NotYet.tsx';
import { ask } from '#web/shell/api.ts';
import { type Engagement, useMay, usePast, useProgramme } from '#web/shell/programme.ts';
import { Begin } from './Begin.tsx';
import { categoryLabel } from './categories.ts';
import { ChangeDays } from './ChangeDays.tsx';
import { Boundary } from './Boundary.tsx';
import { Cuecs } from './Cuecs.tsx';
import { Findings } from './Findings.tsx';
import { Promised } from './Promised.tsx';
import { Subservice } from './Subservice.tsx';
import { ofRules, Warnings } from './Warnings.tsx';

/** What is examined: type, days, categories, who else is relied on; or the way to say so for the first time. */
export function ScopePage() {
  const { engagement } = useProgramme();
  const mayWrite = useMay('engagements:write');
  const [opening, setOpening] = useState(false);
  const notYet = useNotYet();
  if (engagement !== null && !opening) return <Examined engagement={engagement} another={() => setOpening(true)} />;
  if (mayWrite) return <Begin close={() => setOpening(false)} />;
  if (notYet !== null)
    return (
      <Page title="Scope" lead={notYet}>
        <WaysOn />
      </Page>
    );
  return (
    <Page title="Scope">
      <Empty
        what="No examination is open"
        why="An owner or an admin says what is promised, which categories that calls for, and which days are examined."
      />
    </Page>
  );
}

const daysShown = ({ type, first, last }: Pick<Engagement, 'type' | 'first' | 'last'>): string =>
  type === 'type-1' ? `as of ${showPlainDay(last)}` : `${showPlainDay(first)} to ${showPlainDay(last)}`;

/** A name often says the type already, and the days too where nobody gave one. */
function leadOf({ name, type, first, last, categories }: Engagement): string {
  const called = type === 'type-1' ? 'Type I' : 'Type II';
  const days = daysShown({ type, first, last });
  const shown = withDays(name);
  const typed = new RegExp(`\\b${called}\\b`, 'i').test(shown) ? shown : `${shown}: ${called}`;
  const whole = shown.includes(days) ? typed : `${typed}, ${days}`;
  return `${whole}, over ${counted(categories.length, 'category', 'categories')}.`;
}

/** It has that of the programme, unless another was named when it was opened. */
function OwnZone({ zone }: { readonly zone: string }) {
  const maySet = useMay('organization:write');
  return (
    <>
      {zone}
      <Text size="sm" c="dimmed">
        It stays as it was when this was opened.{' '}
        {maySet && (
          <Link to="/settings" search={{ part: 'organization' }}>
            Time zones of the programme
          </Link>
        )}
      </Text>
    </>
  );
}

function Examined({ engagement, another }: { readonly engagement: Engagement; readonly another: () => void }) {
  const { type, categories, zone, opened, changed, before, position } = engagement;
  const mayWrite = useMay('engagements:write');
  const [changing, change, close] = useOpened('change');
  return (
    <Page
      title="Scope"
      lead={leadOf(engagement)}
      actions={
        mayWrite && (
          <>
            <Button variant="default" onClick={change}>
              Change
            </Button>
            <Button variant="default" onClick={another}>
              Open another
            </Button>
          </>
        )
      }
    >
      <Life engagement={engagement} />
      <Facts
        of={[
          ['Categories', categories.map(categoryLabel).join(', ')],
          ['Days begin and end in', <OwnZone key="z" zone={zone} />],
          ['Opened', <When key="o" at={opened} />],
          ['Last changed', <When key="c" at={changed} />],
          ...before.map((was): [string, string] => [
            `Until ${showDay(was.until, zone)}`,
            `${daysShown({ type, ...was })}, ${was.categories.map((id) => categoryLabel(id)).join(', ')}${was.notRelevant.length === 0 ? '' : `, without ${was.notRelevant.join(', ')}`}`,
          ]),
          ['Ledger position', <AtPosition key="p" of={position} />],
        ]}
      />
      <Section title="What the rules of the programme find">
        <Findings />
      </Section>
      <Promised engagement={engagement} />
      <Boundary engagement={engagement} />
      <Subservice engagement={engagement} />
      <Cuecs engagement={engagement} />
      <Section title="Criteria that are not relevant" term="criterion">
        <Warnings about={ofRules('criterion-without-control')} />
        <NotRelevant engagement={engagement} />
      </Section>
      <Section title="Who examines">
        <EngagedFirm engagement={engagement} />
      </Section>
      <Others />
      <ChangeDays engagement={engagement} opened={mayWrite && changing} close={close} />
    </Page>
  );
}

function NotRelevant({ engagement: { notRelevant } }: { readonly engagement: Engagement }) {
  const all = Object.entries(notRelevant);
  if (all.length === 0) return <Text c="dimmed">None: every criterion of the categories is in scope.</Text>;
  return (
    <Records
      label="Criteria that are not relevant"
      rows={all}
      keyOf={([id]) => id}
      columns={[
        { head: 'Criterion', cell: ([id]) => id },
        { head: 'Why', cell: ([, why]) => why },
      ]}
    />
  );
}

function Others() {
  const all = useQuery(ask('engagements', 'list', usePast()));
  return (
    <Answer of={all}>
      {({ engagements }) =>
        engagements.length < 2 ? null : (
          <Section title="Other examinations" term="engagement">
            <OtherList engagements={engagements} />
          </Section>
        )
      }
    </Answer>
  );
}

function OtherList({ engagements }: { readonly engagements: readonly Engagement[] }) {
  const { engagement } = useProgramme();
  const navigate = useNavigate();
  const look = (id: string): void =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, engagement: id }) });
  return (
    <Records
      label="Other examinations"
      rows={engagements.filter(({ id }) => id !== engagement?.id)}
      keyOf={({ id }) => id}
      columns={[
        { head: 'Name', cell: ({ name }) => withDays(name) },
        { head: 'Days', cell: ({ first, last }) => `${showPlainDay(first)} to ${showPlainDay(last)}` },
        {
          head: 'Look at it',
          cell: ({ id, name }) => (
            <Button size="compact-xs" variant="default" aria-label={`Look at ${name}`} onClick={() => look(id)}>
              Look
            </Button>
          ),
        },
      ]}
    />
  );
}
