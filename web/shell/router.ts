import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { NotFound, Nowhere, Unforeseen } from './Lost.tsx';
import { Shell } from './Shell.tsx';

/** What every address may carry: the examination and the day as of which the programme is looked at. */
interface Everywhere {
  readonly engagement?: string | undefined;
  readonly asOf?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Unforeseen });

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  validateSearch: ({ engagement, asOf, ...rest }: Record<string, unknown>): Everywhere & Record<string, unknown> => ({
    ...rest,
    ...(text(engagement) === undefined ? {} : { engagement: text(engagement) }),
    ...(text(asOf) === undefined ? {} : { asOf: text(asOf) }),
  }),
  search: { middlewares: [retainSearchParams(['engagement', 'asOf'])] },
});

type Load = () => Promise<unknown>;

const room = (path: string, load: Load, name: string) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load as never, name as never) });

const step = (path: string, load: Load, name: string) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as never, name as never) });

const doors = [
  step('/setup', () => import('#web/features/account/SetupPage.tsx'), 'SetupPage'),
  step('/sign-in', () => import('#web/features/account/SignInPage.tsx'), 'SignInPage'),
  step('/begin', () => import('#web/features/account/BeginPage.tsx'), 'BeginPage'),
  step('/company', () => import('#web/features/account/CompanyPage.tsx'), 'CompanyPage'),
  step('/join', () => import('#web/features/account/JoinPage.tsx'), 'JoinPage'),
  step('/forgotten', () => import('#web/features/account/ForgottenPage.tsx'), 'ForgottenPage'),
  step('/new-password', () => import('#web/features/account/ForgottenPage.tsx'), 'NewPasswordPage'),
];

const rooms = [
  room('/', () => import('#web/features/home/HomePage.tsx'), 'HomePage'),
  room('/controls', () => import('#web/features/controls/ControlsPage.tsx'), 'ControlsPage'),
  room('/controls/library', () => import('#web/features/controls/LibraryPage.tsx'), 'LibraryPage'),
  room('/controls/$id', () => import('#web/features/controls/ControlPage.tsx'), 'ControlPage'),
  room('/checks', () => import('#web/features/checks/ChecksPage.tsx'), 'ChecksPage'),
  room('/scope', () => import('#web/features/scope/ScopePage.tsx'), 'ScopePage'),
  room('/scope/auditor', () => import('#web/features/audit/AuditorPage.tsx'), 'AuditorPage'),
  room('/sources', () => import('#web/features/sources/SourcesPage.tsx'), 'SourcesPage'),
  room('/sources/add', () => import('#web/features/sources/AddSourcePage.tsx'), 'AddSourcePage'),
  room('/sources/$id', () => import('#web/features/sources/SourcePage.tsx'), 'SourcePage'),
  room('/evidence', () => import('#web/features/evidence/EvidencePage.tsx'), 'EvidencePage'),
  room('/evidence/$population', () => import('#web/features/evidence/PopulationPage.tsx'), 'PopulationPage'),
  room('/evidence/$population/$key', () => import('#web/features/evidence/RecordPage.tsx'), 'RecordPage'),
  room('/artifacts/$id', () => import('#web/features/evidence/ArtifactPage.tsx'), 'ArtifactPage'),
  room('/work', () => import('#web/features/work/WorkPage.tsx'), 'WorkPage'),
  room('/notifications', () => import('#web/features/notifications/NotificationsPage.tsx'), 'NotificationsPage'),
  room('/people', () => import('#web/features/people/PeoplePage.tsx'), 'PeoplePage'),
  room('/assessment', () => import('#web/features/assessment/AssessmentPage.tsx'), 'AssessmentPage'),
  room('/policies', () => import('#web/features/policies/PoliciesPage.tsx'), 'PoliciesPage'),
  room('/policies/$id', () => import('#web/features/policies/PolicyPage.tsx'), 'PolicyPage'),
  room('/trust/readers', () => import('#web/features/grants/ReadersPage.tsx'), 'ReadersPage'),
  room('/trust/audience', () => import('#web/features/audience/AudiencePage.tsx'), 'AudiencePage'),
  room('/trust/reports/$document', () => import('#web/features/reports/ReportPage.tsx'), 'ReportPage'),
  room('/trust', () => import('#web/features/trust/TrustPage.tsx'), 'TrustPage'),
  room('/ledger', () => import('#web/features/ledger/LedgerPage.tsx'), 'LedgerPage'),
  room('/ledger/$position', () => import('#web/features/ledger/EntryPage.tsx'), 'EntryPage'),
  room('/settings', () => import('#web/features/settings/SettingsPage.tsx'), 'SettingsPage'),
  createRoute({ getParentRoute: () => shell, path: '$', component: Nowhere }),
  room('/checks/$id', () => import('#web/features/checks/CheckPage.tsx'), 'CheckPage'),
];

export const router = createRouter({
  routeTree: root.addChildren([...doors, shell.addChildren(rooms)]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Unforeseen,
});
