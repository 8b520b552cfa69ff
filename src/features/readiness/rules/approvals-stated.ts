import { placeOf } from '#/core/place.ts';
import { control, day, programme } from './example.ts';
import { defineRule } from './rule.ts';

const CHECKS = ['changes.approved-by-another', 'changes.emergency-reviewed', 'changes.not-merged-by-its-author-alone'];

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
  title: 'Nothing but commit messages can tell who approved changes',
  task: 'Have approvals read from where they are given',
  why: 'Whoever commits types the message: a line that names a reviewer is a statement, and nothing shows that the reviewer saw the change. An auditor asks for the review itself.',
  settled:
    'What shows the reviews of changes is read from a platform, or no source states them in commit messages any more.',
  weight: 'exception',
  checks: CHECKS,
  look: ({ sources, statesApprovals, controls }) =>
    controls.some(({ checks }) => checks.some(({ id, enabled }) => enabled && CHECKS.includes(id)))
      ? sources
          .filter(({ read, replaced, approvals }) => approvals === 'stated' && read !== null && !replaced)
          .map(({ id }) => ({
            subject: id,
            says:
              statesApprovals === false
                ? `${id} is read as a git repository, which keeps no reviews, and no commit message that was read names one: nothing that it brought shows who approved a change.`
                : `${id} is read as a git repository, which keeps no reviews: what it knows of approvals is what was typed into commit messages, and a change that passes by such a line passes by a statement.`,
            next: 'Agree with the auditor what shows a review; where changes are reviewed on a platform, connect it instead.',
            place: placeOf('source-platform'),
          }))
      : [],
  examples: [
    {
      name: 'a git repository whose messages name who reviewed',
      programme: programme({ sources: [OF_GIT], statesApprovals: true }),
      finds: ['code'],
    },
    {
      name: 'a git repository whose messages name nobody',
      programme: programme({ sources: [OF_GIT], statesApprovals: false }),
      finds: ['code'],
    },
    {
      name: 'nothing judges approvals',
      programme: programme({ sources: [OF_GIT], controls: [control({ checks: [] })] }),
      finds: [],
    },
    { name: 'not read yet', programme: programme({ sources: [{ ...OF_GIT, read: null }] }), finds: [] },
    { name: 'a platform that records reviews', programme: programme(), finds: [] },
  ],
});
