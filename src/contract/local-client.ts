import type { Caller, Client, Contract, Handlers } from './endpoint.ts';
import { parsedInput } from './input.ts';

/** Calls a service in this process, with the checks that stand at the edge of a remote one. */
export function localClient<C extends Contract>(contract: C, handlers: Handlers<C>, caller: Caller): Client<C> {
  const calls = Object.entries(contract).map(([name, { input, output }]) => {
    const handler = handlers[name] as Handlers<Contract>[string];
    const call = async (given: unknown): Promise<unknown> =>
      output.parse(await handler(caller, parsedInput(input, given)));
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as Client<C>;
}
