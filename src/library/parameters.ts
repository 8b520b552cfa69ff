import { z } from 'zod';

/**
 * A limit that a control's statement names. The statement is a template: `{name}` stands for the limit in words, so
 * that the number that a check judges by and the number that an auditor reads are one.
 */
export type Parameter = Count | Rhythm | BySeverity;

/** So many of something. Null means that the statement names no number: `unset` stands in its place. */
export interface Count {
  readonly kind: 'count';
  readonly unit: string;
  /** `five business days`, `24 hours`, `fifth business day`. */
  readonly style: 'words' | 'digits' | 'ordinal';
  readonly default: number | null;
  readonly unset?: string;
  readonly doc: string;
}

/** How often, in months unless it says days. */
export interface Rhythm {
  readonly kind: 'rhythm';
  readonly unit?: 'day';
  readonly default: number;
  readonly doc: string;
}

/** Days by severity. */
export interface BySeverity {
  readonly kind: 'by-severity';
  readonly default: Days;
  readonly doc: string;
}

export interface Days {
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
}

export interface Limits {
  readonly template: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

/** As they are written down: a sentence more for a limit by which a check judges and that the library does not name. */
export interface LimitsOfLibrary extends Limits {
  readonly adds?: string;
}

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;
const ORDINALS = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
] as const;
const RHYTHMS: Readonly<Record<'day' | 'month', Readonly<Record<number, string>>>> = {
  day: { 1: 'daily', 7: 'weekly' },
  month: { 1: 'each month', 3: 'each quarter', 12: 'annually' },
};

const ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
  zero: 'th',
  many: 'th',
  other: 'th',
};

const inWords = (count: number): string => WORDS[count] ?? String(count);
const plural = (count: number, unit: string): string => (count === 1 ? unit : `${unit}s`);

/** A limit as the statement says it. */
export function inSentence(parameter: Parameter, value: unknown): string {
  const known = schemaOf(parameter).parse(value);
  switch (parameter.kind) {
    case 'count':
      return known === null ? (parameter.unset ?? '') : countIn(parameter, Number(known));
    case 'rhythm':
      return rhythmIn(parameter.unit ?? 'month', Number(known));
    case 'by-severity':
      return daysIn(Days.parse(known));
  }
}

const rhythmIn = (unit: 'day' | 'month', count: number): string =>
  RHYTHMS[unit][count] ?? `every ${inWords(count)} ${unit}s`;

function countIn({ style, unit }: Count, count: number): string {
  if (style === 'ordinal') return `${ORDINALS[count] ?? `${count}${SUFFIXES[ORDINAL.select(count)]}`} ${unit}`;
  return `${style === 'words' ? inWords(count) : count} ${plural(count, unit)}`;
}

/** Severities with the same number of days share it: `critical and high 30 days, medium 60 days`. */
function daysIn(days: Days): string {
  const groups = Map.groupBy(['critical', 'high', 'medium', 'low'] as const, (severity) => days[severity]);
  return [...groups]
    .map(([count, severities]) => `${severities.join(' and ')} ${count} ${plural(count, 'day')}`)
    .join(', ');
}

const Days = z.strictObject({
  critical: z.int().min(0),
  high: z.int().min(0),
  medium: z.int().min(0),
  low: z.int().min(0),
});

/** What a company may set a limit to. */
export function schemaOf(parameter: Parameter): z.ZodType {
  const known = schemas.get(parameter) ?? madeSchema(parameter);
  schemas.set(parameter, known);
  return known;
}

/** To make one takes much longer than to ask it, and a list of controls asks hundreds. */
const schemas = new WeakMap<Parameter, z.ZodType>();

function madeSchema(parameter: Parameter): z.ZodType {
  switch (parameter.kind) {
    case 'count': {
      // There is no zeroth business day.
      const count = z
        .int()
        .min(parameter.style === 'ordinal' ? 1 : 0)
        .max(3650);
      return parameter.unset === undefined ? count : count.nullable();
    }
    case 'rhythm':
      return z.int().min(1).max(60);
    case 'by-severity':
      return Days;
  }
}

/** The statement with its limits in words; for one that nobody set, its default. */
export const statementOf = ({ template, parameters }: Limits, values: Readonly<Record<string, unknown>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = parameters[name];
    if (parameter === undefined) return whole;
    return inSentence(parameter, name in values ? values[name] : parameter.default);
  });

export const defaultsOf = ({ parameters }: Limits): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]));
