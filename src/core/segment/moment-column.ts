import type { Moment } from '#/core/time/moment.ts';
import { type Column, joinParts, type Layout, Parts, type Reader } from './column.ts';

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
