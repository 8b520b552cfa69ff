import { Writable } from 'node:stream';

/** A stream that keeps what is written to it. */
export const sinkInto = (texts: string[]): Writable =>
  new Writable({
    write(chunk: Buffer, _, done) {
      texts.push(chunk.toString());
      done();
    },
  });
