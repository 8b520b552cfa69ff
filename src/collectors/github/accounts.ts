import type { Fact } from '#/core/populations/index.ts';
import { githubHandle } from '#/collectors/identity.ts';
import type { Api } from './api.ts';
import { issueOf, items, Part, refusalOf } from './part.ts';
import { Member } from './shapes.ts';

/** A page of accounts, or a list that could not be read. */
export type AccountsStep =
  | { readonly kind: 'page'; readonly part: Part }
  | { readonly kind: 'missing'; readonly what: string; readonly because: string };

const SYSTEM = 'github';
const MEMBERS = 'GET /orgs/{org}/members';
const OUTSIDE = 'GET /orgs/{org}/outside_collaborators';
const MOST_PAGES = 1_000;

/** Who is a member of the organization, and who from outside may work in one of its repositories. */
export async function* accounts(api: Api, org: string, warn: (sentence: string) => void): AsyncGenerator<AccountsStep> {
  const first = new Part();
  const owners = await logins(api, first, { route: MEMBERS, org, only: { role: 'admin' } });
  if (typeof owners === 'string') warn(`which members own ${org}: ${owners}`);
  yield { kind: 'page', part: first };
  for (const route of [MEMBERS, OUTSIDE]) {
    const part = new Part();
    const without = await logins(api, part, { route, org, only: { filter: '2fa_disabled' } });
    if (typeof without === 'string') warn(`who has no second factor in ${org}: ${without}`);
    yield { kind: 'page', part };
    const known: Of = {
      owners: route === OUTSIDE ? new Set() : owners,
      without,
    };
    yield* listed(api, { route, org, known });
  }
}

interface Of {
  /** Lower-case logins, or why they are not known. */
  readonly owners: ReadonlySet<string> | string;
  readonly without: ReadonlySet<string> | string;
}

async function* listed(
  api: Api,
  { route, org, known }: { readonly route: string; readonly org: string; readonly known: Of },
): AsyncGenerator<AccountsStep> {
  for await (const answer of api.pages(route, { org })) {
    if (answer.kind === 'refused') {
      const what = route === MEMBERS ? `the members of ${org}` : `the outside collaborators of ${org}`;
      yield { kind: 'missing', what, because: refusalOf(answer) };
      return;
    }
    const part = new Part();
    const artifact = part.keep(answer.received);
    for (const [place, item] of answer.data.entries()) {
      const at = { artifact, place: `/${place}` };
      const member = Member.safeParse(item);
      if (member.success) part.add('account', accountOf(member.data, known), at.artifact, at.place);
      else part.refuse('account', { key: `${SYSTEM}/unnamed${at.place}`, note: issueOf(member.error) }, at);
    }
    yield { kind: 'page', part };
  }
}

function accountOf({ login, type }: Member, { owners, without }: Of): Fact<'account'> {
  const name = login.toLowerCase();
  const machine = type === 'Bot';
  return {
    system: SYSTEM,
    login,
    owner: githubHandle(login, machine),
    ...(machine ? { kind: 'service' } : {}),
    status: 'active',
    disabledAt: null,
    ...(typeof without === 'string' ? {} : { mfa: !without.has(name) }),
    ...(typeof owners === 'string' ? {} : { privileged: owners.has(name) }),
  };
}

interface Asked {
  readonly route: string;
  readonly org: string;
  readonly only: Readonly<Record<string, string>>;
}

/** A whole list of logins in lower case; a sentence where it is not to be had. */
async function logins(api: Api, part: Part, { route, org, only }: Asked): Promise<ReadonlySet<string> | string> {
  const listing = { route, parameters: { org, ...only }, shape: Member, mostPages: MOST_PAGES };
  const list = await items(api, part, listing);
  if (list.kind === 'items') return new Set(list.items.map(({ login }) => login.toLowerCase()));
  return list.kind === 'refused' ? refusalOf(list) : list.because;
}
