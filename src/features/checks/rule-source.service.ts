import { sourceClosure } from '#/platform/source-closure.ts';

/** Everything that decides what a check says begins in these: its own file, and the engine that runs it. */
export const filesOfRule = (check: string): readonly string[] => [
  `checks/${check.replace('.', '/')}.ts`,
  'checks/engine/run.ts',
];

/** SHA-256 of the source by which a check judges: its own, the engine's, and all that both import. */
export const ruleSource = (check: string): string => sourceClosure(filesOfRule(check));
