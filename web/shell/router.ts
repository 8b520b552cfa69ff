import { createRouter } from '@tanstack/react-router';
import { NotFound, Unforeseen } from './Lost.tsx';
import { doorsIn, roomsIn, rootOf } from './routes.ts';
import { Shell } from './Shell.tsx';

const root = rootOf();

export const router = createRouter({
  routeTree: root.addChildren([...doorsIn(root), roomsIn(root, Shell)]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Unforeseen,
});
