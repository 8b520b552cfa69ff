import type { TraceSettings } from './settings.ts';

/** What a span says besides its name and its time: never anything of a person, an address of the net, or a secret. */
export type Attributes = Readonly<Record<string, string | number>>;

export interface About {
  readonly kind: 'server' | 'client' | 'consumer' | 'internal';
  readonly attributes: Attributes;
  /** What it goes on from, as W3C Trace Context writes it, where that is elsewhere. What is no such thing is left out. */
  readonly parent?: string | null | undefined;
}

/** A span whose end comes elsewhere. */
export interface Opened {
  /** What `work` does is a part of it. */
  readonly within: <T>(work: () => T) => T;
  /** `failed`: the kind of failure, in a word; null: there was none. */
  readonly end: (attributes: Attributes, failed: string | null) => void;
}

/** How work is followed across requests, transactions and jobs. */
export interface Traces {
  /** Loads what follows it, where that is wanted; before, and where it is not, nothing is followed. */
  readonly begin: () => Promise<void>;
  /** Null: it is not followed. */
  readonly open: (name: string, about: About) => Opened | null;
  readonly span: <T>(name: string, about: About, work: () => Promise<T>) => Promise<T>;
  /** The same within what is followed, and nothing by itself. */
  readonly part: <T>(name: string, about: About, work: () => Promise<T>) => Promise<T>;
  /** What a job goes on from: the request or the job in which this is asked. Null: none that is followed. */
  readonly current: () => string | null;
  /** Sends what is left, for no longer than a stop may wait. */
  readonly close: () => Promise<void>;
}

export type Following = Omit<Traces, 'begin'>;

export const NO_TRACES: Traces = {
  begin: () => Promise.resolve(),
  open: () => null,
  span: (_name, _about, work) => work(),
  part: (_name, _about, work) => work(),
  current: () => null,
  close: () => Promise.resolve(),
};

/** Traces that cost nothing until they begin: only then is the library read that sends them. */
export function traces(settings: TraceSettings | null, version: string): Traces {
  if (settings === null) return NO_TRACES;
  let following: Following = NO_TRACES;
  return {
    begin: async () => {
      const { follow } = await import('./follow.ts');
      following = follow(settings, version);
    },
    open: (...given) => following.open(...given),
    span: (...given) => following.span(...given),
    part: (...given) => following.part(...given),
    current: () => following.current(),
    close: () => following.close(),
  };
}

/** The items of a source that is asked for one after the other, with each asking as a part. */
export async function* eachTraced<T>(
  { part }: Pick<Traces, 'part'>,
  about: { readonly name: string; readonly attributes: Attributes },
  items: AsyncIterable<T>,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await part(about.name, { kind: 'client', attributes: about.attributes }, () => iterator.next());
      if (next.done === true) {
        isOver = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await iterator.return?.();
  }
}
