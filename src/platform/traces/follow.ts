import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { DomainError } from '#/core/errors.ts';
import type { TraceSettings } from './settings.ts';
import type { About, Attributes, Following, Opened } from './traces.ts';

/** Where work is: the span that it is a part of, and the request or job that carries on. */
interface Place {
  readonly context: Context;
  readonly carrier: SpanContext;
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** What was not sent by then is lost when the program stops; in milliseconds. */
const LAST_WORDS = 3_000;
/** How long one sending may take. In milliseconds. */
const SENDING = 5_000;

/**
 * Sends spans by OTLP over HTTP, in the background and some at a time. What cannot be sent is dropped. Nothing is made
 * known to the libraries that are used, some of which would say more than belongs here.
 */
export function follow({ url, headers, service, share }: TraceSettings, version: string): Following {
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: SENDING });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('attestry', version);
  const places = new AsyncLocalStorage<Place>();
  const begin = (name: string, { kind, attributes }: About, above: Context): Span =>
    tracer.startSpan(name, { kind: KINDS[kind], attributes: { ...attributes } }, above);
  const open = (name: string, about: About): Opened => {
    const span = begin(name, about, contextOf(about.parent) ?? places.getStore()?.context ?? ROOT_CONTEXT);
    const place = { context: trace.setSpan(ROOT_CONTEXT, span), carrier: span.spanContext() };
    return { within: (work) => places.run(place, work), end: (more, failed) => ended(span, more, failed) };
  };
  return {
    open,
    span: (name, about, work) => {
      const opened = open(name, about);
      return settled(opened.within(work), (failed) => opened.end({}, failed));
    },
    part: (name, about, work) => {
      const above = places.getStore();
      if (above === undefined) return work();
      const span = begin(name, about, above.context);
      const place = { ...above, context: trace.setSpan(ROOT_CONTEXT, span) };
      return settled(places.run(place, work), (failed) => ended(span, {}, failed));
    },
    current: () => {
      const carrier = places.getStore()?.carrier;
      return carrier === undefined ? null : written(carrier);
    },
    close: async () => {
      const waiting = new AbortController();
      const late = sleep(LAST_WORDS, undefined, { signal: waiting.signal }).catch(() => undefined);
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      waiting.abort();
    },
  };
}

/** Whatever the work gives or throws is given or thrown, and its span ends by it. */
async function settled<T>(work: Promise<T>, end: (failed: string | null) => void): Promise<T> {
  try {
    const value = await work;
    end(null);
    return value;
  } catch (error) {
    end(wordFor(error));
    throw error;
  }
}

/** A code or a name and no message: a message may hold what somebody typed. */
const wordFor = (error: unknown): string =>
  error instanceof DomainError ? error.code : error instanceof Error ? error.constructor.name : 'unknown';

function ended(span: Span, attributes: Attributes, failed: string | null): void {
  span.setAttributes({ ...attributes, ...(failed === null ? {} : { 'error.type': failed }) });
  if (failed !== null) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** https://www.w3.org/TR/trace-context/ §3.2; of versions to come, what this one knows of them. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

function contextOf(text: string | null | undefined): Context | null {
  const [, traceId = '', spanId = '', flags = '00'] = TRACEPARENT.exec(text ?? '') ?? [];
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : null;
}

const written = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
