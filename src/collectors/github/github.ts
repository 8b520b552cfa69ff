import { allWell, defineCollector, type Input } from '#/collectors/collector.ts';
import { githubApi } from './api.ts';
import { isRefused, refusalOf, unread } from './part.ts';
import { Reading } from './pass.ts';
import { Settings } from './settings.ts';

/**
 * What GitHub records of repositories, changes, members and Dependabot alerts. docs/guides/sources/github.md says how
 * each field is derived.
 */
export const github = defineCollector<Settings>({
  id: 'github',
  title: 'GitHub',
  version: 2,
  doc: 'Repositories with what protects them, merged pull requests with reviews and checks, direct pushes, members, Dependabot alerts.',
  populations: ['repository', 'change', 'account', 'vulnerability'],
  privileges: [
    { what: 'Metadata, read', why: 'to list the repositories and what they are' },
    { what: 'Pull requests, read', why: 'to read what was merged, and who reviewed it' },
    { what: 'Contents, read', why: 'to read who committed what to the default branch; files are not read' },
    { what: 'Checks and commit statuses, read', why: 'to read how automated checks ended' },
    { what: 'Administration, read', why: 'to read branch protection; without it that is unknown' },
    { what: 'Dependabot alerts, read', why: 'to read vulnerabilities; without it there is no coverage of them' },
    {
      what: 'Members of the organization, read, by an owner',
      why: 'to read who has no second factor; to others GitHub does not tell, and it stays unknown',
    },
  ],
  settings: Settings,
  identity: ['baseUrl', 'organization', 'repositories', 'except', 'reads', 'since'],
  secrets: [
    {
      name: 'token',
      doc: 'a fine-grained personal access token, or the token of an app’s installation',
      required: true,
    },
  ],
  grade: 'source',
  test: async (input) => allWell(await seen(input)),
  async *collect({ settings, secrets, tools }, cursor) {
    const api = githubApi(settings.baseUrl, secrets['token'] ?? '', tools);
    yield* new Reading(api, settings, tools, cursor).pages();
  },
});

/** What the token can see, without reading any of it: whose it is, and what it is not allowed to. */
async function seen({ settings, secrets, tools }: Input<Settings>): Promise<readonly string[]> {
  const api = githubApi(settings.baseUrl, secrets['token'] ?? '', tools);
  const { organization, repositories } = settings;
  const sentences: string[] = [];
  for (const { route, parameters, ...of } of questionsFor(organization, repositories?.[0] ?? null)) {
    const answer = await api.ask(route, parameters);
    if (isRefused(answer) && sentences.length === 0) throw unread(answer, of);
    sentences.push(isRefused(answer) ? `Not readable: ${of.what}. ${refusalOf(answer)}.` : `Readable: ${of.what}.`);
  }
  return sentences;
}

interface Question {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly what: string;
  /** The setting that names it. */
  readonly setting: string;
}

/** The first must be answered for anything to be read. */
function questionsFor(organization: string | null, repository: string | null): readonly Question[] {
  const first = { per_page: 1 };
  const [ofOne, ofAll] = [{ setting: 'repositories' }, { setting: 'organization' }];
  const org = organization ?? '';
  const [owner = '', repo = ''] = (repository ?? '').split('/');
  const ofRepository = [
    { route: 'GET /repos/{owner}/{repo}', parameters: { owner, repo }, what: `the repository ${repository}`, ...ofOne },
    {
      route: 'GET /repos/{owner}/{repo}/pulls',
      parameters: { owner, repo, ...first },
      what: `its pull requests`,
      ...ofOne,
    },
  ];
  const ofOrganization = [
    { route: 'GET /orgs/{org}/repos', parameters: { org, ...first }, what: `the repositories of ${org}`, ...ofAll },
    { route: 'GET /orgs/{org}/members', parameters: { org, ...first }, what: `the members of ${org}`, ...ofAll },
    {
      route: 'GET /orgs/{org}/members',
      parameters: { org, filter: '2fa_disabled', ...first },
      what: `who has no second factor in ${org}`,
      ...ofAll,
    },
  ];
  return [...(repository === null ? [] : ofRepository), ...(organization === null ? [] : ofOrganization)];
}
