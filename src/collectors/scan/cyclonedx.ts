import { z } from 'zod';
import { assetOf, lineOf, malformed, publicName, type Reader, shaped, told, type Weakness } from './report.ts';
import { type Rated, ratedByScore, ratedByWord, worst } from './severity.ts';

interface Component {
  readonly 'bom-ref'?: string | undefined;
  readonly group?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  readonly components?: readonly Component[] | undefined;
}

const Component: z.ZodType<Component> = z.object({
  'bom-ref': z.string().optional(),
  group: z.string().optional(),
  name: z.string().min(1),
  version: z.string().optional(),
  purl: z.string().optional(),
  get components(): z.ZodOptional<z.ZodArray<z.ZodType<Component>>> {
    return z.array(Component).optional();
  },
});
const Rating = z.object({
  score: z.number().optional(),
  severity: z.string().optional(),
  method: z.string().optional(),
});
const Vulnerability = z.object({
  id: z.string().min(1),
  references: z.array(z.object({ id: z.string().min(1) })).optional(),
  ratings: z.array(Rating).optional(),
  description: z.string().optional(),
  recommendation: z.string().optional(),
  analysis: z.object({ state: z.string().optional() }).optional(),
  affects: z
    .array(
      z.object({
        ref: z.string().min(1),
        versions: z.array(z.object({ status: z.string().optional() })).optional(),
      }),
    )
    .optional(),
});
const Bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.object({ timestamp: z.string().optional(), component: Component.optional() }).optional(),
  components: z.array(Component).optional(),
  vulnerabilities: z.array(Vulnerability).optional(),
});
type Vulnerability = z.output<typeof Vulnerability>;

const FORMAT = 'CycloneDX JSON';
const STATUS: Readonly<Record<string, Status>> = {
  exploitable: 'open',
  in_triage: 'open',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  false_positive: 'dismissed',
  not_affected: 'dismissed',
};

export const cyclonedx: Reader = (value, given) => {
  const bom = shaped(Bom, value, { file: given.file, format: FORMAT });
  const [major = 0, minor = 0] = bom.specVersion.split('.').map(Number);
  if (!(major > 1 || (major === 1 && minor >= 4)))
    throw malformed(given.file, FORMAT, [
      `/specVersion: it is ${bom.specVersion}; there are vulnerabilities from 1.4 on`,
    ]);
  const subject = bom.metadata?.component;
  const asset = assetOf(given, subject === undefined ? null : nameOf(subject));
  const components = new Map<string, Component>();
  collect(bom.components ?? [], components);
  if (subject !== undefined) collect([subject], components);
  const listed = bom.vulnerabilities;
  return {
    tool: 'cyclonedx',
    made: bom.metadata?.timestamp ?? null,
    weaknesses: (listed ?? []).flatMap((found, at) => weaknessesOf(asset, found, { components, at })),
    settings: null,
    covers: [asset],
    complete: listed === undefined ? 'nothing' : 'assets',
    sourceCount: null,
    notes: listed === undefined ? ['the bill of materials has no list of vulnerabilities'] : [],
  };
};

function collect(components: readonly Component[], into: Map<string, Component>): void {
  for (const component of components) {
    if (component['bom-ref'] !== undefined) into.set(component['bom-ref'], component);
    collect(component.components ?? [], into);
  }
}

const nameOf = ({ group = '', name }: Component): string => (group === '' ? name : `${group}/${name}`);

/** A package URL without its version, qualifiers and subpath; the version stands behind the last `@` of the name. */
const withoutVersion = (purl: string): string => purl.replace(/[?#].*$/s, '').replace(/@[^@/]*$/, '');

interface Known {
  readonly components: ReadonlyMap<string, Component>;
  readonly at: number;
}

function weaknessesOf(asset: string, found: Vulnerability, { components, at }: Known): readonly Weakness[] {
  const { id, references = [], analysis, affects = [], description, recommendation } = found;
  const shared = {
    identifier: publicName([id, ...references.map((reference) => reference.id)]),
    title: lineOf(description),
    ...ratedAs(found),
    fix: lineOf(recommendation),
  };
  const place = `/vulnerabilities/${at}`;
  const status = statusOf(analysis?.state);
  if (affects.length === 0)
    return [{ asset, part: null, name: id, place, told: told({ ...shared, component: null, ...endOf(status) }) }];
  return affects.map(({ ref, versions = [] }): Weakness => {
    const component = components.get(ref) ?? { name: withoutVersion(ref) };
    const untouched = versions.length > 0 && versions.every((version) => version.status === 'unaffected');
    const shown = [nameOf(component), component.version ?? ''].join(' ').trim();
    const about = { component: lineOf(shown), ...endOf(untouched ? 'dismissed' : status) };
    return { asset, part: partOf(component), name: id, place, told: told({ ...shared, ...about }) };
  });
}

const endOf = (status: Status | undefined) => ({ status, fixedAt: status === 'open' ? null : undefined });

type Status = 'open' | 'fixed' | 'dismissed';

const partOf = (component: Component): string =>
  component.purl === undefined ? nameOf(component) : withoutVersion(component.purl);

/** A weakness that nobody has analyzed is there; a state that we do not know says nothing. */
function statusOf(state: string | undefined): Status | undefined {
  if (state === undefined) return 'open';
  return Object.hasOwn(STATUS, state) ? STATUS[state] : undefined;
}

const ratedAs = ({ ratings = [] }: Vulnerability): Rated =>
  worst(
    ratings.map(({ severity, score, method }) =>
      severity === undefined && score !== undefined && /^CVSSv[34]/.test(method ?? '')
        ? ratedByScore(score, `${score} (${method})`)
        : ratedByWord(severity),
    ),
  );
