import { type Command, EXIT } from '#/app/cli/command.ts';
import { counted } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { workClient as client } from './work.ts';

const reminders: Command = {
  name: 'work reminders',
  needs: 'organization',
  summary: 'See or say whether people are reminded of their tasks by mail.',
  details:
    'Members get one message a day at most: what is due soon, what is due today, and once a week what is late. Each turns it off for themselves under Settings. Where no mail leaves the server, the messages stay in the outbox.',
  args: [],
  options: [
    { name: 'on', doc: 'They are reminded, as they are at first.' },
    { name: 'off', doc: 'Nobody is.' },
    { name: 'before', value: 'DAYS', doc: 'So many days ahead a task is due soon: 0 to 30, at first 3.' },
  ],
  examples: [{ line: 'attestry work reminders --before 7', doc: 'A week ahead.' }],
  run: async (given, to, context) => {
    const api = client(context);
    if (given.flag('on') && given.flag('off')) misused('work reminders', 'Say --on or --off, not both.');
    const before = await api.reminders({});
    const enabled = given.flag('on') || (before.enabled && !given.flag('off'));
    const wanted = { enabled, before: given.whole('before', before.before) };
    if (wanted.enabled !== before.enabled || wanted.before !== before.before) await api.setReminders(wanted);
    const found = { ...before, ...wanted };
    to.document(found, () => {
      to.line(
        enabled
          ? `Members are reminded of what is due within ${counted(found.before, 'day', 'days')}, of what is due today, and each week of what is late.`
          : 'Nobody is reminded.',
      );
      if (found.last !== null)
        to.line(`On ${found.last.day}, ${counted(found.last.people, 'person was', 'people were')}.`);
      if (found.unheard > 0)
        to.line(
          `${counted(found.unheard, 'such task is', 'such tasks are')} of nobody who is reminded: "attestry work assign" says who does them.`,
        );
    });
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [reminders];
