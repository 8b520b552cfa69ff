import { z } from 'zod';
import { assetOf, lineOf, malformed, publicName, type Reader, shaped, told, type Weakness } from './report.ts';
import { ratedByWord } from './severity.ts';

const Advisory = z.object({
  source: z.union([z.number(), z.string()]).optional(),
  title: z.string().optional(),
  url: z.string().optional(),
  severity: z.string().optional(),
  range: z.string().optional(),
});
const Package = z.object({
  name: z.string().min(1),
  severity: z.string().optional(),
  via: z.array(z.union([z.string(), Advisory])),
  fixAvailable: z.union([z.boolean(), z.object({ name: z.string(), version: z.string() })]).optional(),
});
const Audit = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), Package),
  metadata: z.object({ vulnerabilities: z.object({ total: z.int() }).optional() }).optional(),
});
type Package = z.output<typeof Package>;

const FORMAT = 'npm audit JSON';

/**
 * An item is an advisory about a package. A package that is affected only because it depends on another has no weakness
 * of its own; it is counted, because npm counts it.
 */
export const npmAudit: Reader = (value, given) => {
  const { vulnerabilities, metadata } = shaped(Audit, value, { file: given.file, format: FORMAT });
  const asset = assetOf(given, null);
  const packages = Object.entries(vulnerabilities);
  const total = metadata?.vulnerabilities?.total;
  if (total !== undefined && total !== packages.length) {
    const fault = `/metadata/vulnerabilities/total: it says ${total}, and the report holds ${packages.length}`;
    throw malformed(given.file, FORMAT, [fault]);
  }
  const dependents = packages.filter(([, { via }]) => via.every((cause) => typeof cause === 'string')).length;
  return {
    tool: 'npm-audit',
    made: null,
    weaknesses: packages.flatMap(([name, found]) => weaknessesOf(asset, name, found)),
    settings: null,
    covers: [asset],
    complete: 'assets',
    sourceCount: null,
    notes: [`npm counts ${packages.length} packages; ${dependents} of them only depend on an affected one`],
  };
};

const weaknessesOf = (asset: string, key: string, { name, via, fixAvailable }: Package): readonly Weakness[] =>
  via.flatMap((cause, at): readonly Weakness[] => {
    if (typeof cause === 'string') return [];
    const { source, title, url, severity, range } = cause;
    // The number of the source changes when the advisory is edited; its name in the address does not.
    const advisory = /\/(GHSA-[0-9a-z-]+)$/i.exec(url ?? '')?.[1] ?? String(source ?? title ?? range ?? '');
    const fix =
      typeof fixAvailable === 'object'
        ? `${fixAvailable.name} ${fixAvailable.version}`
        : fixAvailable === false
          ? null
          : undefined;
    return [
      {
        asset,
        part: name,
        name: advisory === '' ? 'unnamed' : advisory,
        place: `/vulnerabilities/${key.replaceAll('~', '~0').replaceAll('/', '~1')}/via/${at}`,
        told: told({
          identifier: publicName([advisory]) || undefined,
          title: lineOf(title),
          component: name,
          ...ratedByWord(severity),
          status: 'open' as const,
          fixedAt: null,
          fix,
        }),
      },
    ];
  });
