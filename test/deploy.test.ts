import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { VARIABLES } from '#/platform/config.ts';

const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');
const compose = readFileSync('deploy/compose.yaml', 'utf8');
const image = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

test('the image runs as nobody in particular, and says whether it is ready', () => {
  const [, user = 'root'] = /^USER (\S+)$/m.exec(image) ?? [];
  assert.notEqual(user, 'root');
  assert.match(image, new RegExp(`useradd --uid [1-9]\\d{3,} .* ${user} `));
  assert.match(image, /^HEALTHCHECK [^]*\/ready/m);
  assert.doesNotMatch(image, /curl|sudo/);
});

/** Of the C library, and of what apt itself needs: each image of Debian has them. */
const IN_ALL = /^(linux-vdso|ld-linux.*|libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s)\.so/;
/** In which package of Debian the others are. */
const PACKAGED: Readonly<Record<string, string>> = { 'libatomic.so.1': 'libatomic1' };

test('each image has the libraries that the runtime is linked with', { skip: process.platform !== 'linux' }, () => {
  const { sharedObjects } = process.report.getReport() as unknown as { readonly sharedObjects: readonly string[] };
  const names = sharedObjects.map((file) => path.basename(file)).filter((name) => !IN_ALL.test(name));
  const stages = dockerfile.split(/^FROM /m).slice(1);
  assert.equal(stages.length, 2);
  for (const name of names)
    for (const stage of stages)
      assert.match(stage, new RegExp(`apt-get install .*\\b${PACKAGED[name] ?? `what has ${name}`}\\b`), name);
  assert.ok(sharedObjects.length > 5, 'it is linked with something');
});

test('behind the proxy that the composition speaks of, addresses are those of people', () => {
  assert.match(compose, /a proxy with TLS stands before it/);
  assert.match(compose, /^\s+ATTESTRY_PROXY: 1\b/m);
});

test('what is set in an image or beside it is a variable that is read', () => {
  const inImage = [...image.matchAll(/^(?:ENV|\s{4}) ?([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
  const inCompose = [...compose.matchAll(/^\s+([A-Z_]+): /gm)].map(([, name]) => name ?? '');
  assert.ok(inImage.length >= 3 && inCompose.length >= 3);
  const ofPostgres = new Set(['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'CMD']);
  for (const name of [...inImage, ...inCompose])
    assert.ok(name in VARIABLES || ofPostgres.has(name), `${name} is not among the variables of the configuration`);
});

test('the packages that the image leaves out are those of the console, and the server asks for none of them', () => {
  const [, list = ''] = /cd node_modules && rm -rf (.+)$/m.exec(dockerfile) ?? [];
  const packages = list.split(' ').filter((name) => !name.includes('*'));
  assert.ok(packages.length > 3);
  const lock = readFileSync('package-lock.json', 'utf8');
  for (const name of packages) assert.ok(lock.includes(`"node_modules/${name}`), `${name} is not installed any more`);
  const asks = new RegExp(`(?:from|import\\() ?'(?:${packages.join('|')})['/]`);
  const asking = globSync('src/**/*.ts').filter((file) => asks.test(readFileSync(file, 'utf8')));
  assert.deepEqual(asking, [], 'the console is built by a program of its own');
  assert.match(`import x from '${packages[0]}/y'`, asks);
});
