import type { Fact } from '#/core/populations/index.ts';
import { SEVERITIES } from '#/core/populations/vulnerability.ts';
import type { Refused } from './api.ts';
import { issueOf, Part } from './part.ts';
import { pathOf, type Place } from './read-pull.ts';
import { Alert, handleOf } from './shapes.ts';

type Vulnerability = Fact<'vulnerability'>;

/** Keys of the alerts of a repository begin so. */
export const scopeOf = (repository: string): string => `${repository}/dependabot/`;

/** All alerts of a repository, whatever became of them. */
export async function* alerts(
  at: Place,
): AsyncGenerator<{ readonly kind: 'page'; readonly part: Part; readonly count: number } | Refused> {
  const parameters = { ...pathOf(at), sort: 'created', direction: 'asc' };
  for await (const answer of at.api.pages('GET /repos/{owner}/{repo}/dependabot/alerts', parameters)) {
    if (answer.kind === 'refused') return yield answer;
    const part = new Part();
    const artifact = part.keep(answer.received);
    for (const [place, item] of answer.data.entries()) {
      const where = { artifact, place: `/${place}` };
      const alert = Alert.safeParse(item);
      if (alert.success) part.add('vulnerability', vulnerabilityOf(alert.data, at.repository), artifact, where.place);
      else
        part.refuse(
          'vulnerability',
          { key: keyIn(item, at.repository, where.place), note: issueOf(alert.error) },
          where,
        );
    }
    yield { kind: 'page', part, count: answer.data.length };
  }
}

function keyIn(item: unknown, repository: string, place: string): string {
  const number = typeof item === 'object' && item !== null && 'number' in item ? item.number : null;
  return `${scopeOf(repository)}${typeof number === 'number' ? number : `unnamed${place}`}`;
}

function vulnerabilityOf(alert: Alert, repository: string): Vulnerability {
  const { security_advisory: advisory, security_vulnerability: weakness } = alert;
  const stated = weakness?.severity ?? advisory?.severity;
  const severity = SEVERITIES.find((each) => each === stated);
  const patch = weakness?.first_patched_version;
  return {
    id: `${scopeOf(repository)}${alert.number}`,
    ...(advisory === undefined ? {} : { identifier: advisory.cve_id ?? advisory.ghsa_id }),
    ...(advisory?.summary === undefined || advisory.summary === '' ? {} : { title: advisory.summary }),
    asset: repository,
    ...component(alert),
    ...(severity === undefined ? {} : { severity }),
    ...(stated === undefined || stated === '' ? {} : { statedSeverity: stated }),
    detectedAt: alert.created_at,
    ...ending(alert),
    ...(patch === undefined ? {} : { fix: patch?.identifier ?? null }),
  };
}

function component({ dependency }: Alert): Pick<Vulnerability, 'component'> {
  const { package: named, manifest_path: manifest } = dependency ?? {};
  if (named === undefined) return manifest === undefined || manifest === '' ? {} : { component: manifest };
  const where = manifest === undefined ? '' : ` in ${manifest}`;
  return { component: `${named.ecosystem}/${named.name}${where}` };
}

/** The reason by which a person says that the risk is borne. */
const ACCEPTED = 'tolerable_risk';
/** Rules that dismiss without a person. */
const RULES = 'bot:github/dependabot';

function ending(alert: Alert): Pick<Vulnerability, 'status' | 'fixedAt' | 'acceptedBy' | 'acceptedAt'> {
  const by = handleOf(alert.dismissed_by);
  switch (alert.state) {
    case 'open':
      return { status: 'open', fixedAt: null, acceptedAt: null };
    case 'fixed':
      return { status: 'fixed', ...(alert.fixed_at ? { fixedAt: alert.fixed_at } : {}), acceptedAt: null };
    case 'dismissed':
      return {
        status: alert.dismissed_reason === ACCEPTED ? 'accepted' : 'dismissed',
        fixedAt: null,
        ...(by === undefined ? {} : { acceptedBy: by }),
        ...(alert.dismissed_at ? { acceptedAt: alert.dismissed_at } : {}),
      };
    case 'auto_dismissed':
      return {
        status: 'dismissed',
        fixedAt: null,
        acceptedBy: RULES,
        ...(alert.auto_dismissed_at ? { acceptedAt: alert.auto_dismissed_at } : {}),
      };
    default:
      return {};
  }
}
