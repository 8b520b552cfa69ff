import { aliasesOf, aliasRows } from '#/features/people/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { populationsService } from '#/features/populations/index.ts';
import { itemsIn, shareInWords } from '#/core/coverage/share.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { count } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';

export const populationsClient = (context: Context) =>
  clientOf(context, populationsContract, (attestry) =>
    populationsService({
      ...attestry,
      aliasesOf: async (tx) => aliasesOf(await aliasRows(tx, Number.MAX_SAFE_INTEGER)),
    }),
  );

export const reconcile: Command = {
  name: 'population reconcile',
  needs: 'organization',
  summary: 'Compare two sources of one list, or a source with a count that you saw there.',
  details:
    'leavers: who left, by HR, against accounts that were disabled. people: who is employed, by HR, against active accounts. changes: merged changes against deployments. count: our count against one that you saw in the source itself; of what lasts, such as people and accounts, what it still reports. People are one by the identity rules, as everywhere. What the other side knows and ours does not is named. Where there is nothing, a source counts as complete of which something is on both sides, in each of its repositories or kinds of people: for the days that were compared (with a count, up to when you saw it), and as far as it was read until now. How much of each source was compared is printed. Whatever rests on a count says whose it was.',
  args: [{ name: 'KIND', doc: 'leavers, people, changes or count.' }],
  options: [
    { name: 'from', value: 'DAY', doc: 'First day, for leavers and changes.' },
    { name: 'to', value: 'DAY', doc: 'Last day; for people, the day.' },
    { name: 'population', value: 'NAME', doc: 'For count: the population.' },
    { name: 'source', value: 'ID', doc: 'For count: the source.' },
    { name: 'count', value: 'N', doc: 'For count: how many the source itself shows.' },
    { name: 'note', value: 'TEXT', doc: 'For count: where and how you saw it.' },
  ],
  examples: [{ line: 'attestry population reconcile leavers --from 2026-01-01 --to 2026-12-31', doc: '' }],
  run: async (given, to, context) => {
    const need = (option: string): string => given.text(option) ?? misused('population reconcile', `Give --${option}.`);
    const [kind = ''] = given.args;
    const input =
      kind === 'count'
        ? {
            kind: 'count' as const,
            population: need('population') as 'change',
            source: need('source'),
            count: given.whole('count', Number(need('count'))),
            note: need('note'),
          }
        : kind === 'people'
          ? { kind: 'people' as const, asOf: need('to') }
          : { kind: kind as 'leavers', from: need('from'), to: need('to') };
    const found = await populationsClient(context).reconcile(input);
    to.document(found, () => {
      const { counts } = found;
      const compared =
        counts === null
          ? `${count(found.matched)} on both sides.`
          : `${count(counts.here)} here, and ${count(counts.there)} in the source.`;
      to.line(`${compared} Sealed at position ${found.position}.`);
      if (found.onlyHere.length > 0) to.line(`Only on our list: ${found.onlyHere.slice(0, 50).join(', ')}`);
      if (found.onlyThere.length > 0)
        to.line(to.style(`Only on the other: ${found.onlyThere.slice(0, 50).join(', ')}`, 'bad'));
      const items = itemsIn(found.kind);
      for (const share of found.shares) to.line(`${share.source}: ${shareInWords(share, items)}.`);
      to.line(found.complete ? completeFor(found) : notComplete(kind, found.matched));
    });
    return found.complete && found.sources.length > 0 ? EXIT.fine : EXIT.found;
  },
};

type Found = Awaited<ReturnType<ReturnType<typeof populationsClient>['reconcile']>>;

function completeFor({ population, sources }: Found): string {
  const none = 'Nothing that the other side knows is missing';
  return sources.length === 0
    ? `${none}, but of no source was all compared: none counts as complete by it.`
    : `${none}: ${population} from ${sources.join(', ')} counts as complete for these days, as read until now.`;
}

function notComplete(kind: string, matched: number): string {
  if (matched > 0) return 'The list is not complete.';
  return kind === 'count'
    ? 'Nothing is on both sides, and that shows nothing: that there was nothing only the source itself can answer, read by a collector that counts.'
    : 'Nothing is on both sides, and that shows nothing: compare days on which something happened.';
}
