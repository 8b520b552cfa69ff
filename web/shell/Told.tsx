import { Notifications } from '@mantine/notifications';

/** What is told in passing, in a corner. What is told before this is here waits for it. */
export const Told = () => <Notifications position="bottom-right" />;
