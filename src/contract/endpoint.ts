import type { z } from 'zod';
import type { ErrorCode } from '#/core/errors.ts';

/** Who asks, and for which organization. Neither is ever taken from input. */
export interface Caller {
  readonly org: string;
  /** As it is sealed with what they do. */
  readonly person: string;
  /** Left out on the terminal: whoever has the data folder has everything. */
  readonly standing?: Standing;
}

/** What somebody is in an organization. */
export interface Standing {
  readonly role: string;
  readonly may: readonly Permission[];
  /** Null: an API key. */
  readonly account: string | null;
  /** This session began with more than a password. */
  readonly strong: boolean;
  /** The examinations that an auditor is let in to; null: the whole organization. */
  readonly engagements: readonly string[] | null;
}

/** Who asks for something that belongs to no organization. */
export interface Visitor {
  readonly headers: Headers;
  /** Where the request came from. */
  readonly address: string;
  readonly account: VisitingAccount | null;
}

export interface VisitingAccount {
  readonly user: string;
  readonly email: string;
  readonly name: string;
  readonly session: string;
  /** When they last showed that it is them; milliseconds since 1970. */
  readonly confirmed: number;
  /** This session began with more than a password. */
  readonly strong: boolean;
  /** They have an authenticator app set up. */
  readonly hasApp: boolean;
  /** The address was shown to be theirs. */
  readonly verified: boolean;
  /** The one organization that the session is for, whose provider vouched for them; null: all of theirs. */
  readonly only: string | null;
}

/** `<noun>:<what>`; a role is a list of these. */
export type Permission = `${string}:${'read' | 'write' | 'erase'}`;

/**
 * Who may ask: whoever has a permission in the organization; with `self`, anybody who is signed in, about their own
 * account; with `public`, anybody at all.
 */
export type Access = Permission | 'self' | 'public';

/**
 * One thing that can be asked of a slice, written once. The HTTP route, the description of the API, the client and
 * the command are made from it.
 */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: Access;
  /** Dangerous: a person who signed in a while ago is asked to confirm that it is them. */
  readonly confirm?: true;
  /** What holds for everybody who comes in: no key loosens it, whatever it may otherwise. */
  readonly byPerson?: true;
  /** It names somebody outside, who may want to be forgotten: the audit log says what was done, and not to whom. */
  readonly outsider?: true;
  /** Its input names several things under this name: the audit log has a line of each. */
  readonly each?: 'ids' | 'items';
  /** What somebody notes for themselves alone, and changes nothing of the organization: no line of its audit log. */
  readonly own?: true;
  /** It asks for a job, and is answered before that began: the audit log says that it was asked, and not that it is done. */
  readonly asks?: true;
  /** What it changes may be what a task waits for: tasks are worked out anew before it answers. */
  readonly settles?: true;
  /** Whether its answer says that there was nothing to do: the audit log, which would be longer by it, has no line of that. */
  readonly idle?: (answer: unknown) => boolean;
  /**
   * It answers with a file of this type, whose bytes are sent as they are read. What leaves by it leaves whole, so who
   * took it stands in the audit log as a change does.
   */
  readonly file?: string;
  readonly input: I;
  readonly output: O;
  /** What the caller may have to deal with, besides what any endpoint may answer. */
  readonly errors: readonly ErrorCode[];
}

/** Whether the audit log has who asked for it. */
export const isNoted = ({ method, file, own }: Endpoint): boolean =>
  (method !== 'GET' || file !== undefined) && own !== true;

export type Contract = { readonly [name: string]: Endpoint };

export const endpoint = <I extends z.ZodType, O extends z.ZodType>(spec: Endpoint<I, O>): Endpoint<I, O> => spec;

/** What a service is: a function for each endpoint of its contract. */
export type Handlers<C extends Contract, Who = Caller> = {
  readonly [K in keyof C]: (caller: Who, input: z.output<C[K]['input']>) => Promise<z.input<C[K]['output']>>;
};

/** What a caller sees of it, wherever the service is. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (input: z.input<C[K]['input']>) => Promise<z.output<C[K]['output']>>;
};
