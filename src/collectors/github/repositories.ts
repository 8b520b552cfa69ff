import type { Fact } from '#/core/populations/index.ts';
import type { Api, Refused } from './api.ts';
import { issueOf, isRefused, items, Part, refusalOf } from './part.ts';
import { guarded, type GuardingRule, type Guards } from './protection.ts';
import { Protection, Repository, Rule, Ruleset } from './shapes.ts';
import type { Settings } from './settings.ts';

/** A repository as the streams need it. */
export interface Known {
  readonly name: string;
  readonly archived: boolean;
  /** Null when it has none, as an empty one may. */
  readonly branch: string | null;
}

/** One page of repositories, and what about them could not be read. */
export interface Seen {
  readonly part: Part;
  readonly known: readonly Known[];
  /** Repositories that are there, and cannot be read at all. */
  readonly lost: readonly string[];
  /** What else could not be read. */
  readonly missing: readonly string[];
}

/** What the settings name, in pages. With `guards`, what protects each default branch is read, too. */
export async function* repositories(api: Api, settings: Settings, guards: boolean): AsyncGenerator<Seen> {
  const except = new Set(settings.except.map((name) => name.toLowerCase()));
  if (settings.repositories !== null) {
    for (const name of settings.repositories) {
      if (!except.has(name.toLowerCase())) yield await named(api, settings, { name, guards });
    }
    return;
  }
  const parameters = { org: settings.organization ?? '', type: 'all', sort: 'full_name', direction: 'asc' };
  for await (const answer of api.pages('GET /orgs/{org}/repos', parameters)) {
    if (answer.kind === 'refused') throw new RefusedList(answer);
    const part = new Part();
    const artifact = part.keep(answer.received);
    const known: Known[] = [];
    const lost: string[] = [];
    const missing: string[] = [];
    for (const [place, item] of answer.data.entries()) {
      const at = { artifact, place: `/${place}` };
      const repository = Repository.safeParse(item);
      if (!repository.success) {
        const key = nameIn(item) ?? `unnamed/${answer.received.name}/${place}`;
        part.refuse('repository', { key, note: issueOf(repository.error) }, at);
        lost.push(`${key} could not be read`);
        continue;
      }
      if (except.has(repository.data.full_name.toLowerCase())) continue;
      known.push(knownOf(repository.data));
      missing.push(...(await addFact(api, part, repository.data, { settings, guards, ...at })));
    }
    yield { part, known, lost, missing };
  }
}

/** The organization itself cannot be listed: nothing can be read. */
export class RefusedList extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refusalOf(refused));
    this.refused = refused;
  }
}

const knownOf = ({ full_name, archived, default_branch }: Repository): Known => ({
  name: full_name,
  archived: archived === true,
  branch: default_branch ?? null,
});

const nameIn = (item: unknown): string | null =>
  typeof item === 'object' && item !== null && 'full_name' in item && typeof item.full_name === 'string'
    ? item.full_name
    : null;

async function named(
  api: Api,
  settings: Settings,
  { name, guards }: { readonly name: string; readonly guards: boolean },
): Promise<Seen> {
  const part = new Part();
  const [owner = '', repo = ''] = name.split('/');
  const answer = await api.ask('GET /repos/{owner}/{repo}', { owner, repo });
  if (isRefused(answer)) {
    part.refuse('repository', { key: name, note: refusalOf(answer) }, { artifact: null, place: name });
    return { part, known: [], lost: [`${name}: ${refusalOf(answer)}`], missing: [] };
  }
  const artifact = part.keep(answer.received);
  const repository = Repository.safeParse(answer.data);
  if (!repository.success) {
    part.refuse('repository', { key: name, note: issueOf(repository.error) }, { artifact, place: '' });
    return { part, known: [], lost: [`${name} could not be read`], missing: [] };
  }
  const missing = await addFact(api, part, repository.data, { settings, guards, artifact, place: '' });
  return { part, known: [knownOf(repository.data)], lost: [], missing };
}

interface Adding {
  readonly settings: Settings;
  readonly guards: boolean;
  readonly artifact: number;
  readonly place: string;
}

