import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

/** The buttons that a form or a dialog ends with: where it is taller than the window they stay in sight, and it scrolls above them. */
export const Foot = ({ children }: { readonly children: ReactNode }) => (
  <Group justify="flex-end" gap="sm" className="foot">
    {children}
  </Group>
);
