import type { DomainError, ErrorCode } from '#/core/errors.ts';
import { EXIT, type Exit } from './command.ts';

/** What is to be corrected on the command line itself: something is missing there, or is not what it can be. */
const MISUSES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'usage',
  'variable_invalid',
  'input_invalid',
  'local_only',
  'organization_several',
  'organization_unclear',
  'collector_unknown',
  'secret_missing',
  'webhook_refused',
  'limit_unknown',
  'statement_without_limit',
  'statement_span_apart',
  'frequency_apart',
  'report_time_missing',
  'report_asset_missing',
]);

/** What the program itself knows all of: to name another one is a mistake, and not a thing that is not there. */
export const VOCABULARY: readonly string[] = ['check', 'criterion', 'library control', 'policy template', 'population'];

/** How a command ends with an error: told by its code, so that the same mistake ends the same way everywhere. */
export function exitOf({ code, facts }: Pick<DomainError, 'code' | 'facts'>): Exit {
  const unheardOf = code === 'not_found' && VOCABULARY.includes(String(facts['what']));
  return unheardOf || MISUSES.has(code) ? EXIT.usage : EXIT.failed;
}
