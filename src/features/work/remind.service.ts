import { HOUR } from '#/core/time/instant.ts';
import { type Day, formatDay, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { type Reminded, remindedMembers } from '#/features/identity/index.ts';
import { linkInto, settingAt } from '#/features/organization/index.ts';
import type { Organization, Tx } from '#/platform/db/database.ts';
import type { Post } from '#/platform/mail/letter.ts';
import { type RefreshDeps, refreshTasksAfter } from './refresh.service.ts';
import { digestOf, stageOf, type Told } from './reminding.ts';
import {
  type DueTask,
  dueTasks,
  forgetReminders,
  hadDay,
  insertTold,
  placeOf,
  takeDay,
  toldBefore,
} from './reminder.store.ts';

export interface RemindDeps extends RefreshDeps {
  readonly post: Post;
  /** The address that people see. */
  readonly url: string;
}

/** What an organization says of reminders. */
export interface Reminding {
  readonly enabled: boolean;
  /** So many days ahead a task is due soon. */
  readonly before: number;
}

export const REMINDERS = 'reminders';
const USUAL: Reminding = { enabled: true, before: 3 };
/** The hour of the organization's day from which it reminds. */
const FROM = 7 * HOUR;
/** Tasks whose causes are gone close before anybody is told of them. */
const FRESH = HOUR;
const DAYS_KEPT = 400;

export const remindingOf = async (tx: Tx): Promise<Reminding> =>
  ((await settingAt(tx, REMINDERS)) as Reminding | undefined) ?? USUAL;

/**
 * Writes to each member of whose tasks something is to be said today, once a day and once for each thing. Run often: what
 * a day missed, because nothing ran, is said on the next. How many were written to.
 */
export async function remindOfTasks(deps: RemindDeps, { org, name }: Organization): Promise<number> {
  const { db, chance } = deps;
  const now = chance.now();
  const plan = await db.transaction(org, async (tx) => ({
    ...(await remindingOf(tx)),
    zone: zoneNamed(await deps.zoneOf(tx)),
    members: await remindedMembers(tx, now),
  }));
  const today = plan.zone.dayOf(now);
  if (!plan.enabled || now < plan.zone.startOf(today) + FROM) return 0;
  const looking: Looking = { deps, org, name, today, before: plan.before };
  const waiting = await waitingOf(looking, plan.members);
  if (waiting.length === 0) return 0;
  await refreshTasksAfter(deps, org, FRESH);
  let written = 0;
  for (const member of waiting) if (await write(looking, member)) written += 1;
  return written;
}

interface Looking {
  readonly deps: RemindDeps;
  readonly org: string;
  readonly name: string;
  readonly today: Day;
  readonly before: number;
}

/** Whom something is to be told that they were not told yet, and who had no message today. */
const waitingOf = ({ deps: { db }, org, today, before }: Looking, members: readonly Reminded[]) =>
  db.transaction(org, async (tx) => {
    await forgetReminders(tx, formatDay(today - DAYS_KEPT));
    const due = await dueTasks(tx, formatDay(today + before));
    const found: Reminded[] = [];
    for (const member of members) {
      if (await hadDay(tx, member.email, formatDay(today))) continue;
      if ((await toTell(tx, { member, due, today, before })).length > 0) found.push(member);
    }
    return found;
  });

interface Telling {
  readonly member: Reminded;
  readonly due: readonly DueTask[];
  readonly today: Day;
  readonly before: number;
}

async function toTell(tx: Tx, { member, due, today, before }: Telling): Promise<readonly Told[]> {
  const told = due
    .filter(({ assignee }) => assignee?.toLowerCase() === member.email)
    .flatMap(({ assignee: _, ...task }): readonly Told[] => {
      const stage = stageOf(parseDay(task.due) ?? today, today, before);
      return stage === null ? [] : [{ ...task, stage }];
    });
  const known = await toldBefore(
    tx,
    member.email,
    told.map(({ key }) => key),
  );
  return told.filter((each) => !known.has(placeOf(each)));
}

/** False: they had their message of the day, or their tasks closed meanwhile. */
const write = ({ deps, org, name, today, before }: Looking, member: Reminded): Promise<boolean> =>
  deps.db.transaction(org, async (tx) => {
    const due = await dueTasks(tx, formatDay(today + before));
    const told = await toTell(tx, { member, due, today, before });
    const day = formatDay(today);
    if (told.length === 0 || !(await takeDay(tx, org, member.email, day))) return false;
    await insertTold(tx, org, { person: member.email, day, told });
    const link = await linkInto(deps, org, '/work?mine=true');
    const settings = await linkInto(deps, org, '/settings');
    const digest = digestOf(told, { organization: name, link, settings });
    await deps.post(tx, org, { kind: 'reminder', to: member.email, expires: null, ...digest });
    return true;
  });
