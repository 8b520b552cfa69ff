import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

/** As much of JSON Schema as is looked at here. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly contentEncoding?: string;
  readonly [keyword: string]: unknown;
}

const shapeIn = (schema: z.ZodType, io: 'input' | 'output'): Shape => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return shape as Shape;
};

export interface Shapes {
  readonly input: Shape;
  readonly output: Shape;
  /** Members of the input that stand in the path. */
  readonly inPath: readonly string[];
}

const known = new WeakMap<Endpoint, Shapes>();

/** Each is worked out when it is first asked for: a server that starts needs hardly any, and all take a tenth of a second. */
class Shaped implements Shapes {
  readonly inPath: readonly string[];
  readonly #endpoint: Endpoint;
  #input: Shape | null = null;
  #output: Shape | null = null;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
    this.inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  }

  get input(): Shape {
    return (this.#input ??= shapeIn(this.#endpoint.input, 'input'));
  }

  get output(): Shape {
    return (this.#output ??= shapeIn(this.#endpoint.output, 'output'));
  }
}

/** How an endpoint's input and output look as JSON. */
export function shapesOf(endpoint: Endpoint): Shapes {
  const before = known.get(endpoint);
  if (before !== undefined) return before;
  const shapes = new Shaped(endpoint);
  known.set(endpoint, shapes);
  return shapes;
}

/** Does the input, but for the path, travel as JSON in the body? Otherwise it stands in the query. */
export const hasBody = ({ method }: Pick<Endpoint, 'method'>): boolean => method === 'POST' || method === 'PUT';

export const isBytes = (shape: Shape | undefined): boolean => shape?.contentEncoding === 'base64';

/** The types that a value may have, `null` left out. */
export function typesOf(shape: Shape | undefined): readonly string[] {
  if (shape === undefined) return [];
  if (shape.anyOf !== undefined) return shape.anyOf.flatMap((each) => typesOf(each));
  const types = typeof shape.type === 'string' ? [shape.type] : (shape.type ?? []);
  return types.filter((type) => type !== 'null');
}
