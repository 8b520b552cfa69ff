import { SCRIPT, SCRIPT_NAME } from '#/features/trust/index.ts';
import { GENUINE_SCRIPT, GENUINE_SCRIPT_NAME } from '#/app/server/access/genuine-script.ts';
import { type Counted, withHeaders } from './compiled.ts';

/** Named by its contents, one that was fetched is never asked for again. */
const HEADERS = [
  ['Content-Type', 'text/javascript; charset=utf-8'],
  ['Cache-Control', 'public, max-age=31536000, immutable'],
  ['Vary', 'Accept-Encoding'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
].flat();

/** Nobody is told how often it is fetched. */
const ready = (text: string): Counted => ({ ...withHeaders(text, HEADERS), looks: { people: 0, programs: 0 } });

/** The scripts of pages for those outside, by path: at the address of the installation, and at each own domain. */
export const SCRIPTS: ReadonlyMap<string, Counted> = new Map([
  [`/${SCRIPT_NAME}`, ready(SCRIPT)],
  [`/${GENUINE_SCRIPT_NAME}`, ready(GENUINE_SCRIPT)],
]);
