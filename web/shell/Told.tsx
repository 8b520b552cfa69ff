import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { keepFocus } from './kept-focus.ts';

/**
 * What comes of what somebody did: it is told in passing, in a corner, and the keyboard goes on where it was. What is
 * told before this is here waits for it.
 */
export function Told() {
  useEffect(keepFocus, []);
  return <Notifications position="bottom-right" />;
}
