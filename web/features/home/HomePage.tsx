import { Text } from '@mantine/core';
import { Link, Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isYoung, threatsIn } from '#/core/status/beginning.ts';
import { standsOf } from '#/core/status/stands.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { Legend } from '#web/kit/State.tsx';
import { Term } from '#web/kit/Term.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { standing } from '#web/kit/states.ts';
import { count, counted, dayIn } from '#web/kit/when.ts';
import { OwnerlessLine } from '#web/features/controls/OwnerlessLine.tsx';
import { FirstTasks } from '#web/features/work/FirstTasks.tsx';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { useMay, useMoment, useProgramme, useZone } from '#web/shell/programme.ts';
import { roomsFor } from '#web/shell/rooms.ts';
import { ApartLine } from './ApartLine.tsx';
import { BeforeThen } from './BeforeThen.tsx';
import { Beginning, LeftOfBeginning } from './Beginning.tsx';
import { Criteria } from './Criteria.tsx';
import { MovieLegend, MovieOfWindow } from './Movie.tsx';
import { Life } from './Life.tsx';
import { SinceLast } from './SinceLast.tsx';
import { type Counts, presentIn, Statuses } from './Statuses.tsx';
import { type Gap, Threats } from './Threats.tsx';
import { TrustLine } from './TrustLine.tsx';
import { isWindowOver } from './window.ts';

/** Where the programme stands, what threatens the report, and the next thing to do. */
export function HomePage() {
  const { engagement, may, until } = useProgramme();
  if (!may.has('readiness:read')) return <Elsewhere />;
  if (engagement !== null) return <Standing />;
  return until === null ? <Beginning /> : <BeforeThen />;
}

/** Whoever has their own tasks only begins with them, and everybody else with the first room that is theirs. */
function Elsewhere() {
  const { may, role } = useProgramme();
  const room = may.has('work:read') ? '/work' : roomsFor(may).find(({ to }) => to !== '/settings')?.to;
  if (room !== undefined) return <Navigate to={room} replace />;
  return (
    <Page title="Home" lead={`As ${role} you see no part of the programme that has a page here yet.`}>
      <Text>What you may do is under Settings; ask an owner or an admin for another role.</Text>
    </Page>
  );
}

const VIEW = (
  <Text size="sm" c="dimmed">
    <Term name="status">Management’s view</Term>, never an opinion
  </Text>
);

/** So many are seen at once; the first sentence leads to all of them. */
const MOST_THREATS = 5;

function Standing() {
  const seesWork = useMay('work:read');
  return (
    <Answer of={useStatus()} page="Home">
      {({ counts, controls, gaps, criteria, engagement, apart }) => {
        const young = isYoung(counts, controls.length);
        const shown = threatsIn(gaps, young);
        const clean = counts['no deviation found'] ?? 0;
        return (
          <Page
            title="Home"
            lead={
              young ? (
                <YoungLead controls={controls.length} counts={counts} />
              ) : (
                <Lead engagement={engagement} clean={clean} controls={controls.length}>
                  <Left gaps={gaps} rest={standsOf(controls, gaps).unasked.size} />
                </Lead>
              )
            }
          >
            <Invented />
            <Life engagement={engagement} />
            <TrustLine />
            <OwnerlessLine controls={controls} />
            <SinceLast controls={controls} />
            <LeftOfBeginning />
            {young && <DoFirst />}
            {(shown.length > 0 || !young) && (
              <Open
                gaps={shown.slice(0, MOST_THREATS)}
                of={shown.length}
                areAll={shown.length === gaps.length}
                aside={!young && seesWork && <Link to="/work">All the work</Link>}
              />
            )}
            <Section title="The window by week" term="window" aside={<MovieLegend />}>
              <MovieOfWindow />
              <ApartLine apart={apart} />
            </Section>
            <Section title="Controls" aside={VIEW}>
              <Statuses counts={counts} />
            </Section>
            <Section title="Criteria" aside={<Legend names={presentIn(counts).map(([name]) => name)} />}>
              <Criteria criteria={criteria} />
            </Section>
          </Page>
        );
      }}
    </Answer>
  );
}

interface OpenProps {
  readonly gaps: readonly Gap[];
  /** Of so many that are open, these come first. */
  readonly of: number;
  /** Is that everything that is open, or what has begun of it? */
  readonly areAll: boolean;
  readonly aside: ReactNode;
}

/** To management it is a threat, with what to do; to an auditor it is what management's view says, and no more. */
function Open({ gaps, of, areAll, aside }: OpenProps) {
  const first =
    of > gaps.length ? (
      <Text size="sm" c="dimmed" mb={4}>
        {`The first ${gaps.length} of the `}
        <Link to="/controls" search={{ status: areAll ? 'open' : 'begun' }}>
          {`${count(of)} that are open${areAll ? '' : ' and have begun'}`}
        </Link>
        {', by their effect.'}
      </Text>
    ) : null;
  if (useMay('audit:read'))
    return (
      <Section title="What management’s view leaves open" term="status" aside={VIEW}>
        {first}
        <Threats gaps={gaps} label="What management’s view leaves open" advises={false} />
      </Section>
    );
  return (
    <Section title="What threatens the report" term="report" aside={aside}>
      {first}
      <Threats gaps={gaps} label="What threatens the report" advises />
    </Section>
  );
}

