import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';

/**
 * A bare server: it sends the same bytes with the same headers to whoever asks, and looks at nothing.
 * Arguments: the file of the body, and one of the headers. Sends its own address.
 */
const [body = '', headers = ''] = process.argv.slice(2);
const bytes = readFileSync(body);
const said = JSON.parse(readFileSync(headers, 'utf8')) as readonly string[];
const server = createServer((_, answer) => {
  answer.writeHead(200, [...said]);
  answer.end(bytes);
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
process.once('disconnect', () => process.exit(0)); // oxlint-disable-line node/no-process-exit -- a reference has nothing to keep
