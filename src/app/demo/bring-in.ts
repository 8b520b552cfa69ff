import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PRESETS } from '#/collectors/file/presets/index.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { formatDay } from '#/core/time/zone.ts';
import type { Company, FileSource, Section } from '#/demo/index.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { peopleContract } from '#/features/people/contract.ts';
import { aliasesOf, aliasRows, people } from '#/features/people/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { populationsService } from '#/features/populations/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { collect, sources } from '#/features/sources/index.ts';
import type { Creating, Demo, Step } from './create.ts';

/** The demo while it is told. */
export interface Telling extends Creating {
  readonly demo: Demo;
  readonly caller: Caller;
}

/** Everything that comes as a file, or is done by hand, in the order in which sections name it. */
export function deliveriesOf(telling: Telling): readonly Step[] {
  const { sections, company } = telling.demo;
  return [
    ...sections.flatMap((section) => section.sources.flatMap((source) => stepsOf(telling, source))),
    ...aliasSteps(telling, company, sections),
    ...sections.flatMap(({ attached = [] }) => attached).map((each) => attachStep(telling, each)),
  ];
}

function stepsOf(telling: Telling, source: FileSource): readonly Step[] {
  const file = path.join(telling.folder, 'exports', source.file);
  return source.deliveries.map(({ at, bytes }, place) => ({
    at,
    what: source.id,
    run: async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes());
      if (place === 0) await connect(telling, source, file);
      await collectOf(telling, source.id);
    },
  }));
}

async function connect({ attestry, caller }: Telling, source: FileSource, file: string): Promise<void> {
  const mapping = mappingOf(source);
  await localClient(sourcesContract, sources(attestry.sources), caller).add({
    id: source.id,
    collector: source.collector,
    settings: { ...source.settings, path: file, ...(mapping === null ? {} : { mapping }) },
    reference: source.reference ?? false,
    untried: true,
  });
}

function mappingOf({ mapping }: FileSource): unknown {
  if (mapping === undefined) return null;
  if (!('preset' in mapping)) return mapping;
  const preset = PRESETS.get(mapping.preset);
  if (preset === undefined) throw new TypeError(`there is no preset "${mapping.preset}"`);
  const made = preset.mapping(mapping.parameters);
  return { ...made, fields: { ...made.fields, ...mapping.fields } };
}

/** Reads a source as "attestry collect" does; what cannot be read stops the demo, because nothing may be missing. */
export async function collectOf({ attestry, caller, signal }: Telling, id: string): Promise<void> {
  const { state, error } = await collect(attestry.sources, caller.org, id, { signal, progress: () => undefined });
  signal.throwIfAborted();
  if (state !== 'finished') throw new DomainError('demo_failed', { source: id, because: error ?? state });
}

/** A name can be declared once the HR system knows whose it is, so each look brings those who came since. */
function aliasSteps(telling: Telling, company: Company, sections: readonly Section[]): readonly Step[] {
  const all = sections.flatMap(({ aliases = [] }) => aliases);
  const began = new Map(company.people.map(({ employee, started }) => [employee, started]));
  const lookOf = (employee: string): number =>
    company.looks.find((look) => (began.get(employee) ?? 0) <= company.dayOf(look)) ?? company.end;
  return [...Map.groupBy(all, ({ employee }) => lookOf(employee))].map(([at, aliases]) => ({
    at,
    what: 'names of people',
    run: async () => {
      await localClient(peopleContract, people(telling.attestry), telling.caller).declare({
        aliases: aliases.map(({ handle, employee }) => ({ handle, is: `employee:${employee}` })),
      });
    },
  }));
}

type AttachedFile = NonNullable<Section['attached']>[number];

const attachStep = ({ attestry, caller }: Telling, { at, ...file }: AttachedFile): Step => ({
  at,
  what: file.control,
  run: async () => {
    const { control, purpose, occurred, name, media, note } = file;
    await localClient(evidenceContract, evidence(attestry), caller).add({
      control,
      purpose,
      occurred,
      name,
      media,
      note,
      bytes: new Uint8Array(file.bytes()),
    });
  },
});

/** Compares each list with what its tool shows, leavers with disabled accounts, and changes with what was deployed. */
export async function reconcileAll(telling: Telling): Promise<void> {
  const { attestry, caller, demo } = telling;
  const client = localClient(
    populationsContract,
    populationsService({
      ...attestry,
      aliasesOf: async (tx) => aliasesOf(await aliasRows(tx, Number.MAX_SAFE_INTEGER)),
    }),
    caller,
  );
  for (const source of demo.sections.flatMap((section) => section.sources)) {
    const population = populationOf(source);
    if (source.shown === undefined || population === null) continue;
    const note = `The number that the tool itself shows for ${source.file}.`;
    await client.reconcile({ kind: 'count', population, source: source.id, count: source.shown, note });
  }
  const { first, last } = demo.company.window;
  const days = { from: formatDay(first), to: formatDay(last) };
  await client.reconcile({ kind: 'leavers', ...days });
  await client.reconcile({ kind: 'changes', ...days });
}

function populationOf(source: FileSource): PopulationName | null {
  const mapping = mappingOf(source);
  return mapping === null ? null : (mapping as { readonly population: PopulationName }).population;
}
