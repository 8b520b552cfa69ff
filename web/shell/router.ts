import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Shell } from './Shell.tsx';

/** What every address may carry: the examination and the day as of which the programme is looked at. */
interface Everywhere {
  readonly engagement?: string | undefined;
  readonly asOf?: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const root = createRootRoute();

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  validateSearch: ({ engagement, asOf, ...rest }: Record<string, unknown>): Everywhere & Record<string, unknown> => ({
    ...rest,
    ...(text(engagement) === undefined ? {} : { engagement: text(engagement) }),
    ...(text(asOf) === undefined ? {} : { asOf: text(asOf) }),
  }),
});

const room = <const P extends string>(path: P, load: Parameters<typeof lazyRouteComponent>[0], name: string) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load as never, name as never) });

const rooms = [
  room('/', () => import('#web/features/home/HomePage.tsx'), 'HomePage'),
  room('/controls', () => import('#web/features/controls/ControlsPage.tsx'), 'ControlsPage'),
  room('/controls/$id', () => import('#web/features/controls/ControlPage.tsx'), 'ControlPage'),
  room('/checks', () => import('#web/features/checks/ChecksPage.tsx'), 'ChecksPage'),
  room('/checks/$id', () => import('#web/features/checks/CheckPage.tsx'), 'CheckPage'),
];

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren(rooms)]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});
