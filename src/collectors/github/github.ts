import { allWell, defineCollector, type Input } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { githubApi } from './api.ts';
import { isRefused, refusalOf } from './part.ts';
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
  for (const { route, parameters, what } of questionsFor(organization, repositories?.[0] ?? null)) {
    const answer = await api.ask(route, parameters);
    if (isRefused(answer) && sentences.length === 0)
      throw new DomainError('source_refused', { source: 'GitHub', what, because: refusalOf(answer) });
    sentences.push(isRefused(answer) ? `Not readable: ${what}. ${refusalOf(answer)}.` : `Readable: ${what}.`);
  }
  return sentences;
}

interface Question {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly what: string;
}

/** The first must be answered for anything to be read. */
function questionsFor(organization: string | null, repository: string | null): readonly Question[] {
  const first = { per_page: 1 };
  const org = organization ?? '';
  const [owner = '', repo = ''] = (repository ?? '').split('/');
  const ofRepository = [
    { route: 'GET /repos/{owner}/{repo}', parameters: { owner, repo }, what: `the repository ${repository}` },
    { route: 'GET /repos/{owner}/{repo}/pulls', parameters: { owner, repo, ...first }, what: `its pull requests` },
  ];
  const ofOrganization = [
    { route: 'GET /orgs/{org}/repos', parameters: { org, ...first }, what: `the repositories of ${org}` },
    { route: 'GET /orgs/{org}/members', parameters: { org, ...first }, what: `the members of ${org}` },
    {
      route: 'GET /orgs/{org}/members',
      parameters: { org, filter: '2fa_disabled', ...first },
      what: `who has no second factor in ${org}`,
    },
  ];
  return [...(repository === null ? [] : ofRepository), ...(organization === null ? [] : ofOrganization)];
}
