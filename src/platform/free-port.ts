import { createServer } from 'node:net';

/** A port of an address of this machine that nobody listens on: the one that is wanted, or an error when it is taken; with 0 any. */
export const freePort = (wanted = 0, host = '127.0.0.1'): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(wanted, host, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
