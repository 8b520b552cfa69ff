import { z } from 'zod';
import type { Change } from './patch.ts';
import { refuse } from './refused.ts';
import { Text } from './text.ts';

/** Somebody, as a directory has them. */
export interface Given {
  readonly userName: string;
  readonly externalId: string | null;
  /** In small letters. */
  readonly email: string;
  readonly given: string | null;
  readonly family: string | null;
  readonly formatted: string | null;
  readonly active: boolean;
}

const Said = Text.nullish().transform((text) => (text === undefined || text === '' ? null : text));
/** Some write it as a text. */
const Active = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);
const Address = z.email().toLowerCase().max(254);
const Emails = z
  .array(
    z.object({ value: z.string().trim().max(254), type: z.string().max(50).optional(), primary: Active.optional() }),
  )
  .max(20);

/** What is not named here, a directory may say as well; nothing is made of it. */
const Person = z.object({
  userName: Text.min(1),
  externalId: Said,
  name: z.object({ givenName: Said, familyName: Said, formatted: Said }).nullish(),
  displayName: Said,
  emails: Emails.nullish(),
  active: Active.default(true),
});

/** Throws `directory_refused`. */
export function personIn(body: unknown): Given {
  const { data, error } = Person.safeParse(body);
  if (data === undefined) return refuse('invalidValue', placeOf(error));
  const { userName, externalId, name, displayName, emails, active } = data;
  return {
    userName,
    externalId,
    email: addressOf(emails ?? [], userName),
    given: name?.givenName ?? null,
    family: name?.familyName ?? null,
    formatted: name?.formatted ?? displayName,
    active,
  };
}

const placeOf = ({ issues: [issue] }: z.ZodError): string =>
  `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'it is not what was expected'}`;

/** The address at work: the one that is said to be the first, or else the name itself, where that is one. */
function addressOf(emails: z.output<typeof Emails>, userName: string): string {
  const named =
    emails.find(({ primary }) => primary === true) ?? emails.find(({ type }) => type === 'work') ?? emails[0];
  const { data } = Address.safeParse(named?.value ?? userName);
  return data ?? refuse('invalidValue', 'it has no e-mail address, nor is its name one');
}

const value = <T>(schema: z.ZodType<T>, { path, value: given, op }: Change, none: T | undefined): T => {
  if (op === 'remove') return none ?? refuse('invalidValue', `${path} is not taken away`);
  return schema.safeParse(given).data ?? refuse('invalidValue', `${path} is not what was expected`);
};

/** As it is after a change. */
export function changed(person: Given, change: Change): Given {
  const text = (): { readonly is: string | null } => ({ is: textOf(change) });
  switch (change.path) {
    case 'username':
      return { ...person, userName: value(Text.min(1), change, undefined) };
    case 'active':
      return { ...person, active: value(Active, change, undefined) };
    case 'externalid':
      return { ...person, externalId: text().is };
    case 'name.givenname':
      return { ...person, given: text().is };
    case 'name.familyname':
      return { ...person, family: text().is };
    case 'displayname':
    case 'name.formatted':
      return { ...person, formatted: text().is };
    case 'name':
      return named(person, change);
    case 'emails':
      return { ...person, email: addressOf(value(Emails, change, undefined), person.userName) };
    case 'emails[type].value':
      return change.chosen === 'work' ? { ...person, email: value(Address, change, undefined) } : person;
    default:
      return person; // a title, a department: nothing is made of them here
  }
}

const textOf = ({ op, path, value: given }: Change): string | null =>
  op === 'remove'
    ? null
    : (Said.safeParse(given).data ??
      (given === '' || given === null ? null : refuse('invalidValue', `${path} is no text`)));

function named(person: Given, change: Change): Given {
  const name = value(z.object({ givenName: Said, familyName: Said, formatted: Said }), change, {
    givenName: null,
    familyName: null,
    formatted: null,
  });
  return {
    ...person,
    given: name.givenName ?? person.given,
    family: name.familyName ?? person.family,
    formatted: name.formatted ?? person.formatted,
  };
}

/** How they are called, from what there is. */
export const nameOf = ({ formatted, given, family, userName }: Given): string =>
  formatted ?? ([given, family].filter((part) => part !== null).join(' ') || userName);
