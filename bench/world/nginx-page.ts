import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#/platform/free-port.ts';

/**
 * The nginx of this machine, as somebody would set it up to send one file and do it well: a worker for each processor,
 * the file kept open, no log of requests. Arguments: a folder of its own, the file of the body, and one of the headers.
 * Sends its own address.
 */
const [folder = '', body = '', headers = ''] = process.argv.slice(2);
const said = JSON.parse(readFileSync(headers, 'utf8')) as readonly string[];
const BY_ITSELF: ReadonlySet<string> = new Set(['content-length', 'content-type']);
const lines = said.flatMap((name, at) =>
  at % 2 === 0 && !BY_ITSELF.has(name.toLowerCase())
    ? [`add_header ${name} '${(said[at + 1] ?? '').replaceAll("'", "\\'")}' always;`]
    : [],
);
const port = await freePort();
const files = path.join(folder, 'files');
mkdirSync(files, { recursive: true });
copyFileSync(body, path.join(files, 'page'));
const settings = path.join(folder, 'nginx.conf');
writeFileSync(
  settings,
  `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes auto;
pid ${path.join(folder, 'pid')};
error_log ${path.join(folder, 'errors.log')};
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=10;
  keepalive_requests 10000000;
  default_type 'text/html; charset=utf-8';
  etag off;
  server_tokens off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${path.join(folder, of)};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    location = / {
      root ${files};
      try_files /page =404;
      ${lines.join('\n      ')}
    }
  }
}
`,
);
const nginx = spawn('nginx', ['-c', settings, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
nginx.once('exit', (code) => process.exit(code ?? 1)); // oxlint-disable-line node/no-process-exit -- a reference has nothing to keep
while (!(await answers())) await sleep(10);
process.send?.(`http://127.0.0.1:${port}/`);
process.once('disconnect', () => nginx.kill('SIGTERM'));

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
