import { counted } from '#/core/grouped.ts';
import { presetsFor } from './fit.ts';
import { Mapping, type MappingInput } from './mapping.ts';
import { type Proposal, proposing } from './propose.ts';
import type { Preset } from './presets/index.ts';
import { wordOf } from './cell.ts';
import { formatOf, type Layout, readRows } from './read.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import type { Rows } from '#/collectors/formats/rows.ts';
import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';

/** What can be said of a file that nobody has described yet. */
export interface Look {
  readonly format: string;
  readonly rows: Rows;
  /** Exports of products that have such a header. */
  readonly presets: readonly Preset[];
  /** Populations that some columns fit, those that fit best first. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly population: PopulationName;
  readonly proposal: Proposal;
}

/** Looks at a file, and proposes what its columns mean. Nothing of it is used before a person confirms it. */
export async function lookAt(bytes: NamedBytes, layout: Layout, zone: string): Promise<Look> {
  const rows = await readRows(bytes, layout);
  const proposalFor = proposing(rows, { zone });
  const candidates = POPULATION_NAMES.map((population) => ({ population, proposal: proposalFor(population) }))
    .filter(({ proposal }) => proposal.fields.length > 0)
    .sort((a, b) => fitness(b) - fitness(a));
  return { format: formatOf(bytes, layout), rows, presets: presetsFor(rows.header), candidates };
}

/** How well columns fit: what every item needs weighs most. */
const fitness = ({ proposal: { fields, missing } }: Candidate): number =>
  fields.reduce((sum, { how }) => sum + (how === 'exact' ? 2 : 1), 0) - 3 * missing.length;

/** The mapping of a proposal, as a person completes it in an editor. */
export const mappingOf = ({ population, proposal }: Candidate, layout: Layout): MappingInput => ({
  population,
  ...Object.fromEntries(Object.entries(layout).filter(([, value]) => value !== undefined)),
  fields: Object.fromEntries(proposal.fields.map(({ field, source }) => [field, source])),
});

/** Fields of which there may be none and some cells are empty: whether that means none, a person must say. */
export const silentOf = ({ population, proposal }: Candidate, { rows }: Rows): readonly string[] => {
  const { fields } = populationNamed(population);
  return proposal.fields.flatMap(({ field, column, source }) => {
    const empty = rows.filter(({ cell }) => wordOf(cell(column)) === '').length;
    if (empty === 0 || fields[field]?.none !== true || 'empty' in source) return [];
    return `${field}: ${counted(empty, 'cell is', 'cells are')} empty, which the file then does not say; where that means that there is none, write "empty": "none"`;
  });
};

/** What keeps a proposal from being used as it is. */
export function openOf({ population, proposal }: Candidate, layout: Layout): readonly string[] {
  const { fields } = populationNamed(population);
  const open = [
    ...proposal.missing.map(
      (field) => `${field}: no column tells it, and every item needs it (${fields[field]?.doc ?? ''})`,
    ),
    ...proposal.fields.flatMap(({ field, open: questions }) => questions.map((question) => `${field}: ${question}`)),
  ];
  if (open.length > 0) return open;
  const { success, error } = Mapping.safeParse(mappingOf({ population, proposal }, layout));
  return success ? [] : error.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`);
}
