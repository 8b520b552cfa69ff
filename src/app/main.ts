import { enableCompileCache } from 'node:module';
import path from 'node:path';

enableCompileCache(path.join(import.meta.dirname, '../../node_modules/.cache/attestry'));
const FAILED = 3;
// Whoever reads may stop reading, as `head` does: that is no failure of ours. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`attestry: The output cannot be written: ${error.message}.\n`);
  process.exit(FAILED);
});
const { runCommandLine } = await import('./cli/run.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
