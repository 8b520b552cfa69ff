import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  type RouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { isDay } from '#web/kit/when.ts';
import { NotFound, Nowhere, Unforeseen } from './Lost.tsx';
import { partOf } from './parts.ts';

/** What every address may carry: whose programme, the examination and the day as of which the programme is looked at. */
interface Everywhere {
  readonly organization?: string | undefined;
  readonly engagement?: string | undefined;
  readonly asOf?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Whatever stands there and is no day is not looked at. */
const day = (value: unknown): string | undefined => (isDay(value) ? value : undefined);

const everywhere = ({
  organization,
  engagement,
  asOf,
  ...rest
}: Record<string, unknown>): Everywhere & Record<string, unknown> => ({
  ...rest,
  ...(text(organization) === undefined ? {} : { organization: text(organization) }),
  ...(text(engagement) === undefined ? {} : { engagement: text(engagement) }),
  ...(day(asOf) === undefined ? {} : { asOf: day(asOf) }),
});

export const rootOf = () => createRootRoute({ notFoundComponent: NotFound, errorComponent: Unforeseen });
type Root = ReturnType<typeof rootOf>;

/** Where a page is, and the part of the console that has it. */
type Step = readonly [path: string, load: () => Promise<unknown>, name: string];

const step = (parent: AnyRoute, [path, load, name]: Step): AnyRoute =>
  createRoute({
    getParentRoute: () => parent,
    path,
    component: lazyRouteComponent(partOf(load) as never, name as never),
  });

const DOORS: readonly Step[] = [
  ['/setup', () => import('#web/features/account/SetupPage.tsx'), 'SetupPage'],
  ['/sign-in', () => import('#web/features/account/SignInPage.tsx'), 'SignInPage'],
  ['/begin', () => import('#web/features/account/BeginPage.tsx'), 'BeginPage'],
  ['/company', () => import('#web/features/account/CompanyPage.tsx'), 'CompanyPage'],
  ['/join', () => import('#web/features/account/JoinPage.tsx'), 'JoinPage'],
  ['/forgotten', () => import('#web/features/account/ForgottenPage.tsx'), 'ForgottenPage'],
  ['/new-password', () => import('#web/features/account/ForgottenPage.tsx'), 'NewPasswordPage'],
];

const ROOMS: readonly Step[] = [
  ['/', () => import('#web/features/home/HomePage.tsx'), 'HomePage'],
  ['/controls', () => import('#web/features/controls/ControlsPage.tsx'), 'ControlsPage'],
  ['/controls/library', () => import('#web/features/controls/LibraryPage.tsx'), 'LibraryPage'],
  ['/controls/$id', () => import('#web/features/controls/ControlPage.tsx'), 'ControlPage'],
  ['/checks', () => import('#web/features/checks/ChecksPage.tsx'), 'ChecksPage'],
  ['/scope', () => import('#web/features/scope/ScopePage.tsx'), 'ScopePage'],
  ['/scope/auditor', () => import('#web/features/audit/AuditorPage.tsx'), 'AuditorPage'],
  ['/sources', () => import('#web/features/sources/SourcesPage.tsx'), 'SourcesPage'],
  ['/sources/add', () => import('#web/features/sources/AddSourcePage.tsx'), 'AddSourcePage'],
  ['/sources/$id', () => import('#web/features/sources/SourcePage.tsx'), 'SourcePage'],
  ['/evidence', () => import('#web/features/evidence/EvidencePage.tsx'), 'EvidencePage'],
  ['/evidence/$population', () => import('#web/features/evidence/PopulationPage.tsx'), 'PopulationPage'],
  ['/evidence/$population/$key', () => import('#web/features/evidence/RecordPage.tsx'), 'RecordPage'],
  ['/artifacts/$id', () => import('#web/features/evidence/ArtifactPage.tsx'), 'ArtifactPage'],
  ['/work', () => import('#web/features/work/WorkPage.tsx'), 'WorkPage'],
  ['/notifications', () => import('#web/features/notifications/NotificationsPage.tsx'), 'NotificationsPage'],
  ['/people', () => import('#web/features/people/PeoplePage.tsx'), 'PeoplePage'],
  ['/assessment', () => import('#web/features/assessment/AssessmentPage.tsx'), 'AssessmentPage'],
  ['/policies', () => import('#web/features/policies/PoliciesPage.tsx'), 'PoliciesPage'],
  ['/policies/$id', () => import('#web/features/policies/PolicyPage.tsx'), 'PolicyPage'],
  ['/trust/readers', () => import('#web/features/grants/ReadersPage.tsx'), 'ReadersPage'],
  ['/trust/audience', () => import('#web/features/audience/AudiencePage.tsx'), 'AudiencePage'],
  ['/trust/reports/$document', () => import('#web/features/reports/ReportPage.tsx'), 'ReportPage'],
  ['/trust', () => import('#web/features/trust/TrustPage.tsx'), 'TrustPage'],
  ['/ledger', () => import('#web/features/ledger/LedgerPage.tsx'), 'LedgerPage'],
  ['/ledger/packages', () => import('#web/features/ledger/PackagesPage.tsx'), 'PackagesPage'],
  ['/ledger/$position', () => import('#web/features/ledger/EntryPage.tsx'), 'EntryPage'],
  ['/settings', () => import('#web/features/settings/SettingsPage.tsx'), 'SettingsPage'],
  ['/checks/$id', () => import('#web/features/checks/CheckPage.tsx'), 'CheckPage'],
];

/** The rooms of the console in a frame: the whole window has one, and so has what is open beside a page. */
export function roomsIn(root: Root, frame: RouteComponent) {
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: frame,
    validateSearch: everywhere,
    search: { middlewares: [retainSearchParams(['organization', 'engagement', 'asOf'])] },
  });
  const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: Nowhere });
  return shell.addChildren([...ROOMS.map((room) => step(shell, room)), nowhere]);
}

/** The steps before one is in the console. */
export const doorsIn = (root: Root) => DOORS.map((door) => step(root, door));
