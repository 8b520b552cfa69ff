import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Arrived {
  readonly to: readonly string[];
  readonly subject: string;
  readonly id: string;
  readonly text: string;
  /** By their names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface TestSmtp {
  /** As ATTESTRY_SMTP names it. */
  readonly address: string;
  readonly arrived: Arrived[];
  /** What the server says to the next recipients, one after the other: a reply code, or null to take it. */
  readonly replies: (number | null)[];
  /** In which words it refuses, one after the other. */
  readonly says: string[];
  /** The next message to an address that arrives, or arrived already and was not asked for yet. */
  readonly next: (to: string) => Promise<Arrived>;
}

const WAITED = 45_000;

/** A mail server on this machine that keeps what it is given, gone after the tests of the file. */
export async function testSmtp(options: SMTPServerOptions & { readonly host?: string } = {}): Promise<TestSmtp> {
  const [arrived, replies, says, asked]: [Arrived[], (number | null)[], string[], Set<Arrived>] = [
    [],
    [],
    [],
    new Set(),
  ];
  const { host = '127.0.0.1', ...rest } = options;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_, __, done) => {
      const reply = replies.shift() ?? null;
      done(
        reply === null ? null : Object.assign(new Error(says.shift() ?? 'the test says so'), { responseCode: reply }),
      );
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        arrived.push({ to, ...read(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
    ...rest,
  });
  server.on('error', () => undefined); // a client that leaves
  server.listen(0, host);
  await once(server.server, 'listening');
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const next = async (to: string): Promise<Arrived> => {
    for (const end = Date.now() + WAITED; Date.now() < end; await sleep(50)) {
      const found = arrived.find((each) => each.to.includes(to) && !asked.has(each));
      if (found !== undefined) {
        asked.add(found);
        return found;
      }
    }
    throw new Error(`no mail came for ${to}`);
  };
  return { address: `smtp://${host}:${port}`, arrived, replies, says, next };
}

/** A message in plain text, as RFC 5322 and RFC 2045 carry it. */
function read(raw: string): Omit<Arrived, 'to'> {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const text = body.join('\r\n\r\n');
  return {
    subject: headers.get('subject') ?? '',
    id: headers.get('message-id') ?? '',
    headers,
    text: headers.get('content-transfer-encoding') === 'quoted-printable' ? fromQuotedPrintable(text) : text,
  };
}

const fromQuotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString('utf8');
