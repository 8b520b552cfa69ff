import { z } from 'zod';
import type { Json } from '#/collectors/collector.ts';
import { parseInstant } from '#/core/time/instant.ts';
import { DomainError } from '#/core/errors.ts';
import { lineOf, publicName, type Reader, shaped, told, type Weakness } from './report.ts';
import { ratedByWord } from './severity.ts';

const When = z.string().refine((text) => parseInstant(text) !== null, 'no instant such as 2026-03-03T10:00:00Z');
const Alert = z.object({
  id: z.string().min(1).optional(),
  number: z.int().optional(),
  state: z.string().optional(),
  createdAt: When.optional(),
  fixedAt: When.nullish(),
  dismissedAt: When.nullish(),
  vulnerableManifestPath: z.string().optional(),
  securityVulnerability: z.object({
    severity: z.string().optional(),
    package: z.object({ name: z.string().min(1) }),
    firstPatchedVersion: z.object({ identifier: z.string() }).nullish(),
    advisory: z
      .object({
        ghsaId: z.string().optional(),
        summary: z.string().optional(),
        identifiers: z.array(z.object({ type: z.string(), value: z.string().min(1) })).optional(),
      })
      .optional(),
  }),
});
const Repository = z.object({
  name: z.string().min(1).optional(),
  nameWithOwner: z.string().min(1).optional(),
  vulnerabilityAlerts: z.object({
    totalCount: z.int().optional(),
    pageInfo: z.object({ hasNextPage: z.boolean() }).optional(),
    nodes: z.array(Alert),
  }),
});
const Repositories = z.array(Repository);
type Alert = z.output<typeof Alert>;

const FORMAT = 'GitHub vulnerability alerts (GraphQL)';
const STATUS: Readonly<Record<string, 'open' | 'fixed' | 'dismissed'>> = {
  OPEN: 'open',
  FIXED: 'fixed',
  DISMISSED: 'dismissed',
  AUTO_DISMISSED: 'dismissed',
};

/** Repositories stand alone, in an organization's list, or in the result of a search. */
export const githubAlerts: Reader = (value, { file }) => {
  const places = repositoriesIn(value);
  if (places.length === 0)
    throw new DomainError('report_unknown', { file, because: 'it is an answer without vulnerabilityAlerts' });
  const repositories = shaped(Repositories, places.map((place) => place.value) as Json, { file, format: FORMAT });
  const named = repositories.map(({ nameWithOwner, name = nameWithOwner, vulnerabilityAlerts }, at) => {
    if (name === undefined) throw new DomainError('report_asset_missing', { file });
    return { ...vulnerabilityAlerts, name: nameWithOwner ?? name, path: places[at]?.path ?? '' };
  });
  const partial = named.filter(({ pageInfo, totalCount, nodes }) =>
    pageInfo === undefined ? totalCount !== nodes.length : pageInfo.hasNextPage,
  );
  const counts = named.map(({ totalCount }) => totalCount);
  return {
    tool: 'github',
    made: null,
    weaknesses: named.flatMap(({ name, nodes, path }) =>
      nodes.map((alert, at) => weaknessOf(name, alert, `${path}/vulnerabilityAlerts/nodes/${at}`)),
    ),
    settings: null,
    covers: named.map(({ name }) => name),
    complete: partial.length === 0 ? 'assets' : 'nothing',
    sourceCount: counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : null,
    notes:
      partial.length === 0
        ? []
        : [`the answer does not show that it holds all alerts of ${partial.map(({ name }) => name).join(', ')}`],
  };
};

interface Place {
  readonly value: unknown;
  readonly path: string;
}

/** The objects of an answer that have alerts, however deep; what is in them is checked afterwards. */
function repositoriesIn(root: unknown): readonly Place[] {
  const open: Place[] = [{ value: root, path: '' }];
  const found: Place[] = [];
  for (let at = 0; at < open.length; at += 1) {
    const { value, path } = open[at] ?? { value: null, path: '' };
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, 'vulnerabilityAlerts')) found.push({ value, path });
    else
      for (const [name, member] of Object.entries(value)) {
        if (typeof member === 'object') open.push({ value: member, path: `${path}/${name}` });
      }
  }
  return found;
}

function weaknessOf(asset: string, alert: Alert, place: string): Weakness {
  const { advisory, package: affected, severity, firstPatchedVersion } = alert.securityVulnerability;
  const names = [
    ...(advisory?.identifiers ?? []).map((each) => each.value),
    ...(advisory?.ghsaId === undefined ? [] : [advisory.ghsaId]),
  ];
  const status = alert.state !== undefined && Object.hasOwn(STATUS, alert.state) ? STATUS[alert.state] : undefined;
  const fix = firstPatchedVersion === null ? null : lineOf(firstPatchedVersion?.identifier);
  return {
    asset,
    part: affected.name,
    name: alert.number === undefined ? (alert.id ?? publicName(names) ?? 'unnamed') : `alert-${alert.number}`,
    place,
    told: told({
      identifier: publicName(names),
      title: lineOf(advisory?.summary),
      component: [alert.vulnerableManifestPath, affected.name].filter((each) => each !== undefined).join(': '),
      ...ratedByWord(severity),
      detectedAt: alert.createdAt,
      status,
      fixedAt: status === 'open' ? null : (alert.fixedAt ?? undefined),
      fix,
    }),
  };
}
