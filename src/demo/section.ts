import type { MappingInput } from '#/collectors/file/mapping.ts';
import type { Check } from '#/checks/check.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Outcome } from '#/core/verdict.ts';
import type { Company } from './company.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A file as a tool gave it, and when it was taken from the tool and brought in. */
export interface Delivery {
  readonly at: Instant;
  /** Made when it is wanted, so that a large company need not be held in memory; the same bytes each time. */
  readonly bytes: () => Uint8Array;
}

/** One of the known exports, with what a company adds to its mapping: custom columns, or names that it knows better. */
export interface PresetMapping {
  readonly preset: string;
  readonly parameters: { readonly [name: string]: Json };
  readonly fields?: MappingInput['fields'];
}

/** A source that reads a file. Each delivery replaces the one before it, as a new export does, and is collected. */
export interface FileSource {
  /** Of the source in the product: lowercase letters, digits and dashes. Items are named `<id>/<key>`. */
  readonly id: string;
  /** The name of the file, such as `okta-users.json`; each source has a name of its own. */
  readonly file: string;
  readonly collector: 'file' | 'scan' | 'pgbackrest';
  /** How a file is read, for the collector `file`. */
  readonly mapping?: MappingInput | PresetMapping;
  /**
   * The collector's settings, but for path and mapping. For a file of events `declared: {from, by}` (moments; the
   * reading is the end, unless `to` says otherwise); for states `declared: {by}`, and `complete: true`.
   */
  readonly settings: { readonly [name: string]: Json };
  /** Kept for comparison with another source only, and not judged. */
  readonly reference?: true;
  /**
   * How many items the tool's own screen shows after the last delivery. Where it is given, a person compares it with
   * what arrived, and the list counts as complete if they agree.
   */
  readonly shown?: number;
  /** In order of time. States: one for each of `company.looks`. Events: usually one, at the last of them. */
  readonly deliveries: readonly Delivery[];
}

/** A file that a person attaches to a control that no records evidence. */
export interface Attached {
  readonly control: string;
  readonly purpose: 'performance' | 'design' | 'missed' | 'complete';
  /** `2026-03-03`, in the company's zone. */
  readonly occurred: string;
  readonly at: Instant;
  readonly name: string;
  readonly media: string;
  readonly bytes: () => Uint8Array;
  readonly note: string;
}

/** What the generator decided to put in, before any check is asked. */
export interface Planted {
  readonly check: Check['id'];
  /** `<source>/<key>`. */
  readonly item: string;
  /** `deviation` and `unknown` are all that the checks may find; a `trap` looks like one, and is none. */
  readonly kind: 'deviation' | 'unknown' | 'trap';
  /** What the check must say; for a trap anything but a deviation or an unknown. */
  readonly outcome: Exclude<Outcome, 'excluded'>;
  /** One sentence: what was planted. */
  readonly because: string;
}

/** Something that is missing, and that a status must show. */
export interface Gap {
  /** The control whose status shows it. */
  readonly control: string;
  /** Words that a reason of that control must hold. */
  readonly shows: string;
  readonly because: string;
}

/** Something that stands apart from the window, and that a list must show. */
export interface StandsApart {
  readonly list: 'open-before-window' | 'recorded-late';
  /** `<source>/<key>`; of what a person attached the control and the day on which it occurred. */
  readonly item: string;
  readonly because: string;
}

/** What one kind of tool tells of the company, how it is brought in, and what is planted in it. */
export interface Section {
  readonly name: string;
  readonly sources: readonly FileSource[];
  readonly planted: readonly Planted[];
  readonly gaps?: readonly Gap[];
  readonly attached?: readonly Attached[];
  readonly apart?: readonly StandsApart[];
  /** Other names of people that no list resolves, declared by hand. */
  readonly aliases?: readonly { readonly handle: string; readonly employee: string }[];
  /** Limits that the library leaves to the company, by control. */
  readonly limits?: readonly { readonly control: string; readonly parameters: { readonly [name: string]: Json } }[];
}

/** Pure: the same company gives the same section, to the byte. */
export type MakeSection = (company: Company) => Section;
