/** Writes docs/errors.md from the list of errors: `npm run pages`. A test compares it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { statusOf } from '#/contract/failure.ts';
import { EXIT } from '#/app/cli/command.ts';
import { exitOf, VOCABULARY } from '#/app/cli/exits.ts';
import { type ErrorCode, ERRORS, stepOf } from '#/core/errors.ts';
import { stepInWords } from '#/core/place.ts';

export const PAGE = path.join(import.meta.dirname, '../docs/errors.md');

const HEAD = `<!-- Written by "npm run pages" from src/core/errors.ts. -->
# Errors

Everything that can go wrong and that somebody can do something about: one closed list. The command line prints the sentence and what to do, and ends with the code under *exit*; with \`--json\`, and over HTTP, the same comes as data:

\`\`\`json
{ "error": { "code": "not_found", "message": "There is no control \\"x\\".", "fix": "…", "facts": { "what": "control", "id": "x" }, "request": "…" } }
\`\`\`

A program goes by \`code\` and \`facts\`; sentences may get better. \`request\` is also in the header \`x-request-id\` and in the log of the server. \`{name}\` is filled from the facts.

| code | status | exit | what happened | what to do |
|---|---|---|---|---|
`;

export function errorsPage(): string {
  const rows = (Object.keys(ERRORS) as ErrorCode[])
    .sort()
    .map(
      (code) =>
        `| \`${code}\` | ${statusOf(code)} | ${exits(code)} | ${cell(ERRORS[code].text)} | ${cell(stepInWords(stepOf(code)))} |`,
    );
  return `${HEAD}${rows.join('\n')}\n`;
}

const exits = (code: ErrorCode): string =>
  code === 'not_found'
    ? `${EXIT.failed}; ${EXIT.usage} for a ${VOCABULARY.join(', ')}`
    : String(exitOf({ code, facts: {} }));

const cell = (text: string): string => text.replaceAll('\n', ' ').replaceAll('|', '\\|');

if (import.meta.main) writeFileSync(PAGE, errorsPage());
