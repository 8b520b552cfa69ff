import {
  IconBook2,
  IconChecklist,
  IconDatabase,
  IconHome,
  IconListCheck,
  IconPlugConnected,
  IconSettings,
  IconShieldCheck,
  IconTarget,
  IconUsers,
} from '@tabler/icons-react';

/** The rail, by the life of a programme. Only rooms that are furnished stand here. */
export const ROOMS = [
  { to: '/', label: 'Home', icon: IconHome, key: 'h' },
  { to: '/scope', label: 'Scope', icon: IconTarget, key: 's' },
  { to: '/controls', label: 'Controls', icon: IconShieldCheck, key: 'c' },
  { to: '/sources', label: 'Sources', icon: IconPlugConnected, key: 'o' },
  { to: '/evidence', label: 'Evidence', icon: IconDatabase, key: 'e' },
  { to: '/checks', label: 'Checks', icon: IconChecklist, key: 'k' },
  { to: '/work', label: 'Work', icon: IconListCheck, key: 'w' },
  { to: '/people', label: 'People', icon: IconUsers, key: 'p' },
  { to: '/ledger', label: 'Ledger', icon: IconBook2, key: 'l' },
  { to: '/settings', label: 'Settings', icon: IconSettings, key: ',' },
] as const;
