import {
  IconBook2,
  IconChecklist,
  IconDatabase,
  IconFileText,
  IconHome,
  IconListCheck,
  IconPlugConnected,
  IconSettings,
  IconShieldCheck,
  IconTarget,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';

/** The rail, by the life of a programme. Only rooms that are furnished stand here, and only for whoever may enter. */
export const ROOMS = [
  { to: '/', label: 'Home', icon: IconHome, needs: 'readiness:read' },
  { to: '/scope', label: 'Scope', icon: IconTarget, needs: 'engagements:read' },
  { to: '/controls', label: 'Controls', icon: IconShieldCheck, needs: 'controls:read' },
  { to: '/sources', label: 'Sources', icon: IconPlugConnected, needs: 'sources:read' },
  { to: '/evidence', label: 'Evidence', icon: IconDatabase, needs: 'populations:read' },
  { to: '/checks', label: 'Checks', icon: IconChecklist, needs: 'checks:read' },
  { to: '/work', label: 'Work', icon: IconListCheck, needs: 'work:read' },
  { to: '/people', label: 'People', icon: IconUsers, needs: 'people:read' },
  { to: '/policies', label: 'Policies', icon: IconFileText, needs: 'policies:read' },
  { to: '/trust', label: 'Trust', icon: IconWorld, needs: 'trust:read' },
  { to: '/ledger', label: 'Ledger', icon: IconBook2, needs: 'ledger:read' },
  { to: '/settings', label: 'Settings', icon: IconSettings, needs: 'organization:read' },
] as const;

export const roomsFor = (may: ReadonlySet<string>): readonly (typeof ROOMS)[number][] =>
  ROOMS.filter(({ needs }) => may.has(needs));
