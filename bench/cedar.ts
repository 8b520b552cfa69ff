import assert from 'node:assert/strict';
import { type CedarValueJson, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { runChecks } from '#/features/checks/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { NOW } from './kit/chance.ts';
import { forget } from './checks.ts';
import type { Bench } from './kit/bench.ts';
import { atLeast, rate, seconds } from './kit/measure.ts';
import { alternating } from './kit/timing.ts';
import { account, change, LIMIT_DAYS, person, training, vulnerability } from './world/company.ts';
import { openReference, type Question } from './world/reference.ts';
import { CHECKS, clusterOf, openWorld, organizationIn } from './world/world.ts';

/** Cedar keeps up with so few that a sample is enough. */
const SAMPLE = 5_000;

/**
 * The same questions as policies. Cedar has no "there is a member such that", so that each list is given as a first
 * and a second member; dates are numbers, and deadlines that need a calendar are handed over computed.
 */
const POLICIES: Readonly<Record<Question, string>> = {
  'changes.approved-by-another': `permit (principal, action, resource) when {
    context.emergency ||
    (context has first && context.first.approves && context.first.by != context.author && context.first.at <= context.mergedAt && context.first.head == 1
      && !(context has second && context.second.by == context.first.by && !context.second.approves && context.second.at <= context.mergedAt)) ||
    (context has second && context.second.approves && context.second.by != context.author && context.second.at <= context.mergedAt && context.second.head == 1)
  };`,
  'people.leaver-access-removed': `permit (principal, action, resource) when {
    !(context has endedOn) || context.service || (context has disabledAt && context.disabledAt <= context.endedOn + ${24 * HOUR})
  };`,
  'people.trained-on-hire': `permit (principal, action, resource) when {
    context.now < context.deadline || (context has endedOn && context.endedOn < context.deadline) || (context.security && context.completedAt < context.deadline)
  };`,
  'vulnerabilities.fixed-in-time': `permit (principal, action, resource) when {
    (context has fixedAt && context.fixedAt < context.detectedOn + (if context.severity == "critical" || context.severity == "high" then 31 else if context.severity == "medium" then 61 else 91) * ${DAY}) ||
    (!(context has fixedAt) && context.now < context.detectedOn + (if context.severity == "critical" || context.severity == "high" then 31 else if context.severity == "medium" then 61 else 91) * ${DAY})
  };`,
};

/** Items a second, against Cedar on the same questions with policies that were parsed before. */
export const cedar: Bench = {
  name: 'cedar',
  title: 'The same four questions, asked of Cedar',
  needs: 'world',
  run: async ({ folder, size, rounds }) => {
    const attestry = await openWorld(folder);
    const reference = await openReference(clusterOf(folder));
    try {
      for (const [question, policy] of Object.entries(POLICIES))
        assert.equal(preparsePolicySet(question, { staticPolicies: policy }).type, 'success', question);
      const org = await organizationIn(attestry);
      const calls = callsOf(size);
      const taken = await alternating(rounds, {
        ours: { ready: () => forget(reference), turn: () => runChecks(attestry, org, [...CHECKS], () => undefined) },
        cedar: { turn: () => calls.forEach(({ question, context }) => isAllowed(question, context)) },
      });
      const ours = (CHECKS.length * size) / taken.ours;
      const theirs = calls.length / taken.cedar;
      return [
        {
          what: 'judgements a second, as many times as Cedar gives',
          figure: ours / theirs,
          unit: '×',
          budget: atLeast(5),
          detail: `ours ${rate(ours, 1)} from stored to sealed in ${seconds(taken.ours)}, Cedar ${rate(theirs, 1)} in memory; ${deviating(calls)} of ${calls.length} denied, as planned`,
        },
      ];
    } finally {
      await reference.close();
      await attestry.close();
    }
  },
};

interface Call {
  readonly question: Question;
  readonly context: Readonly<Record<string, CedarValueJson>>;
  /** What the plan of the company says. */
  readonly deviates: boolean;
}

function isAllowed(question: Question, context: Call['context']): boolean {
  const answer = statefulIsAuthorized({
    principal: { type: 'Item', id: 'item' },
    action: { type: 'Action', id: 'occur' },
    resource: { type: 'Company', id: 'bench' },
    context,
    preparsedPolicySetId: question,
    entities: [],
  });
  if (answer.type === 'failure') throw new Error(`${question}: ${answer.errors[0]?.message ?? 'failed'}`);
  return answer.response.decision === 'allow';
}

/** Cedar must have answered the question, or nothing was measured. */
function deviating(calls: readonly Call[]): number {
  const denied = calls.filter(({ question, context, deviates }) => {
    const isDenied = !isAllowed(question, context);
    assert.equal(isDenied, deviates, `${question}: ${JSON.stringify(context)}`);
    return isDenied;
  });
  for (const question of CHECKS)
    assert.ok(
      denied.some((call) => call.question === question),
      `${question} denies nothing`,
    );
  return denied.length;
}

const present = (members: Readonly<Record<string, CedarValueJson | null>>): Call['context'] =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

function callsOf(size: number): readonly Call[] {
  const ids = Array.from({ length: Math.min(size, SAMPLE) }, (_, id) => id);
  return [
    ...ids.map((id) => changeCall(id, size)),
    ...ids.map(leaverCall),
    ...ids.map(joinerCall),
    ...ids.map(vulnerabilityCall),
  ];
}

function changeCall(id: number, size: number): Call {
  const { author, mergedAt, emergency, approvals } = change(id, { size });
  const good = approvals.some(
    (said, at) =>
      said.approves &&
      said.by !== author &&
      said.at <= mergedAt &&
      said.head === 1 &&
      !approvals.some((later, place) => place > at && later.by === said.by && !later.approves && later.at <= mergedAt),
  );
  const [first, second] = approvals.map((said): CedarValueJson => ({ ...said }));
  return {
    question: 'changes.approved-by-another',
    context: present({ author, mergedAt, emergency, first: first ?? null, second: second ?? null }),
    deviates: !emergency && !good,
  };
}

function leaverCall(id: number): Call {
  const { endedOn } = person(id);
  const { service, disabledAt } = account(id);
  return {
    question: 'people.leaver-access-removed',
    context: present({ endedOn, service, disabledAt }),
    deviates: endedOn !== null && (disabledAt ?? NOW) > endedOn + 24 * HOUR,
  };
}

function joinerCall(id: number): Call {
  const { startedOn, endedOn } = person(id);
  const { security, completedAt } = training(id);
  const deadline = (startedOn + 31) * DAY;
  return {
    question: 'people.trained-on-hire',
    context: present({ now: NOW, deadline, endedOn, security, completedAt }),
    deviates: NOW >= deadline && (endedOn ?? deadline) >= deadline && !(security && completedAt < deadline),
  };
}

function vulnerabilityCall(id: number): Call {
  const { severity, detectedAt, fixedAt } = vulnerability(id);
  const detectedOn = Math.floor(detectedAt / DAY) * DAY;
  const words = ['critical', 'high', 'medium', 'low'] as const;
  return {
    question: 'vulnerabilities.fixed-in-time',
    context: present({ now: NOW, severity: words[severity] ?? 'low', detectedOn, fixedAt }),
    deviates: (fixedAt ?? NOW) >= detectedOn + ((LIMIT_DAYS[severity] ?? 90) + 1) * DAY,
  };
}
