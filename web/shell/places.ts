import { roomsFor } from './rooms.ts';

/** A page that is always there, though no record has made it. */
interface Place {
  readonly label: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, unknown>>;
  readonly needs: string;
  /** By what else it is known. */
  readonly also?: string;
}

const part = (to: string, name: string, value: string) => ({ to, search: { [name]: value } });

/** Pages within the rooms. A test holds the list against the routes and the tabs. */
export const PLACES: readonly Place[] = [
  { label: 'Where do we stand?', to: '/assessment', needs: 'engagements:read', also: 'assessment questions cost' },
  { label: 'Choose your auditor', to: '/scope/auditor', needs: 'auditors:read', also: 'audit firm quotes letter' },
  {
    label: 'Write the boundary',
    ...part('/scope', 'do', 'boundary'),
    needs: 'engagements:write',
    also: 'system boundary products infrastructure software data',
  },
  { label: 'The library of controls', to: '/controls/library', needs: 'controls:read', also: 'adopt' },
  { label: 'Controls by criterion', ...part('/controls', 'view', 'matrix'), needs: 'controls:read', also: 'matrix' },
  { label: 'Apart from the window', ...part('/controls', 'view', 'apart'), needs: 'controls:read', also: 'late' },
  { label: 'Retired controls', ...part('/controls', 'view', 'retired'), needs: 'controls:read' },
  { label: 'Add a source', to: '/sources/add', needs: 'sources:write', also: 'connect file' },
  { label: 'Notifications', to: '/notifications', needs: 'notifications:read', also: 'bell' },
  { label: 'Documents and readers', to: '/trust/readers', needs: 'grants:read', also: 'access requests agreements' },
  { label: 'Audience', to: '/trust/audience', needs: 'grants:read', also: 'subscribers searches' },
  { label: 'Packages', to: '/ledger/packages', needs: 'packages:read', also: 'archive verify' },
  { label: 'You', ...part('/settings', 'part', 'own'), needs: 'organization:read', also: 'password passkey sessions' },
  { label: 'Organization', ...part('/settings', 'part', 'organization'), needs: 'organization:read', also: 'days' },
  {
    label: 'Single sign-on',
    ...part('/settings', 'part', 'single-sign-on'),
    needs: 'identity:read',
    also: 'SAML SCIM',
  },
  { label: 'API keys', ...part('/settings', 'part', 'keys'), needs: 'identity:read' },
  { label: 'Webhooks', ...part('/settings', 'part', 'webhooks'), needs: 'identity:read' },
  { label: 'Mail', ...part('/settings', 'part', 'mail'), needs: 'identity:read', also: 'outbox' },
  { label: 'Background work', ...part('/settings', 'part', 'jobs'), needs: 'identity:read', also: 'jobs' },
  { label: 'Audit log', ...part('/settings', 'part', 'actions'), needs: 'identity:read', also: 'actions' },
];

/** Rooms, and the pages within them, for whoever may enter. */
export const placesFor = (may: ReadonlySet<string>) => [
  ...roomsFor(may).map(({ label, to }) => ({ kind: 'room', label, to })),
  ...PLACES.filter(({ needs }) => may.has(needs)).map(({ needs: _, ...place }) => ({ kind: 'page', ...place })),
];
