import { placeOf } from '#/core/place.ts';
import { control, day, programme } from './example.ts';
import { defineRule } from './rule.ts';

const CHECKS = new Set([
  'changes.approved-by-another',
  'changes.emergency-reviewed',
  'changes.not-merged-by-its-author-alone',
]);

const OF_GIT = {
  id: 'code',
  file: false,
  read: day(179),
  failed: false,
  replaced: false,
  disconnected: null,
  approvals: 'stated',
} as const;

export default defineRule({
  id: 'approvals-stated',
  title: 'Who approved changes is known from commit messages only',
  why: 'Whoever commits types the message: a line that names a reviewer is a statement, and nothing shows that the reviewer saw the change. An auditor asks for the review itself.',
  settled:
    'What shows the reviews of changes is read from a platform, or no source states them in commit messages any more.',
  weight: 'exception',
  look: ({ sources, controls }) =>
    controls.some(({ checks }) => checks.some(({ id, enabled }) => enabled && CHECKS.has(id)))
      ? sources
          .filter(({ read, replaced, approvals }) => approvals === 'stated' && read !== null && !replaced)
          .map(({ id }) => ({
            subject: id,
            says: `What ${id} knows of approvals was typed into commit messages: a change that passes by such a line passes by a statement.`,
            next: 'Agree with the auditor what shows a review; where changes are reviewed on a platform, connect it instead.',
            place: placeOf('source-platform'),
          }))
      : [],
  examples: [
    { name: 'a git repository', programme: programme({ sources: [OF_GIT] }), finds: ['code'] },
    {
      name: 'nothing judges approvals',
      programme: programme({ sources: [OF_GIT], controls: [control({ checks: [] })] }),
      finds: [],
    },
    { name: 'not read yet', programme: programme({ sources: [{ ...OF_GIT, read: null }] }), finds: [] },
    { name: 'a platform that records reviews', programme: programme(), finds: [] },
  ],
});
