import type { Contract, Handlers } from '#/contract/endpoint.ts';
import type { Attestry } from './wire.ts';

type Call = Handlers<Contract>[string];

/**
 * Handlers after which tasks are worked out anew where what they change may be what a task waits for, before they answer:
 * whoever did what a task asked for sees it done.
 */
export function settling<C extends Contract>(attestry: Attestry, contract: C, handlers: Handlers<C>): Handlers<C> {
  const calls = Object.entries(contract).map(([call, { settles }]) => {
    const handler = handlers[call] as Call;
    if (settles !== true) return [call, handler] as const;
    const changing: Call = async (caller, input) => {
      const answer = await handler(caller, input);
      const { refreshTasks } = await import('#/features/work/index.ts'); // read by what changes something alone
      // it is done, and sealed, whatever becomes of this: the clock looks at what the log has beyond the last look
      await refreshTasks(attestry, caller.org).catch(() => undefined);
      return answer;
    };
    return [call, changing] as const;
  });
  return Object.fromEntries(calls) as Handlers<C>;
}
