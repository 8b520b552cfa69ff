import { packageRules } from '#/features/packages/index.ts';

/** What this version re-performs a package by, as the command does. */
export const RULES = packageRules();
