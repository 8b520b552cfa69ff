import { z } from 'zod';
import { assetOf, lineOf, type Reader, shaped, told, type Weakness } from './report.ts';
import { type Rated, ratedByScore } from './severity.ts';

const Message = z.object({ text: z.string().optional() });
const Rule = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  shortDescription: Message.optional(),
  defaultConfiguration: z.object({ level: z.string().optional() }).optional(),
  properties: z.object({ 'security-severity': z.union([z.string(), z.number()]).optional() }).optional(),
});
const Tool = z.object({ name: z.string().min(1), rules: z.array(Rule).optional() });
const Result = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: z
    .object({
      id: z.string().optional(),
      index: z.int().optional(),
      toolComponent: z.object({ index: z.int().optional() }).optional(),
    })
    .optional(),
  level: z.string().optional(),
  kind: z.string().optional(),
  message: Message.optional(),
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({ artifactLocation: z.object({ uri: z.string().optional() }).optional() })
          .optional(),
      }),
    )
    .optional(),
  fingerprints: z.record(z.string(), z.string()).optional(),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  suppressions: z.array(z.object({ status: z.string().optional() })).nullish(),
  baselineState: z.string().optional(),
});
const Run = z.object({
  tool: z.object({ driver: Tool, extensions: z.array(Tool).optional() }),
  invocations: z
    .array(
      z.object({
        executionSuccessful: z.boolean().optional(),
        endTimeUtc: z.string().optional(),
        startTimeUtc: z.string().optional(),
      }),
    )
    .optional(),
  versionControlProvenance: z.array(z.object({ repositoryUri: z.string().optional() })).optional(),
  results: z.array(Result).nullish(),
});
const Sarif = z.object({ version: z.literal('2.1.0'), runs: z.array(Run).min(1) });
type Run = z.output<typeof Run>;
type Result = z.output<typeof Result>;
type Rule = z.output<typeof Rule>;

/** SARIF 2.1.0 §3.27.9: only `fail` (also where it is left out) says that something is amiss. */
const amiss = ({ kind = 'fail', baselineState }: Result): boolean => kind === 'fail' && baselineState !== 'absent';

export const sarif: Reader = (value, given) => {
  const { runs } = shaped(Sarif, value, { file: given.file, format: 'SARIF 2.1.0' });
  const assets = runs.map((run) => assetOf(given, run.versionControlProvenance?.[0]?.repositoryUri));
  const invocations = runs.flatMap((run) => run.invocations ?? []);
  const failed = invocations.some(({ executionSuccessful }) => executionSuccessful === false);
  const silent = runs.some(({ results }) => results === null || results === undefined);
  const apart = runs.flatMap(({ results }) => results ?? []).filter((result) => !amiss(result)).length;
  const ends = invocations.map((run) => run.endTimeUtc ?? run.startTimeUtc).filter((end) => end !== undefined);
  return {
    tool: [...new Set(runs.map(({ tool }) => tool.driver.name))].sort().join('+'),
    made: ends.sort().at(-1) ?? null,
    weaknesses: runs.flatMap((run, at) => weaknessesOf(run, assets[at] ?? '', `/runs/${at}`)),
    settings: null,
    covers: [...new Set(assets)],
    complete: failed || silent ? 'nothing' : 'assets',
    sourceCount: null,
    notes: [
      failed ? 'the tool says that it did not run to its end' : '',
      silent ? 'a run has no list of results, so that nothing was looked for' : '',
      apart > 0 ? `${apart} results say that nothing is amiss, or that it is gone` : '',
    ],
  };
};

/** One item for each file of a result, because the lines move with every change of the file. */
function weaknessesOf(run: Run, asset: string, path: string): readonly Weakness[] {
  return (run.results ?? []).flatMap((result, at): readonly Weakness[] => {
    if (!amiss(result)) return [];
    const rule = ruleOf(run, result);
    const files = new Set((result.locations ?? []).map((each) => each.physicalLocation?.artifactLocation?.uri ?? ''));
    const fingerprint = fingerprintOf(result);
    const name = `${result.ruleId ?? result.rule?.id ?? rule?.id ?? 'unnamed'}${fingerprint === null ? '' : `@${fingerprint}`}`;
    return [...(files.size === 0 ? [''] : files)].map((file) => ({
      asset,
      part: file === '' ? null : file,
      name,
      place: `${path}/results/${at}`,
      told: told({
        identifier: null,
        title: lineOf(rule?.shortDescription?.text) ?? lineOf(result.message?.text) ?? lineOf(rule?.name),
        component: file === '' ? null : file,
        ...ratedAs(result, rule),
        status: isSuppressed(result) ? ('dismissed' as const) : ('open' as const),
        fixedAt: isSuppressed(result) ? undefined : null,
      }),
    }));
  });
}

function ruleOf({ tool }: Run, result: Result): Rule | undefined {
  const component = tool.extensions?.[result.rule?.toolComponent?.index ?? -1] ?? tool.driver;
  const index = result.ruleIndex ?? result.rule?.index ?? -1;
  const id = result.ruleId ?? result.rule?.id;
  return component.rules?.[index] ?? component.rules?.find((rule) => rule.id === id);
}

/** What the tool itself tells two findings of one rule in one file apart by (§3.27.16, §3.27.17). */
function fingerprintOf({ fingerprints = {}, partialFingerprints = {} }: Result): string | null {
  const given = Object.keys(fingerprints).length > 0 ? fingerprints : partialFingerprints;
  const [first] = Object.keys(given).sort();
  return first === undefined ? null : (given[first]?.slice(0, 200) ?? null);
}

const isSuppressed = ({ suppressions }: Result): boolean =>
  (suppressions?.length ?? 0) > 0 && (suppressions ?? []).every(({ status = 'accepted' }) => status === 'accepted');

/** SARIF has no severities; tools that follow GitHub's convention give a score, the others a level. */
const LEVELS: Readonly<Record<string, Rated>> = {
  error: { severity: 'high', statedSeverity: 'error' },
  warning: { severity: 'medium', statedSeverity: 'warning' },
  note: { severity: 'low', statedSeverity: 'note' },
  none: { severity: 'none', statedSeverity: 'none' },
};

function ratedAs({ level }: Result, rule: Rule | undefined): Rated {
  const stated = level ?? rule?.defaultConfiguration?.level ?? 'warning'; // §3.27.10: what is left out is a warning
  const score = rule?.properties?.['security-severity'];
  if (score !== undefined && score !== '') return ratedByScore(Number(score), `${score} (${stated})`);
  return Object.hasOwn(LEVELS, stated) ? (LEVELS[stated] ?? {}) : { statedSeverity: stated };
}
