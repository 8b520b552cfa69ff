import type { z } from 'zod';
import type { BriefLine } from '#/features/reports/brief.contract.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { DomainError } from '#/core/errors.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, EXIT } from '#/app/cli/command.ts';
import { objectIn } from '#/app/cli/input.ts';

const brief: Command = {
  name: 'trust report brief',
  needs: 'organization',
  summary:
    'The brief on the exceptions of a report, as whoever gives it reads it first; with a file, what it says from now on.',
  details:
    'The file is JSON: {"lines": [{"number", "happened", "bounded", "done", "say", "notSay"}]}, a line for each exception. The words are yours, and what claims too much is refused. Without a brief, a report with exceptions is given to nobody.',
  args: [
    { name: 'ID', doc: 'The document that is the report.' },
    { name: 'FILE', doc: 'The lines.', optional: true },
  ],
  options: [],
  examples: [],
  run: async ({ args: [document = '', file] }, to, context) => {
    const api = clientOf(context, reportsContract, reports);
    if (file !== undefined) {
      const { lines } = (await objectIn(file)) as { readonly lines?: unknown };
      await api.writeBrief({ document, lines: lines as z.input<typeof BriefLine>[] });
    }
    const found = (await api.briefs({})).briefs.find((each) => each.document === document);
    if (found === undefined) throw new DomainError('not_found', { what: 'report', id: document });
    to.document(found, () => {
      to.line(to.style(`${found.title}: ${found.state}`, 'strong'));
      for (const { number, nature, page } of found.exceptions) {
        const line = found.lines.find((each) => each.number === number);
        to.line(`\nException ${number}, page ${page ?? ''}: ${nature}`);
        if (line === undefined) continue;
        to.line(`What happened: ${line.happened}`);
        to.line(`Why it is bounded, or not: ${line.bounded}`);
        to.line(`What was done: ${line.done}`);
        to.line(`Say: ${line.say}`);
        to.line(`Do not say: ${line.notSay}`);
      }
      if (found.position !== null)
        to.line(`\nSealed at position ${found.position}: --brief-read ${found.position} says that it was read.`);
    });
    return found.position === null ? EXIT.found : EXIT.fine;
  },
};

export const commands: readonly Command[] = [brief];
