import type { Caller } from '#/contract/endpoint.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import { momentIn } from '#/features/ledger/index.ts';
import type { Cause } from './cause.ts';
import { causesIn } from './causes.ts';
import { examinedIn, foundationIn, type RefreshDeps } from './refresh.service.ts';
import { ownTask } from './own.ts';
import { madeBefore } from './own.store.ts';
import { decisionsBefore } from './store.ts';

interface Asked {
  readonly asOf: string;
  readonly function?: string | undefined;
  /** Null: whoever does it. */
  readonly assignee: string | null;
}

/**
 * What there was to do as of a past moment. Tasks are not sealed, what they are made from is: the causes are worked out
 * from the log as it stood then, with what people had decided about them by then, and tasks that they made themselves.
 */
export async function workThen(deps: RefreshDeps, { org }: Caller, { asOf, function: owner, assignee }: Asked) {
  const { at, foundation, decided, made, zone } = await deps.db.transaction(org, async (tx) => {
    const moment = await momentIn(tx, deps, asOf);
    return {
      at: moment,
      foundation: await foundationIn(deps, tx, moment),
      decided: decisionsOf(await decisionsBefore(tx, moment.position)),
      made: await madeBefore(tx, moment.position),
      zone: await deps.zoneOf(tx),
    };
  });
  const examined = foundation.hasExamination ? await examinedIn(deps, org, at) : null;
  const own = made.map(ownTask).filter(({ key }) => !decided.done.has(key));
  const aside = new Map([...decided.aside.keys()].map((key) => [key, 'dropped'] as const));
  const caused = causesIn(foundation, examined, aside, zoneNamed(zone).dayOf(at.instant));
  const causes = [...caused, ...own].map((cause) => shown(cause, decided));
  const isMeant = (each: (typeof causes)[number]): boolean =>
    (owner === undefined || each.function === owner) &&
    (assignee === null || each.assignee?.toLowerCase() === assignee.toLowerCase());
  return { asOf: { ...at }, todo: causes.filter(isMeant) };
}

interface Decided {
  /** By task; null: whoever owns its control. */
  readonly assignees: ReadonlyMap<string, string | null>;
  /** By task that was put aside, why. */
  readonly aside: ReadonlyMap<string, string>;
  /** Tasks that somebody said to be done. */
  readonly done: ReadonlySet<string>;
}

/** The last decisions of each kind are those that held. */
function decisionsOf(rows: Awaited<ReturnType<typeof decisionsBefore>>): Decided {
  const assignees = new Map<string, string | null>();
  const aside = new Map<string, string>();
  const done = new Set<string>();
  for (const { task, decision, assignee, reason } of rows)
    if (decision === 'assigned') assignees.set(task, assignee);
    else if (decision === 'dropped') aside.set(task, reason);
    else if (decision === 'done') done.add(task);
    else {
      aside.delete(task);
      done.delete(task);
    }
  return { assignees, aside, done };
}

/** The day until which a gap was to be closed was set when its task was opened, which no entry says. */
const shown = ({ key, kind, function: owner, control, ...cause }: Cause, { assignees, aside }: Decided) => ({
  key,
  kind,
  function: owner,
  control,
  title: cause.title,
  why: [...cause.guidance.why],
  due: kind === 'performance' || kind === 'own' ? cause.due : null,
  assignee: assignees.get(key) ?? cause.owner,
  aside: aside.get(key) ?? null,
});
