import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { isReminded, remindedMembers, setReminded } from '#/features/identity/index.ts';
import { saveSetting } from '#/features/organization/index.ts';
import type { RefreshDeps } from './refresh.service.ts';
import { REMINDERS, remindingOf } from './remind.service.ts';
import { dueTasks, lastReminded } from './reminder.store.ts';
import type { workContract } from './contract.ts';

type Work = Handlers<typeof workContract>;

/** What the organization and a person say of reminders. */
export const reminders = (deps: RefreshDeps): Pick<Work, 'reminders' | 'setReminders' | 'setOwnReminders'> => ({
  reminders: (caller) =>
    deps.db.transaction(caller.org, async (tx) => {
      const now = deps.chance.now();
      const setting = await remindingOf(tx);
      const today = zoneNamed(await deps.zoneOf(tx)).dayOf(now);
      const due = await dueTasks(tx, formatDay(today + setting.before));
      const members = new Set((await remindedMembers(tx, now)).map(({ email }) => email));
      return {
        ...setting,
        own: (await isReminded(tx, accountOf(caller) ?? NOBODY)) ?? null,
        last: (await lastReminded(tx)) ?? null,
        unheard: due.filter(({ assignee }) => assignee === null || !members.has(assignee.toLowerCase())).length,
      };
    }),
  setReminders: ({ org, person }, value) =>
    deps.db.transaction(org, async (tx) => ({
      position: await saveSetting(tx, org, deps.ledger, { key: REMINDERS, value, person }),
    })),
  setOwnReminders: (caller, { wanted }) =>
    deps.db.transaction(caller.org, async (tx) => {
      const account = accountOf(caller);
      if (account === null)
        throw new DomainError('input_invalid', {
          where: 'person',
          because: 'only a person who signs in has reminders',
        });
      await setReminded(tx, account, wanted);
      return { wanted };
    }),
});

const NOBODY = '00000000-0000-0000-0000-000000000000';
const accountOf = ({ standing }: Caller): string | null => standing?.account ?? null;
