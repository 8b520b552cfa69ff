import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import type { Caller, Client, Contract, Handlers } from './endpoint.ts';

/** Calls a service in this process, with the checks that stand at the edge of a remote one. */
export function localClient<C extends Contract>(contract: C, handlers: Handlers<C>, caller: Caller): Client<C> {
  const calls = Object.entries(contract).map(([name, { input, output }]) => {
    const handler = handlers[name] as Handlers<Contract>[string];
    const call = async (given: unknown): Promise<unknown> => output.parse(await handler(caller, parsed(input, given)));
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as Client<C>;
}

/** Input that is not of its form is the caller's mistake, and says where. */
function parsed(schema: z.ZodType, given: unknown): unknown {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  throw new DomainError('input_invalid', {
    where: issue?.path.join('.') ?? '',
    because: issue?.message ?? z.prettifyError(error),
  });
}
