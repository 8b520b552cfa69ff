import { parentPort } from 'node:worker_threads';
import type { Failed } from '#/platform/threads.ts';
import { type Agreement, written } from './agreement.ts';
import { inspected } from './inspect.ts';
import { Refusal } from './limits.ts';
import { type Mark, marked } from './mark.ts';

/** What a thread is asked, one thing after the other. */
export type Order =
  | { readonly what: 'inspect'; readonly bytes: Uint8Array }
  | { readonly what: 'mark'; readonly bytes: Uint8Array; readonly mark: Mark }
  | { readonly what: 'write'; readonly agreement: Agreement }
  | { readonly what: 'read'; readonly bytes: Uint8Array };

export type Reply =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly because: string; readonly help: string }
  | Failed;

async function carryOut(order: Order): Promise<unknown> {
  switch (order.what) {
    case 'inspect':
      return inspected(order.bytes);
    case 'mark':
      return marked(order.bytes, order.mark);
    case 'write':
      return written(order.agreement);
    case 'read':
      return (await import('./text.ts')).textOf(order.bytes); // the reader is large, and seldom asked
  }
}

async function replyTo(order: Order): Promise<Reply> {
  try {
    return { kind: 'done', result: await carryOut(order) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', because: error.message, help: error.help };
    return { kind: 'failed', because: error instanceof Error ? error.message : String(error) };
  }
}

async function answer(order: Order): Promise<void> {
  const reply = await replyTo(order);
  const bytes = reply.kind === 'done' && reply.result instanceof Uint8Array ? reply.result : null;
  const own = bytes !== null && bytes.byteLength === bytes.buffer.byteLength;
  parentPort?.postMessage(reply, own && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
}

parentPort?.on('message', (order: Order) => void answer(order));
