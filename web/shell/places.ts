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

const doing = (to: string, what: string) => ({ to, search: { do: what } });

/** What people come to do, and where it is done; those with `do` open the form at once. */
const ACTIONS: readonly Place[] = [
  {
    label: 'Invite a person',
    ...doing('/people', 'invite'),
    needs: 'identity:write',
    also: 'member user auditor role',
  },
  { label: 'Add a task', ...doing('/work', 'add'), needs: 'work:write', also: 'to do' },
  { label: 'Work out the tasks anew', to: '/work', needs: 'work:write', also: 'refresh update' },
  {
    label: 'Attach a file',
    ...doing('/evidence', 'attach'),
    needs: 'evidence:write',
    also: 'upload evidence screenshot',
  },
  { label: 'Bring in a file of records', to: '/sources/add', needs: 'sources:write', also: 'import upload CSV table' },
  { label: 'Run the checks', to: '/checks', needs: 'checks:write', also: 'judge again' },
  { label: 'Change the boundary', ...doing('/scope', 'boundary'), needs: 'engagements:write', also: 'system write' },
  { label: 'Adopt controls', to: '/controls/library', needs: 'controls:write', also: 'add' },
  { label: 'Add a control of your own', ...doing('/controls', 'own'), needs: 'controls:write', also: 'new' },
  { label: 'Give controls an owner', ...part('/controls', 'owner', 'nobody'), needs: 'controls:write', also: 'assign' },
  { label: 'Approve a policy', to: '/policies', needs: 'policies:write', also: 'write edit' },
  { label: 'Write a package', to: '/ledger/packages', needs: 'packages:write', also: 'export download' },
  { label: 'Publish the trust center', to: '/trust', needs: 'trust:write', also: 'page' },
  {
    label: 'Make an API key',
    to: '/settings',
    search: { part: 'keys', do: 'key' },
    needs: 'identity:write',
    also: 'token program',
  },
  { label: 'Add a webhook', to: '/settings', search: { part: 'webhooks', do: 'webhook' }, needs: 'webhooks:write' },
];

/** Rooms, the pages within them, and what is done there, for whoever may enter. */
export const placesFor = (may: ReadonlySet<string>) => [
  ...roomsFor(may).map(({ label, to }) => ({ kind: 'room', label, to })),
  ...PLACES.filter(({ needs }) => may.has(needs)).map(({ needs: _, ...place }) => ({ kind: 'page', ...place })),
  ...ACTIONS.filter(({ needs }) => may.has(needs)).map(({ needs: _, ...place }) => ({ kind: 'action', ...place })),
];
