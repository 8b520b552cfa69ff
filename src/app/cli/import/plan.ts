import { Mapping } from '#/collectors/file/mapping.ts';
import { isCatalogue } from '#/collectors/pgbackrest/info.ts';
import { PRESETS } from '#/collectors/file/presets/index.ts';
import type { Layout } from '#/collectors/file/read.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import type { Tested } from '#/collectors/collector.ts';
import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import { isPopulation } from '#/core/populations/index.ts';
import { systemChance } from '#/platform/clock.ts';
import { files } from '#/platform/files.ts';
import type { Context, Given } from '#/app/cli/command.ts';
import { objectIn } from '#/app/cli/input.ts';
import type { Output } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { lookAt, mappingOf, openOf } from '#/collectors/file/look.ts';
import { showNext, showProposal, showRows } from './show.ts';

/** The document of an import of which nothing came in. */
export const NOTHING = {
  source: null,
  rows: null,
  rejections: [],
  seen: [],
  proposal: null,
  presets: [],
  collected: null,
};

interface FileGiven {
  readonly file: string;
  readonly bytes: NamedBytes;
}

/** What is to be read, and how. */
export interface Plan extends FileGiven {
  readonly collector: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Null where a collector tells by itself what the file is. */
  readonly mapping: Mapping | null;
}

/** What is to be read and how; null where a person must say more, and was told what. */
export async function planned(given: Given, to: Output, context: Context, named: FileGiven): Promise<Plan | null> {
  const [preset, mapping] = [given.text('preset'), given.text('mapping')];
  if (preset !== undefined && mapping !== undefined) misused('import', 'Give --preset or --mapping, not both.');
  if (mapping !== undefined) return byMapping(given, context, named, mappingIn(await objectIn(mapping)));
  if (preset !== undefined) return byMapping(given, context, named, presetIn(given, preset));
  if (given.text('population') === undefined) {
    for (const collector of ['scan', 'pgbackrest']) {
      const plan = { ...named, collector, settings: { path: named.file, ...pairsIn(given) }, mapping: null };
      if (await recognizes(context, plan)) return plan;
    }
  }
  return byProposal(given, to, context, named);
}

/** Whether the bytes are of a kind that a collector knows; what else is wrong with them is said later. */
async function recognizes(context: Context, plan: Plan): Promise<boolean> {
  try {
    return (await tested(context, plan)).seen.length > 0; // an empty list could be a report of anything
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'report_malformed') return plan.collector === 'scan' || isCatalogue(plan.bytes);
    return REPORT_ERRORS.includes(error.code);
  }
}

/**
 * They say that it is a report, which lacks something or cannot be of the time that it says. One that is malformed is no
 * table, either: a scanner's is told by what names its tool before it is held against its format, a catalogue by its form.
 */
const REPORT_ERRORS: readonly string[] = ['report_time_missing', 'report_asset_missing', 'report_ahead'];

/** What a collector sees in the bytes that are here; it needs nothing else of a file. */
export async function tested(
  { signal }: Pick<Context, 'signal'>,
  { collector: id, settings, bytes: { bytes } }: Pick<Plan, 'collector' | 'settings' | 'bytes'>,
): Promise<Tested> {
  const { COLLECTORS } = await import('#/collectors/index.ts');
  const collector = COLLECTORS.get(id);
  if (collector === undefined) throw new DomainError('collector_unknown', { id, known: [...COLLECTORS.keys()].join() });
  const parsed = collector.settings.safeParse(settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DomainError('input_invalid', { where: issue?.path.join('.') ?? '', because: issue?.message ?? '' });
  }
  const run = { signal, startedAt: systemChance.now(), log: () => undefined };
  const file = { readFile: async () => bytes, changedAt: async () => null, workFolder: '' };
  return collector.test({ settings: parsed.data, secrets: {}, tools: { ...file, http: apart, git: apart, ...run } });
}

const apart = (): never => {
  throw new TypeError('a file is read, and nothing is asked of any network');
};

