import { functionName } from '#/core/whose.ts';
import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'owner-missing',
  title: 'A control has no owner',
  task: 'Name an owner for each control',
  why: 'What nobody owns is done by nobody in the week in which it is due, and an auditor asks the owner first.',
  settled: 'Each control names its owner.',
  weight: 'report',
  look: ({ controls }) =>
    controls
      .filter(({ owner }) => owner === null)
      .map(({ id, title, ownerFunction }) => ({
        subject: id,
        says: `Nobody owns "${title}".`,
        next: `Name somebody in ${functionName(ownerFunction)}.`,
      })),
  examples: [
    { name: 'nobody', programme: programme({ controls: [control({ owner: null })] }), finds: ['change-peer-review'] },
    {
      name: 'a role is an owner',
      programme: programme({ controls: [control({ owner: 'Head of Engineering' })] }),
      finds: [],
    },
  ],
});
