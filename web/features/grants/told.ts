import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';

/** What becomes of a message to somebody outside: it is mailed, or it waits in the outbox for somebody to hand it over; nothing before that is known. */
export function useTold(): { readonly mails: boolean; readonly told: (who: string) => string } {
  const mails = useQuery(ask('account', 'state', {})).data?.mails;
  const told = (who: string): string => {
    if (mails === undefined) return '';
    if (mails) return `${who} is told by mail.`;
    return `No mail leaves this server: the message to ${who} waits in the outbox (Settings, Mail), and reaches them only when an owner or admin hands it over.`;
  };
  return { mails: mails ?? true, told };
}
