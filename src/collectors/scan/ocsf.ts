import { z } from 'zod';
import { between, formatMoment } from '#/core/time/moment.ts';
import type { Json } from '#/collectors/collector.ts';
import { lineOf, malformed, type Reader, type Setting, shaped, told } from './report.ts';
import { topicOf } from './prowler-topics.ts';
import { ratedByWord } from './severity.ts';

const Text = z.string().nullish();
const Finding = z.object({
  class_uid: z.literal([2003, 2004]),
  metadata: z.object({ event_code: Text, product: z.object({ name: Text }).nullish() }),
  status: Text,
  status_code: Text,
  status_detail: Text,
  message: Text,
  severity: Text,
  time: z.number().nullish(),
  finding_info: z.object({ title: Text, analytic: z.object({ uid: Text }).nullish() }).nullish(),
  compliance: z.object({ control: Text, status: Text }).nullish(),
  resources: z.array(z.object({ uid: Text, name: Text, region: Text })).nullish(),
  cloud: z.object({ account: z.object({ uid: Text }).nullish(), provider: Text, region: Text }).nullish(),
});
type Finding = z.output<typeof Finding>;
type Resource = NonNullable<Finding['resources']>[number];

const FORMAT = 'OCSF (classes 2003 and 2004)';
const FINDINGS: Readonly<Record<string, 'none' | 'weakness' | 'manual' | 'muted'>> = {
  PASS: 'none',
  FAIL: 'weakness',
  MANUAL: 'manual',
  MUTED: 'muted',
};

/** What a scanner's word says was seen. What it was told to hide is a weakness that is hidden, not one that is gone. */
export function findingOf(word: string | null | undefined, hidden: boolean): Setting['told']['finding'] {
  const finding = Object.hasOwn(FINDINGS, (word ?? '').toUpperCase())
    ? FINDINGS[(word ?? '').toUpperCase()]
    : undefined;
  return hidden && finding === 'weakness' ? 'muted' : finding;
}

export const ocsf: Reader = (value, { file }) => {
  const findings = shaped(z.array(Finding), (Array.isArray(value) ? value : [value]) as Json, { file, format: FORMAT });
  const faults: string[] = [];
  const settings = findings.flatMap((finding, at): readonly Setting[] => {
    const account = filled(finding.cloud?.account?.uid);
    const rule =
      filled(finding.metadata.event_code) ??
      filled(finding.finding_info?.analytic?.uid) ??
      filled(finding.compliance?.control);
    if (rule === null) faults.push(`/${at}/metadata/event_code: it names no rule`);
    const resources: readonly Resource[] = finding.resources?.length ? finding.resources : [{}];
    return resources.flatMap((resource, place): readonly Setting[] => {
      const uid = filled(resource.uid) ?? filled(resource.name) ?? account;
      if (uid === null) faults.push(`/${at}/resources/${place}: it names no resource`);
      if (uid === null || rule === null) return [];
      return [{ place: `/${at}`, told: settingOf(finding, rule, { resource, uid, account }) }];
    });
  });
  if (faults.length > 0) throw malformed(file, FORMAT, faults);
  const unnamed = settings.some(({ told: { account } }) => account === undefined);
  return {
    tool: [...new Set(findings.map(({ metadata }) => filled(metadata.product?.name) ?? 'ocsf'))]
      .sort()
      .join('+')
      .toLowerCase(),
    made: madeAt(findings),
    weaknesses: null,
    settings,
    covers: [...new Set(settings.flatMap(({ told: { account } }) => account ?? []))].sort(),
    complete: 'rules',
    sourceCount: null,
    notes: unnamed ? ['some findings name no account'] : [],
  };
};

const filled = (text: string | null | undefined): string | null =>
  text === null || text === undefined || text === '' ? null : text;

interface Named {
  readonly resource: Resource;
  readonly uid: string;
  readonly account: string | null;
}

const settingOf = (finding: Finding, rule: string, { resource, uid, account }: Named): Setting['told'] =>
  told({
    rule,
    title: lineOf(finding.finding_info?.title),
    provider: filled(finding.cloud?.provider) ?? undefined,
    account: account ?? undefined,
    region: filled(resource.region) ?? filled(finding.cloud?.region) ?? undefined,
    resource: uid,
    topic: filled(finding.cloud?.provider) === 'aws' ? topicOf(rule) : undefined,
    finding: findingOf(finding.status_code ?? finding.compliance?.status, /^suppressed$/i.test(finding.status ?? '')),
    ...ratedByWord(finding.severity),
    detail: lineOf(finding.status_detail) ?? lineOf(finding.message),
  });

/** OCSF counts milliseconds, Prowler seconds; its texts (`time_dt`) have no zone and are not used. */
function madeAt(findings: readonly Finding[]): string | null {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { time } of findings) {
    if (time === null || time === undefined || time <= 0 || time > LATEST) continue;
    const instant = Math.round(time < SECONDS_END ? time * 1000 : time);
    first = Math.min(first, instant);
    last = Math.max(last, instant);
  }
  return last === 0 ? null : formatMoment(between(first, last));
}

const SECONDS_END = 100_000_000_000; // as seconds the year 5138, as milliseconds 1973
const LATEST = 253_402_300_799_999;
