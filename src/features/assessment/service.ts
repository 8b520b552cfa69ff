import type { Handlers } from '#/contract/endpoint.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import { controlVersions, inForceAt } from '#/features/controls/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { ASSESSMENT, saveSetting, settingAt } from '#/features/organization/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { assessmentContract } from './contract.ts';
import { type Answers, readingOf } from './reading.ts';

export interface AssessmentDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export const assessment = (deps: AssessmentDeps): Handlers<typeof assessmentContract> => ({
  show: ({ org, standing }) =>
    deps.db.transaction(org, async (tx) => {
      // How management prepared is of no examination, so whoever is let in to one is told nothing of it.
      const isOutside = standing !== undefined && standing.engagements !== null;
      const answers = isOutside ? null : await answersIn(tx);
      return { answers, reading: answers === null ? null : await readingIn(deps, tx, answers), withheld: isOutside };
    }),
  answer: ({ org, person }, answers) =>
    deps.db.transaction(org, async (tx) => {
      await deps.ledger.lock(tx);
      const position = await saveSetting(tx, org, deps.ledger, { key: ASSESSMENT, value: { ...answers }, person });
      return { position, reading: await readingIn(deps, tx, answers) };
    }),
});

async function answersIn(tx: Tx): Promise<Answers | null> {
  const kept = await settingAt(tx, ASSESSMENT);
  return kept === undefined ? null : assessmentContract.show.output.shape.answers.parse(kept);
}

async function readingIn({ chance, zoneOf }: AssessmentDeps, tx: Tx, answers: Answers) {
  const versions = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
  const now = chance.now();
  return readingOf(
    answers,
    zoneNamed(await zoneOf(tx)).dayOf(now),
    (id) => inForceAt(versions.get(id) ?? [], now)?.definition.state === 'adopted',
  );
}
