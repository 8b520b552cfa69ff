import { accounts } from '#/demo/access/accounts.ts';
import { approvals } from '#/demo/access/approvals.ts';
import type { MakeSection } from '#/demo/section.ts';
import { courses } from './courses.ts';
import { staffList } from './staff-list.ts';

/** Who works there and what they may open; the list of people comes first, because others are understood by it. */
export const peopleSections: readonly MakeSection[] = [staffList, courses, accounts, approvals];
