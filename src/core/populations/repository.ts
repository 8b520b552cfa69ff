import { choice, flag, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const repository = definePopulation({
  name: 'repository',
  version: 1,
  one: 'repository',
  many: 'repositories',
  doc: 'A source code repository and what protects its default branch, as the platform reported it.',
  key: '{name}',
  shape: { kind: 'observed', inferredForDays: 35 },
  lookups: { name: { field: 'name' } },
  fields: {
    name: text('Owner and name, such as acme/app.'),
    url: text('Where a person can look at it.').orUnknown(),
    visibility: choice(['public', 'internal', 'private'], 'Who can read it.').orUnknown(),
    archived: flag('Whether it is closed to change.').orUnknown(),
    production: flag('Whether what it builds is part of the system; a company says so.').orUnknown(),
    defaultBranch: text('The branch that production is built from.').orNone().orUnknown(),
    pullRequestRequired: flag('Whether the default branch changes only by pull request.').orUnknown(),
    approvalsRequired: number('How many approvals a change needs before it is merged; 0 when none.').orUnknown(),
    staleApprovalsDismissed: flag('Whether a new commit withdraws earlier approvals.').orUnknown(),
    checksRequired: flag('Whether status checks must succeed before a merge.').orUnknown(),
    administratorsBound: flag('Whether the rules bind administrators, too.').orUnknown(),
  },
});
