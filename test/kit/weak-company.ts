import type { Fact } from '#/core/populations/index.ts';
import { DAY, formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Database } from '#/platform/db/database.ts';
import { QUARTER, testCompany, type TestCompany } from './company.ts';

export const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
export const CONTROL = 'vulnerability-remediation';

export const weakness = (
  id: string,
  detected: Instant,
  fact: Partial<Fact<'vulnerability'>> = {},
): Fact<'vulnerability'> => ({
  id,
  severity: 'critical',
  detectedAt: formatInstant(detected),
  status: 'open',
  fixedAt: null,
  ...fact,
});
export const fixed = (when: Instant) => ({ status: 'fixed' as const, fixedAt: formatInstant(when) });
export const scan = (made: TestCompany, facts: readonly Fact<'vulnerability'>[]) =>
  made.bring({ source: 'trivy', population: 'vulnerability', facts, accounted: { from: 0, to: made.chance.at } });
/** Looks at devices, of which there are none, until a day: near enough that nothing between them is unknown. */
export async function looksUntil(made: TestCompany, until: Instant): Promise<void> {
  for (; made.chance.at < until; made.chance.at += 10 * DAY)
    await made.bring({ source: 'mdm', population: 'device', facts: [], look: true, accounted: LOOK(made) });
  made.chance.at = until;
  await made.bring({ source: 'mdm', population: 'device', facts: [], look: true, accounted: LOOK(made) });
}
const LOOK = ({ chance: { at } }: TestCompany) => ({ from: at, to: at });

/** Weaknesses of before the window: 30 days for a critical one, and more for others. */
export const BEFORE: readonly Fact<'vulnerability'>[] = [
  weakness('overdue', START - 7 * DAY),
  weakness('in-time', START - 7 * DAY, fixed(START + 3 * DAY)),
  weakness('late', START - 7 * DAY, fixed(START + 40 * DAY)),
  weakness('waiting', START - 7 * DAY, { severity: 'low' }),
  weakness('settled', START - 20 * DAY, fixed(START - 9 * DAY)),
  weakness('overdue-before', START - 90 * DAY, fixed(START - 3 * DAY)),
];

/** It begins before its window, with its design, was read until `until`, and ran all checks, or only some. */
export async function weakCompany(
  db: Database,
  facts: readonly Fact<'vulnerability'>[],
  until: Instant,
  checks: readonly string[] | null = null,
): Promise<TestCompany> {
  const made = await testCompany(db, { at: START - 5 * DAY });
  await made.controls.adopt({ controls: [{ id: CONTROL, owner: 'cto@acme.example' }] });
  await made.evidence.add({
    control: CONTROL,
    purpose: 'design',
    occurred: '2025-12-20',
    name: 'policy.pdf',
    bytes: new TextEncoder().encode('policy'),
  });
  await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2' });
  await looksUntil(made, until);
  await scan(made, facts);
  await made.run(checks);
  return made;
}
