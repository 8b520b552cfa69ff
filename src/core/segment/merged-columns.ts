import type { Field, Fields } from '#/core/populations/field.ts';
import { mergeCodes } from './code-column.ts';
import type { Column, Part, Places } from './column.ts';
import type { Source } from './row-reader.ts';
import { mergeDigests } from './digest-column.ts';
import { FLAGS, MEMBER } from './fields.ts';
import { mergeLists } from './list-column.ts';
import { mergeIndexes } from './merge-indexes.ts';
import { mergeDictionaries, mergeEitherTexts, mergeTexts } from './merge-texts.ts';
import { mergedRun, positionsOf, tiesOf } from './merge.ts';
import { mergeMoments } from './moment-column.ts';
import { encodeNumbers, mergeNumbers } from './number-column.ts';
import { PRESENCES } from './row.ts';
import { indexName, type Layoutable, SYSTEM } from './segment.ts';

/** The ids of all artifacts that the rows of these segments count, each once. */
export const artifactsOf = (sources: readonly Source[]): readonly string[] => [
  ...new Set(sources.flatMap(({ artifacts }) => artifacts)),
];

/**
 * The columns of all versions of several segments as one: what `encodeRows` makes of the same rows, one column after
 * the other, so that no more of them is in memory at once than one.
 */
export class MergedColumns {
  readonly #population: Layoutable;
  readonly #sources: readonly Source[];
  readonly #places: Places;

  constructor(population: Layoutable, sources: readonly Source[]) {
    this.#population = population;
    this.#sources = sources;
    const { segments, rows } = mergedRun(sources, tiesOf(sources));
    this.#places = { segments, rows };
  }

  get rows(): number {
    return this.#places.rows.length;
  }

  *columns(): Generator<Column> {
    const places = this.#places;
    const { key, order, digest, presence, artifact, place, collected, previous, note } = SYSTEM;
    yield mergeTexts(key, this.#parts(key), places);
    yield mergeNumbers(order, this.#parts(order), places);
    yield mergeDigests(digest, this.#parts(digest), places);
    yield mergeCodes(presence, this.#parts(presence), places, PRESENCES);
    yield mergeNumbers(artifact, this.#parts(artifact), places, this.#artifactPlaces());
    yield mergeTexts(place, this.#parts(place), places);
    yield mergeNumbers(collected, this.#parts(collected), places);
    yield mergeNumbers(previous, this.#parts(previous), places);
    yield mergeDictionaries(note, this.#parts(note), places);
    yield this.#positions();
    yield* this.#indexes();
    for (const [name, field] of Object.entries(this.#population.fields)) yield* this.#field(name, field, places);
  }

  #parts(name: string): readonly Part[] {
    return this.#sources.map(({ column, rows }) => ({ ...column(name), rows }));
  }

  /** The columns of the members of lists have rows of their own, as many as the lists have members. */
  #memberParts(name: string, list: string): readonly Part[] {
    return this.#sources.map(({ column }) => ({ ...column(name), rows: Number(column(list).layout['length']) }));
  }

  #artifactPlaces(): (artifact: number, segment: number) => number {
    const places = new Map(artifactsOf(this.#sources).map((id, place) => [id, place]));
    const own = this.#sources.map(({ artifacts }) => artifacts.map((id) => places.get(id) ?? 0));
    return (artifact, segment) => own[segment]?.[artifact] ?? Number.POSITIVE_INFINITY;
  }

  #positions(): Column {
    const { segments, rows } = this.#places;
    const read = this.#sources.map(positionsOf);
    return encodeNumbers(
      SYSTEM.position,
      Float64Array.from(rows, (row, at) => read[segments[at] ?? 0]?.(row) ?? Number.NaN),
    );
  }

  *#indexes(): Generator<Column> {
    const { segments, rows } = this.#places;
    const rowOf = this.#sources.map((source) => new Uint32Array(source.rows));
    for (let at = 0; at < rows.length; at += 1) {
      const own = rowOf[segments[at] ?? 0];
      if (own !== undefined) own[rows[at] ?? 0] = at;
    }
    for (const lookup of Object.keys(this.#population.lookups))
      yield mergeIndexes(indexName(lookup), this.#parts(indexName(lookup)), rowOf);
  }

  *#field(name: string, field: Field<unknown, unknown>, places: Places, list?: string): Generator<Column> {
    const parts = list === undefined ? this.#parts(name) : this.#memberParts(name, list);
    switch (field.kind) {
      case 'text':
        return yield mergeEitherTexts(name, parts, places);
      case 'actor':
        return yield mergeDictionaries(name, parts, places);
      case 'number':
        return yield mergeNumbers(name, parts, places);
      case 'flag':
        return yield mergeCodes(name, parts, places, FLAGS);
      case 'choice':
        return yield mergeCodes(name, parts, places, field.choices);
      case 'moment':
        return yield mergeMoments(name, parts, places);
      case 'texts': {
        const { column, members } = mergeLists(name, parts, places);
        yield column;
        return yield mergeEitherTexts(`${name}.${MEMBER}`, this.#memberParts(`${name}.${MEMBER}`, name), members);
      }
      case 'list': {
        const { column, members } = mergeLists(name, parts, places);
        yield column;
        yield* this.#children(name, field.children, members);
      }
    }
  }

  *#children(list: string, children: Fields, members: Places): Generator<Column> {
    for (const [child, field] of Object.entries(children)) yield* this.#field(`${list}.${child}`, field, members, list);
  }
}
