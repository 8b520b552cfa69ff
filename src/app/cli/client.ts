import type { Client, Contract, Handlers } from '#/contract/endpoint.ts';
import { localClient } from '#/contract/local-client.ts';
import { remoteClient } from '#/contract/remote-client.ts';
import { DomainError } from '#/core/errors.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Context } from './command.ts';
import { noting } from '#/app/noting.ts';
import { settling } from '#/app/settling.ts';

/** A service in this process, or the same one on the server that was named. */
export const clientOf = <C extends Contract>(
  context: Context,
  contract: C,
  service: (attestry: Attestry) => Handlers<C>,
): Client<C> =>
  context.remote === null
    ? localClient(contract, besides(context.attestry, contract, service(context.attestry)), context.caller)
    : remoteClient(contract, context.remote);

/** Handlers of this process, with what the server does beside them. */
const besides = <C extends Contract>(attestry: Attestry, contract: C, handlers: Handlers<C>): Handlers<C> =>
  settling(attestry, contract, noting(attestry, contract, handlers));

/** Null where the key of whoever asks does not reach so far. */
export const allowed = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'forbidden') return null;
    throw error;
  });