/** Adds the record; gives what about its protection could not be read. */
async function addFact(
  api: Api,
  part: Part,
  repository: Repository,
  { settings, guards, artifact, place }: Adding,
): Promise<readonly string[]> {
  if (!guards) return [];
  const { full_name: name, archived, default_branch: branch } = repository;
  const asked =
    archived === true || branch === null || branch === undefined ? null : await guardsOf(api, part, { name, branch });
  const fact: Fact<'repository'> = {
    name,
    ...(repository.html_url === undefined ? {} : { url: repository.html_url }),
    ...visible(repository),
    ...(archived === undefined ? {} : { archived }),
    ...(settings.production === null ? {} : { production: isAmong(settings.production, name) }),
    ...(branch === undefined ? {} : { defaultBranch: branch }),
    ...(asked === null ? {} : guarded(asked.guards)),
  };
  part.add('repository', fact, artifact, place);
  return asked?.missing ?? [];
}

export const isAmong = (names: readonly string[], name: string): boolean =>
  names.some((each) => each.toLowerCase() === name.toLowerCase());

function visible({ visibility, private: hidden }: Repository): Pick<Fact<'repository'>, 'visibility'> {
  if (visibility !== undefined) return { visibility };
  return hidden === undefined ? {} : { visibility: hidden ? 'private' : 'public' };
}

interface Branch {
  readonly name: string;
  readonly branch: string;
}

async function guardsOf(
  api: Api,
  part: Part,
  { name, branch }: Branch,
): Promise<{ readonly guards: Guards; readonly missing: readonly string[] }> {
  const missing: string[] = [];
  const [owner = '', repo = ''] = name.split('/');
  const protection = await protectionOf(api, part, { owner, repo, branch });
  if (typeof protection === 'string') missing.push(`branch protection of ${name}: ${protection}`);
  const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}';
  const rules = await items(api, part, { route, parameters: { owner, repo, branch }, shape: Rule });
  if (rules.kind === 'refused') missing.push(`rules of ${name}: ${refusalOf(rules)}`);
  if (rules.kind === 'unreadable') missing.push(`rules of ${name}: ${rules.because}`);
  return {
    guards: {
      protection: typeof protection === 'string' ? undefined : protection,
      rules: rules.kind === 'items' ? await withBypass(api, part, { owner, repo, rules: rules.items }) : undefined,
    },
    missing,
  };
}

/** What GitHub says where a branch has no protection; it says "Not Found" to those who may not know. */
const NONE = 'Branch not protected';

/** Null when there is none; a sentence when it cannot be told. */
async function protectionOf(
  api: Api,
  part: Part,
  parameters: { readonly owner: string; readonly repo: string; readonly branch: string },
): Promise<Protection | null | string> {
  const answer = await api.ask('GET /repos/{owner}/{repo}/branches/{branch}/protection', parameters);
  if (isRefused(answer)) return answer.status === 404 && answer.message.startsWith(NONE) ? null : refusalOf(answer);
  part.keep(answer.received);
  const protection = Protection.safeParse(answer.data);
  return protection.success ? protection.data : issueOf(protection.error);
}

interface Ruled {
  readonly owner: string;
  readonly repo: string;
  readonly rules: readonly Rule[];
}

/** Who may pass a rule by is told with its ruleset, and only to those who may edit that. */
async function withBypass(api: Api, part: Part, { owner, repo, rules }: Ruled): Promise<readonly GuardingRule[]> {
  const bypasses = new Map<number, boolean | undefined>();
  const all: GuardingRule[] = [];
  for (const rule of rules) {
    const id = rule.type === 'pull_request' ? rule.ruleset_id : undefined;
    if (id !== undefined && !bypasses.has(id)) bypasses.set(id, await bypassOf(api, part, { owner, repo, id }));
    all.push({ ...rule, bypass: id === undefined ? undefined : bypasses.get(id) });
  }
  return all;
}

async function bypassOf(
  api: Api,
  part: Part,
  { owner, repo, id }: { readonly owner: string; readonly repo: string; readonly id: number },
): Promise<boolean | undefined> {
  const parameters = { owner, repo, ruleset_id: id };
  const answer = await api.ask('GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', parameters);
  if (isRefused(answer)) return undefined;
  part.keep(answer.received);
  const ruleset = Ruleset.safeParse(answer.data);
  const actors = ruleset.success ? ruleset.data.bypass_actors : undefined;
  return actors === undefined ? undefined : actors.length > 0;
}
