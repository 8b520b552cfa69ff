import { IconChecklist, IconHome, IconShieldCheck } from '@tabler/icons-react';

/** The rail, by the life of a programme. Only rooms that are furnished stand here, and only for whoever may enter. */
export const ROOMS = [
  { to: '/', label: 'Home', icon: IconHome, needs: 'readiness:read' },
  { to: '/controls', label: 'Controls', icon: IconShieldCheck, needs: 'controls:read' },
  { to: '/checks', label: 'Checks', icon: IconChecklist, needs: 'checks:read' },
] as const;

export const roomsFor = (may: ReadonlySet<string>): readonly (typeof ROOMS)[number][] =>
  ROOMS.filter(({ needs }) => may.has(needs));
