import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { placeInWords, type Value } from '#/features/reports/place-words.contract.ts';
import {
  compared,
  differing,
  type Proposal,
  type Reading,
  unreadInWords,
} from '#/features/reports/proposed.contract.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, EXIT } from '#/app/cli/command.ts';
import { counted, type Output } from '#/app/cli/output.ts';

const inText = (value: Proposal['says'][number]['value']): string =>
  typeof value === 'object' ? value.join(', ') : String(value);

function writeProposal(to: Output, proposal: Proposal, facts: Value): void {
  const others = new Set(differing(proposal, facts).map(({ place }) => place));
  to.line(`\nPage ${proposal.page}: “${proposal.words}”`);
  for (const { place, value } of proposal.says) {
    const otherwise = others.has(place) ? ', and the draft says otherwise' : '';
    to.line(`  ${placeInWords(place, facts)} (${place}): ${inText(value)}${otherwise}`);
  }
  if (compared(proposal, facts) === 'same') to.line('  The draft says the same.');
}

function writeLists(to: Output, { sections, hints }: Reading): void {
  if (sections.length > 0) {
    to.line(`\n${counted(sections.length, 'section', 'sections')}:`);
    to.table(sections, [
      { title: 'from', of: ({ from }) => String(from), right: true },
      { title: 'to', of: ({ to: last }) => String(last), right: true },
      { title: 'title', of: ({ title }) => title },
    ]);
  }
  if (hints.length === 0) return;
  to.line('\nWhere to look:');
  to.table(hints, [
    { title: 'about', of: ({ about }) => about },
    { title: 'page', of: ({ page }) => String(page), right: true },
    { title: 'words', of: ({ words }) => words, style: () => 'faint' },
  ]);
}

const read: Command = {
  name: 'trust report read',
  needs: 'organization',
  summary: 'What the text of a report seems to say, with its pages and the very words, beside the draft.',
  details:
    'Nothing of it is kept: look at each page, and put what it says into the facts by yourself. It ends with 1 where the file cannot be read as text, such as a scan, or says otherwise than the draft.',
  args: [{ name: 'ID', doc: 'The document that is the report.' }],
  options: [],
  examples: [],
  run: async ({ args: [document = ''] }, to, context) => {
    const api = clientOf(context, reportsContract, reports);
    const found = await api.read({ document });
    const { facts } = await api.draft({ document });
    to.document(found, () => {
      const unread = unreadInWords(found);
      if (unread !== '') to.line(unread);
      for (const proposal of found.proposals) writeProposal(to, proposal, facts);
      writeLists(to, found);
    });
    const isOtherwise = found.proposals.some((each) => compared(each, facts) === 'otherwise');
    return isOtherwise || found.read === found.unreadable.length ? EXIT.found : EXIT.fine;
  },
};

export const commands: readonly Command[] = [read];
