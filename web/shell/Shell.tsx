import { queryOptions, useQuery } from '@tanstack/react-query';
import { lazyRouteComponent, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { DomainError } from '#/core/errors.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { isDay } from '#web/kit/when.ts';
import { useFollowedJobs } from '#web/features/jobs/live.ts';
import { ask } from './api.ts';
import { Frame } from './Frame.tsx';
import { settled, useIsIn } from './organization.ts';
import { partOf } from './parts.ts';
import { endOf, looksBack } from './past.ts';
import { type Engagement, type Me, type Membership, type Programme, ProgrammeProvider } from './programme.ts';

/** Whom the console does not let in is told by a part that hardly anybody needs. */
const threshold = partOf(() => import('#web/features/account/Threshold.tsx')) as () => Promise<
  typeof import('#web/features/account/Threshold.tsx')
>;
const [ByCompany, NotTheirs, Nowhere, Secure] = [
  lazyRouteComponent(threshold, 'ByCompany'),
  lazyRouteComponent(threshold, 'NotTheirs'),
  lazyRouteComponent(threshold, 'Nowhere'),
  lazyRouteComponent(threshold, 'Secure'),
];

const MINUTE = 60_000;

/** The time as the pages show it, moving once a minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const isOut = (error: unknown): boolean => error instanceof DomainError && error.code === 'unauthenticated';

/**
 * Who is signed in. Whoever sets up a second factor is not asked after anew when they come back to the window: they would
 * be let in from before the codes that are shown once.
 */
const ME = queryOptions({
  ...ask('account', 'me', {}),
  refetchOnWindowFocus: ({ state }) => state.data?.organizations.every((each) => !each.needsSecondFactor) ?? true,
});

/** Whether more is asked for there than this session has shown. */
const isShut = ({ needsCompany, needsSecondFactor }: Membership): boolean => needsCompany || needsSecondFactor;

/** Whoever is not signed in is asked to; whoever is comes in as what they are in the organization they look at. */
export function Shell() {
  const me = useQuery(ME);
  const { organization: named } = useLocation({ select: ({ search }) => search as Search });
  if (isOut(me.error)) return <Away ended={me.data !== undefined} />;
  return (
    <Answer of={me} page="Attestry">
      {(who) => {
        const membership = settled(who.organizations, named);
        if (membership === null || isShut(membership))
          return (
            <Suspense>
              <Outside me={who} membership={membership} />
            </Suspense>
          );
        return <Entering key={membership.slug} me={who} membership={membership} />;
      }}
    </Answer>
  );
}

/** Whom the console does not let in, and what they can do about it. */
function Outside({ me, membership }: { readonly me: Me; readonly membership: Membership | null }) {
  if (membership === null)
    return me.organizations.length === 0 ? <Nowhere email={me.email} /> : <NotTheirs email={me.email} />;
  const about = { organization: membership.name, others: me.organizations.filter((each) => !isShut(each)) };
  return membership.needsCompany ? <ByCompany {...about} /> : <Secure {...about} hasApp={me.hasApp} />;
}

/** Once to the door, which then knows where the person wanted to go. */
function Away({ ended }: { readonly ended: boolean }) {
  const navigate = useNavigate();
  const wanted = useRef(`${location.pathname}${location.search}`);
  useEffect(() => {
    const to = wanted.current === '/' ? {} : { to: wanted.current };
    void navigate({ to: '/sign-in', search: { ...to, ...(ended ? { ended } : {}) }, replace: true });
  }, [navigate, ended]);
  return null;
}

/** Somewhere it is this day already: what is later is no past. */
const latestDay = (): string => new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);

/** A past is looked at, and not changed. */
const reads = (permission: string): boolean => permission.endsWith(':read');

interface Search {
  readonly organization?: string;
  readonly asOf?: string;
  readonly engagement?: string;
}

interface Who {
  readonly me: Me;
  readonly membership: Membership;
}

/** Whoever is in several organizations has the one in the address, so that a link leads there again. */
function Entering({ me, membership }: Who) {
  const { slug } = membership;
  const { organization: named } = useLocation({ select: ({ search }) => search as Search });
  const navigate = useNavigate();
  const isIn = useIsIn(slug);
  const isUnsaid = isIn && named === undefined && me.organizations.length > 1;
  useEffect(() => {
    if (isUnsaid)
      void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, organization: slug }) });
  }, [isUnsaid, navigate, slug]);
  return isIn && <Inside me={me} membership={membership} />;
}

function Inside({ me, membership }: Who) {
  const { asOf: said, engagement: wanted } = useLocation({ select: ({ search }) => search as Search });
  // No more of the place than that: whoever is sent on from Home would be drawn again at each step, and sent on again.
  const isOfPast = useLocation({ select: ({ pathname }) => looksBack(pathname) });
  const asOf = isDay(said) && said <= latestDay() ? said : null;
  const may = new Set(asOf !== null && isOfPast ? membership.may.filter(reads) : membership.may);
  const organization = useQuery(ask('organization', 'show', {}));
  const examined = useExamined({ wanted, day: isOfPast ? asOf : null, zone: organization.data?.zone ?? null, may });
  const now = useNow();
  useFollowedJobs(may.has('jobs:read'));
  if (may.has('engagements:read') && examined.of.data === undefined)
    return (
      <Answer of={examined.of} page="Attestry">
        {() => null}
      </Answer>
    );
  const { engagement, later, until } = examined;
  return (
    <Answer of={organization} page="Attestry">
      {({ slug, name, demo, zone }) => {
        const about = { slug, name, demo, zone, engagement, later, asOf, until, now };
        const programme: Programme = { me, role: membership.role, may, ...about };
        return (
          <ProgrammeProvider value={programme}>
            <Frame />
          </ProgrammeProvider>
        );
      }}
    </Answer>
  );
}

interface Examining {
  /** By its id, where the address has one. */
  readonly wanted: string | undefined;
  /** The past day that is looked at; null: now. */
  readonly day: string | null;
  readonly zone: string | null;
  readonly may: ReadonlySet<string>;
}

/** The examination that is looked at, as it was on the day that is looked at. Until that is known, as it is now. */
function useExamined({ wanted, day, zone, may }: Examining) {
  const reads = may.has('engagements:read');
  const of = useQuery({ ...ask('engagements', 'list', {}), enabled: reads });
  const chosen = (all: readonly Engagement[]): Engagement | null =>
    all.find(({ id }) => id === wanted) ?? all.at(-1) ?? null;
  const all = of.data?.engagements ?? [];
  const now = chosen(all);
  const until = day === null || zone === null ? null : endOf(day, now?.zone ?? zone);
  const asked = until === null ? {} : { asOf: until };
  const then = useQuery({ ...ask('engagements', 'list', asked), enabled: reads && until !== null });
  if (until === null) return { of, engagement: now, later: null, until };
  const known = then.data?.engagements ?? all.filter(({ opened }) => opened <= Date.parse(until));
  const engagement = chosen(known);
  return { of, engagement, later: engagement === null ? now : null, until };
}
