import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { Threads } from '#/platform/threads.ts';
import type { Agreement } from './agreement.ts';
import type { Inspection } from './inspect.ts';
import type { Mark } from './mark.ts';
import type { PagesText } from './text.ts';
import type { Order, Reply } from './worker.ts';

/** Works on PDFs in threads of their own, so that no request waits for another one's file. */
export interface Documents {
  /** Throws `document_refused` for what cannot be read, marked, or is more than pages. */
  inspect(name: string, bytes: Uint8Array): Promise<Inspection>;
  /** A copy with a mark on every page. Throws `document_unmarked`; nothing else ever comes out. */
  mark(bytes: Uint8Array, mark: Mark): Promise<Uint8Array>;
  /** An agreement as a file. */
  write(agreement: Agreement): Promise<Uint8Array>;
  /** What stands on the pages of a file that was looked at before; null: it cannot be read as text. */
  read(bytes: Uint8Array): Promise<PagesText | null>;
  close(): Promise<void>;
}

const IN_THREADS = { program: path.join(import.meta.dirname, 'worker.ts'), waiting: 32, longest: 30_000, heap: 768 };

export function documents(): Documents {
  const threads = new Threads<Order, Reply>(IN_THREADS);
  const ask = (order: Order) => threads.ask(() => order);
  return {
    inspect: async (name, bytes) => {
      const reply = await ask({ what: 'inspect', bytes });
      if (reply.kind === 'done') return reply.result as Inspection;
      const { because, help } =
        reply.kind === 'refused'
          ? reply
          : { ...reply, help: 'Open it in a reader, print it to a new PDF, and upload that.' };
      throw new DomainError('document_refused', { name, because, help });
    },
    mark: async (bytes, mark) => {
      const reply = await ask({ what: 'mark', bytes, mark });
      if (reply.kind === 'done' && reply.result instanceof Uint8Array && reply.result.length > 0) return reply.result;
      throw new DomainError('document_unmarked', {
        because: reply.kind === 'done' ? 'nothing came out' : reply.because,
      });
    },
    write: async (agreement) => {
      const reply = await ask({ what: 'write', agreement });
      if (reply.kind === 'done' && reply.result instanceof Uint8Array) return reply.result;
      throw new DomainError('document_unmarked', {
        because: reply.kind === 'done' ? 'nothing came out' : reply.because,
      });
    },
    read: async (bytes) => {
      const reply = await ask({ what: 'read', bytes });
      return reply.kind === 'done' ? (reply.result as PagesText) : null;
    },
    close: () => threads.close(),
  };
}
