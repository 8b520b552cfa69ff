import { DomainError } from '#/core/errors.ts';

/** Where traces are sent, and which. */
export interface TraceSettings {
  /** The whole address. */
  readonly url: string;
  /** They may hold a secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the receiver names this program. */
  readonly service: string;
  /** The share of traces that are kept, from 0 to 1, where whoever asked did not decide. */
  readonly share: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'OTEL_EXPORTER_OTLP';

/** What the variables of OpenTelemetry say; null: nothing is traced. An empty variable is not set. */
export function traceSettingsIn(environment: Environment): TraceSettings | null {
  const [base, whole] = [environment[`${PREFIX}_ENDPOINT`] ?? '', environment[`${PREFIX}_TRACES_ENDPOINT`] ?? ''];
  if ((base === '' && whole === '') || environment['OTEL_SDK_DISABLED'] === 'true') return null;
  const url = whole === '' ? `${base.replace(/\/+$/, '')}/v1/traces` : whole;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw wrong(whole === '' ? `${PREFIX}_ENDPOINT` : `${PREFIX}_TRACES_ENDPOINT`, {
      because: 'it is no address of http or https',
      help: 'an address such as http://localhost:4318',
    });
  const service = environment['OTEL_SERVICE_NAME'] ?? '';
  return {
    url,
    headers: headersIn(environment[`${PREFIX}_HEADERS`] ?? ''),
    service: service === '' ? 'attestry' : service,
    share: shareIn(environment['OTEL_TRACES_SAMPLER_ARG'] ?? ''),
  };
}

/** `name=value`, with commas between and values percent-encoded, as W3C Baggage writes it. */
function headersIn(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = '', value = ''] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
      const decoded = name === '' ? null : decodedFrom(value);
      if (decoded === null)
        throw wrong(`${PREFIX}_HEADERS`, { because: 'it is not of its form', help: 'NAME=VALUE, with commas between' });
      return [name, decoded];
    }),
  );
}

function decodedFrom(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null; // said by whoever asks, without the value, which may be a secret
  }
}

function shareIn(text: string): number {
  const share = text === '' ? 1 : Number(text);
  if (!(share >= 0 && share <= 1))
    throw wrong('OTEL_TRACES_SAMPLER_ARG', { because: `"${text}" is no share`, help: 'a number from 0 to 1' });
  return share;
}

const wrong = (name: string, facts: { readonly because: string; readonly help: string }): DomainError =>
  new DomainError('variable_invalid', { name, ...facts });
