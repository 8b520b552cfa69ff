/** Runs git in one repository, to its end. */
export type Git = (args: readonly string[]) => Promise<Uint8Array>;

const decoder = new TextDecoder();

/** The whole output of a command. */
export async function whole(output: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) chunks.push(chunk);
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
}

export const lines = (bytes: Uint8Array): readonly string[] =>
  decoder
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');
