import type { z } from 'zod';
import type { PopulationName } from '#/core/populations/index.ts';
import { Mapping, type MappingInput } from '#/collectors/file/mapping.ts';

/** A mapping for the export of a product, made once for everybody. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** Where a person finds the export, and what it does not tell. */
  readonly doc: string;
  readonly populations: readonly PopulationName[];
  /** Columns that only this export has together. */
  readonly recognizedBy: readonly string[];
  readonly parameters: z.ZodType;
  /** The mapping for a company; throws ZodError where the parameters are not of their form. */
  readonly mapping: (parameters: unknown) => Mapping;
}

interface Spec<S extends z.ZodType> extends Omit<Preset, 'mapping' | 'parameters'> {
  readonly parameters: S;
  readonly mapping: (parameters: z.output<S>) => MappingInput;
}

export const definePreset = <S extends z.ZodType>({ mapping, ...spec }: Spec<S>): Preset => ({
  ...spec,
  mapping: (parameters) => Mapping.parse(mapping(spec.parameters.parse(parameters))),
});
