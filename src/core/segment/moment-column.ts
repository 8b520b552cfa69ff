import type { Moment } from '#/core/time/moment.ts';
import { type Column, joinParts, type Layout, type Part, Parts, type Places, type Reader } from './column.ts';

const NONE = Number.POSITIVE_INFINITY;

/** Earliest instants; and, unless all are exact, latest instants and the place of each zone in `zones` (0: none). */
export function encodeMoments(name: string, values: readonly (Moment | null | undefined)[]): Column {
  const earliest = new Float64Array(values.length);
  const latest = new Float64Array(values.length);
  const codes = new Uint8Array(values.length);
  const zones = new Map<string, number>();
  let exact = true;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    earliest[row] = latest[row] = value === null ? NONE : (value?.earliest ?? Number.NaN);
    if (value === null || value === undefined || (value.zone === null && value.earliest === value.latest)) continue;
    exact = false;
    latest[row] = value.latest;
    if (value.zone !== null) codes[row] = codeOf(zones, value.zone);
  }
  const parts = exact ? [earliest] : [earliest, latest, codes];
  return { name, type: 'moment', layout: { exact, zones: [...zones.keys()] }, body: joinParts(parts) };
}

function codeOf(zones: Map<string, number>, zone: string): number {
  const code = zones.get(zone) ?? zones.size + 1;
  if (code > 255) throw new RangeError('a segment holds dates of at most 255 time zones');
  zones.set(zone, code);
  return code;
}

export class MomentReader implements Reader<Moment> {
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
  readonly #codes: Uint8Array | null;
  readonly #zones: readonly string[];
  /** What was read last: rules, and what places an item in time, ask for the same moment several times. */
  #row = -1;
  #moment: Moment | null | undefined;

  constructor({ body, layout }: Pick<Column, 'body' | 'layout'>, rows: number) {
    const parts = new Parts(body);
    this.earliest = parts.floats(rows);
    this.latest = layout['exact'] === true ? this.earliest : parts.floats(rows);
    this.#codes = layout['exact'] === true ? null : parts.bytes(rows);
    this.#zones = zonesOf(layout);
  }

  at(row: number): Moment | null | undefined {
    if (row !== this.#row) {
      this.#moment = this.#read(row);
      this.#row = row;
    }
    return this.#moment;
  }

  #read(row: number): Moment | null | undefined {
    const earliest = this.earliest[row] ?? Number.NaN;
    if (earliest === NONE) return null;
    if (Number.isNaN(earliest)) return undefined;
    const code = this.#codes?.[row] ?? 0;
    return {
      earliest,
      latest: this.latest[row] ?? earliest,
      zone: code === 0 ? null : (this.#zones[code - 1] ?? null),
    };
  }
}

const zonesOf = (layout: Layout): readonly string[] => (Array.isArray(layout['zones']) ? layout['zones'] : []);

/** What `encodeMoments` makes of the same values. */
export function mergeMoments(name: string, parts: readonly Part[], { segments, rows }: Places): Column {
  const read = parts.map(({ body, layout, rows: count }) => {
    const bytes = new Parts(body);
    const earliest = bytes.floats(count);
    const exact = layout['exact'] === true;
    const latest = exact ? earliest : bytes.floats(count);
    return { earliest, latest, codes: exact ? null : bytes.bytes(count), zones: zonesOf(layout) };
  });
  const exact = read.every(({ codes }) => codes === null);
  const earliest = new Float64Array(rows.length);
  const latest = new Float64Array(exact ? 0 : rows.length);
  const codes = new Uint8Array(exact ? 0 : rows.length);
  const zones = new Map<string, number>();
  for (let at = 0; at < rows.length; at += 1) {
    const part = read[segments[at] ?? 0];
    const row = rows[at] ?? 0;
    earliest[at] = part?.earliest[row] ?? Number.NaN;
    if (exact) continue;
    latest[at] = part?.latest[row] ?? Number.NaN;
    const zone = part?.zones[(part.codes?.[row] ?? 0) - 1];
    if (zone !== undefined) codes[at] = codeOf(zones, zone);
  }
  const body = joinParts(exact ? [earliest] : [earliest, latest, codes]);
  return { name, type: 'moment', layout: { exact, zones: [...zones.keys()] }, body };
}
