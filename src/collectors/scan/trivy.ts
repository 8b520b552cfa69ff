import { z } from 'zod';
import { assetOf, lineOf, publicName, type Reader, type Setting, shaped, told, type Weakness } from './report.ts';
import { ratedByWord } from './severity.ts';

const Vulnerability = z.object({
  VulnerabilityID: z.string().min(1),
  PkgName: z.string().min(1),
  InstalledVersion: z.string().optional(),
  FixedVersion: z.string().optional(),
  Severity: z.string().optional(),
  Title: z.string().optional(),
});
const Secret = z.object({
  RuleID: z.string().min(1),
  Severity: z.string().optional(),
  Title: z.string().optional(),
});
const Misconfiguration = z.object({
  ID: z.string().min(1),
  Title: z.string().optional(),
  Message: z.string().optional(),
  Severity: z.string().optional(),
  Status: z.string().optional(),
  CauseMetadata: z.object({ Resource: z.string().optional(), Provider: z.string().optional() }).optional(),
});
const Result = z.object({
  Target: z.string(),
  Class: z.string().optional(),
  Vulnerabilities: z.array(Vulnerability).nullish(),
  Secrets: z.array(Secret).nullish(),
  Misconfigurations: z.array(Misconfiguration).nullish(),
  Licenses: z.array(z.unknown()).nullish(),
});
const TrivyReport = z.object({
  SchemaVersion: z.literal(2),
  CreatedAt: z.string().optional(),
  ArtifactName: z.string().optional(),
  Results: z.array(Result).nullish(),
});
type Result = z.output<typeof Result>;

const LOOKED: ReadonlySet<string> = new Set(['os-pkgs', 'lang-pkgs', 'secret']);
const FINDINGS: Readonly<Record<string, 'weakness' | 'none' | 'muted'>> = {
  FAIL: 'weakness',
  PASS: 'none',
  EXCEPTION: 'muted',
};

/** Trivy names every target that it looked into, also those without findings; without any, nothing was looked at. */
export const trivy: Reader = (value, given) => {
  const report = shaped(TrivyReport, value, { file: given.file, format: 'Trivy JSON' });
  const asset = assetOf(given, report.ArtifactName);
  const results = (report.Results ?? []).map((result, at) => ({ ...result, at }));
  const packages = results.filter(({ Class, ...has }) => LOOKED.has(Class ?? '') || has.Vulnerabilities || has.Secrets);
  const configuration = results.filter(({ Class, Misconfigurations }) => Class === 'config' || Misconfigurations);
  const licenses = results.reduce((sum, { Licenses }) => sum + (Licenses?.length ?? 0), 0);
  const searched = packages.length + configuration.length;
  return {
    tool: 'trivy',
    made: report.CreatedAt ?? null,
    weaknesses:
      packages.length > 0 || searched === 0 ? packages.flatMap((result) => weaknessesOf(asset, result)) : null,
    settings: configuration.length > 0 ? configuration.flatMap((result) => settingsOf(asset, result)) : null,
    covers: [asset],
    complete: searched > 0 ? 'assets' : 'nothing',
    sourceCount: null,
    notes: [
      searched > 0 ? `${searched} targets were searched` : 'the report names no target that was searched',
      licenses > 0 ? `${licenses} findings are about licenses, and no items` : '',
    ],
  };
};

type Placed = Result & { readonly at: number };

const weaknessesOf = (asset: string, { at, Target, Vulnerabilities, Secrets }: Placed): readonly Weakness[] => [
  ...(Vulnerabilities ?? []).map((found, place): Weakness => {
    const version = found.InstalledVersion ?? '';
    return {
      asset,
      part: found.PkgName,
      name: found.VulnerabilityID,
      place: `/Results/${at}/Vulnerabilities/${place}`,
      told: told({
        identifier: publicName([found.VulnerabilityID]),
        title: lineOf(found.Title),
        component: version === '' ? found.PkgName : `${found.PkgName} ${version}`,
        ...ratedByWord(found.Severity),
        // Trivy's own status says whether a fix is to be had, not whether it was applied: what is reported is there.
        status: 'open' as const,
        fixedAt: null,
        fix: lineOf(found.FixedVersion),
      }),
    };
  }),
  ...(Secrets ?? []).map(
    ({ RuleID, Title, Severity }, place): Weakness => ({
      asset,
      part: Target,
      name: RuleID,
      place: `/Results/${at}/Secrets/${place}`,
      told: told({
        identifier: null,
        title: lineOf(Title),
        component: lineOf(Target),
        ...ratedByWord(Severity),
        status: 'open' as const,
        fixedAt: null,
      }),
    }),
  ),
];

const settingsOf = (asset: string, { at, Target, Misconfigurations }: Placed): readonly Setting[] =>
  (Misconfigurations ?? []).map(({ ID, Title, Message, Severity, Status, CauseMetadata }, place) => ({
    place: `/Results/${at}/Misconfigurations/${place}`,
    told: told({
      rule: ID,
      title: lineOf(Title),
      provider: lineOf(CauseMetadata?.Provider),
      resource: [asset, Target, CauseMetadata?.Resource ?? ''].filter((part) => part !== '').join(' '),
      finding: Status !== undefined && Object.hasOwn(FINDINGS, Status) ? FINDINGS[Status] : undefined,
      ...ratedByWord(Severity),
      detail: lineOf(Message),
    }),
  }));