function mappingIn(value: unknown): Mapping {
  const { success, data, error } = Mapping.safeParse(value);
  if (success) return data;
  throw new DomainError('input_invalid', {
    where: `mapping.${error.issues[0]?.path.join('.') ?? ''}`,
    because: error.issues.map(({ path: at, message }) => `${at.slice(1).join('.')} ${message}`).join('; '),
  });
}

function presetIn(given: Given, id: string): Mapping {
  const preset = PRESETS.get(id);
  if (preset === undefined)
    return misused('import', `There is no preset "${id}"; there are ${[...PRESETS.keys()].join(', ')}.`);
  try {
    return preset.mapping(pairsIn(given));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const wrong = error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ');
    return misused('import', `The preset needs other parameters, given as --set NAME=VALUE: ${wrong}.`);
  }
}

function pairsIn(given: Given): Record<string, string> {
  return Object.fromEntries(
    given.texts('set').map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) misused('import', `--set reads NAME=VALUE, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function byMapping(given: Given, context: Context, named: FileGiven, mapping: Mapping): Plan {
  const [from, to] = [given.text('from'), given.text('to')];
  if (to !== undefined && from === undefined) misused('import', '--to needs --from.');
  const declared = {
    // a server puts in who has the key
    by: context.remote === null ? context.caller.person : 'whoever has the key',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const settings = {
    path: named.file,
    mapping,
    complete: given.flag('complete'),
    acceptRejected: given.flag('accept-rejected'),
    ...(from === undefined ? {} : { declared }),
  };
  return { ...named, collector: 'file', settings, mapping };
}

/** Shows what the columns could mean; a plan only where the person confirms it. */
async function byProposal(given: Given, to: Output, context: Context, named: FileGiven): Promise<Plan | null> {
  const layout = layoutIn(given);
  const look = await lookAt(named.bytes, layout, context.zone);
  const wanted = given.text('population');
  if (wanted !== undefined && !isPopulation(wanted))
    misused('import', `There is no population "${wanted}"; "attestry population list" shows them.`);
  const candidate = look.candidates.find(({ population }) => wanted === undefined || population === wanted);
  const open = candidate === undefined ? [] : openOf(candidate, layout);
  const [confirmed, save] = [given.flag('confirm'), given.text('save')];
  if (confirmed && wanted === undefined)
    misused('import', 'Say what its rows are, with --population, before you confirm.');
  if (confirmed && save !== undefined) misused('import', 'Give --confirm or --save, not both.');
  if (confirmed && candidate !== undefined && open.length === 0)
    return byMapping(given, context, named, mappingIn(mappingOf(candidate, layout)));
  const file = given.args[0] ?? '';
  if (save !== undefined) {
    if (candidate === undefined) misused('import', 'No column fits; say what its rows are, with --population.');
    await files.write(save, Buffer.from(`${JSON.stringify(mappingOf(candidate, layout), null, 2)}\n`));
  }
  const proposal =
    candidate === undefined
      ? null
      : {
          population: candidate.population,
          fields: candidate.proposal.fields.map(({ source: _, open: questions, ...each }) => ({
            ...each,
            open: [...questions],
          })),
          missing: [...candidate.proposal.missing],
          unused: [...candidate.proposal.unused],
          open: [...open],
          mapping: mappingOf(candidate, layout),
        };
  const presets = look.presets.map(({ id }) => id);
  to.document({ ...NOTHING, file, collector: 'file', proposal, presets }, () => {
    showRows(to, file, look);
    if (candidate !== undefined) showProposal(to, candidate, layout, look);
    if (confirmed) to.line('\nThe proposal is not complete, so that it cannot be confirmed.');
    if (save === undefined)
      showNext(to, file, { look, asked: given.text('population'), candidate, ready: open.length === 0, given });
    else to.line(`\nWritten to ${save}. Complete it, then: attestry import ${file} --mapping ${save}`);
  });
  return null;
}

function layoutIn(given: Given): Layout {
  const sheet = given.text('sheet');
  return { headerRow: 1, items: given.text('items') ?? '', ...(sheet === undefined ? {} : { sheet }) };
}