/** Tasks are of today, and of whoever may see them. */
function DoFirst() {
  const { asOf } = useProgramme();
  const reads = useMay('work:read') && asOf === null;
  if (!reads) return null;
  return (
    <Section title="What to do first" aside={<Link to="/work">All the work</Link>}>
      <FirstTasks />
    </Section>
  );
}

/** Of a programme most of which has not begun: how much of it, and how the rest stands. */
const YoungLead = ({ controls, counts }: { readonly controls: number; readonly counts: Counts }) => {
  const waiting = counts['not started'] ?? 0;
  const rest = presentIn(counts).filter(([status]) => status !== 'not started');
  return (
    <>
      <Link to="/controls" search={{ status: 'not started' }}>
        {count(waiting)}
      </Link>{' '}
      of <Link to="/controls">{counted(controls, 'control')}</Link> {waiting === 1 ? 'is' : 'are'} not started:{' '}
      {waiting === 1
        ? 'its first due date has not come, or no source tells of it yet.'
        : 'their first due date has not come, or no source tells of them yet.'}
      {rest.length > 0 && ' Of the others: '}
      {rest.map(([status, of], at) => (
        <span key={status}>
          {at > 0 && ', '}
          <Link to="/controls" search={{ status }}>
            {count(of)}
          </Link>
          {`\u{a0}${standing(status)}`}
        </span>
      ))}
      {rest.length > 0 && '.'}
    </>
  );
};

/** Whoever looks around in the demo company finds the way to their own. */
function Invented() {
  const { demo, me, role } = useProgramme();
  if (!demo || role !== 'owner' || me.organizations.some((each) => !each.demo)) return null;
  return (
    <Text mb="md">
      This company is invented. <Link to="/begin">Start your own programme</Link> when you have seen enough; this one
      stays beside it.
    </Text>
  );
}

interface LeadProps {
  readonly engagement: { readonly type: 'type-1' | 'type-2'; readonly last: string };
  readonly clean: number;
  readonly controls: number;
  readonly children: ReactNode;
}

/** Each number opens what it counts. */
function Lead({ engagement: { type, last }, clean, controls, children }: LeadProps) {
  const isOver = isWindowOver(dayIn(useMoment(), useZone()), last);
  return (
    <>
      {type === 'type-1' && 'The design of '}
      <Link to="/controls" search={{ status: 'no deviation found' }}>
        {count(clean)}
      </Link>{' '}
      of <Link to="/controls">{counted(controls, 'control')}</Link>{' '}
      {type === 'type-1'
        ? 'is complete; a Type I examination does not look at operation. '
        : `show no deviation${isOver ? '' : ' so far'}. `}
      {children}
    </>
  );
}

interface LeftProps {
  readonly gaps: readonly Gap[];
  /** Controls of which nothing is asked now, and nothing shows them clean. */
  readonly rest: number;
}

/** What is left of it, and of what that is made up: to management a way to go, to an auditor what is open. */
function Left({ gaps, rest }: LeftProps) {
  const isAuditor = useMay('audit:read');
  const one = gaps.length === 1;
  if (gaps.length === 0)
    return isAuditor ? 'In management’s view none is open.' : 'Nothing stands between here and ready.';
  return (
    <>
      {isAuditor && 'In management’s view '}
      <Link to="/controls" search={{ status: 'open' }}>
        {count(gaps.length)}
      </Link>{' '}
      {isAuditor ? `${one ? 'is' : 'are'} open: ` : `${one ? 'stands' : 'stand'} between here and ready: `}
      <InParts gaps={gaps} />
      {rest > 0 && (
        <>
          {'; nothing is asked of '}
          <Link to="/controls" search={{ status: 'unasked' }}>
            {rest === 1 ? 'the other one' : `the other ${count(rest)}`}
          </Link>
          {' now'}
        </>
      )}
      .
    </>
  );
}

/** How many of them have each status; together they are all. */
const InParts = ({ gaps }: { readonly gaps: readonly Gap[] }) =>
  [...Map.groupBy(gaps, ({ status }) => status)].map(([status, of], at) => (
    <span key={status}>
      {at > 0 && ', '}
      {/* of those that have not begun only some are open: whose design is missing */}
      <Link to="/controls" search={{ status: status === 'not started' ? 'unbegun' : status }}>
        {count(of.length)}
      </Link>
      {`\u{a0}${standing(status)}`}
    </span>
  ));
