import { notifications } from '@mantine/notifications';

const MOMENT = 8_000;

/** Says what came of something, where what was opened for it is closed again. Whoever does not see it hears it. */
export const tell = (message: string): void =>
  void notifications.show({
    message,
    color: 'gray',
    withBorder: true,
    autoClose: MOMENT,
    closeButtonProps: { 'aria-label': 'Close what is said' },
  });
