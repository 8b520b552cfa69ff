import { actor, choice, flag, list, moment, text, texts } from './field.ts';
import { definePopulation } from './population.ts';

export const change = definePopulation({
  name: 'change',
  version: 1,
  one: 'change',
  many: 'changes',
  doc: 'One arrival of code on a default branch: a merged pull request, or commits that were pushed without one.',
  key: '{repository}@{revision}',
  shape: { kind: 'event', occurred: 'mergedAt' },
  lookups: { revision: { field: 'revision' }, author: { field: 'author' } },
  fields: {
    repository: text('Owner and name, such as acme/app.'),
    revision: text('The commit on the default branch that it ended in.'),
    form: choice(['pull-request', 'direct-push'], 'How it arrived. A direct push had no pull request.').orUnknown(),
    number: text('The number of the pull request.').orNone().orUnknown(),
    title: text('Its first line.').orUnknown(),
    url: text('Where a person can look at it.').orUnknown(),
    branch: text('The branch it arrived on.').orUnknown(),
    author: actor('Who wrote it.'),
    coauthors: list({ by: actor('Who wrote a part of it.') }, 'Others who wrote commits of it.').orUnknown(),
    mergedBy: actor('Who merged or pushed it.'),
    openedAt: moment('When it was proposed.').orNone().orUnknown(),
    mergedAt: moment('When it arrived on the default branch.'),
    headRevision: text('The last commit of it that could be reviewed: what an approval must have seen.')
      .orNone()
      .orUnknown(),
    approvals: list(
      {
        by: actor('Who gave it.'),
        state: choice(
          ['approved', 'changes-requested', 'withdrawn'],
          'What they said; later words of one person replace earlier ones.',
        ),
        at: moment('When.').orUnknown(),
        revision: text('The commit that they had before them.').orUnknown(),
        grade: choice(['platform', 'stated'], 'Recorded by the platform, or stated in a commit message.'),
      },
      'What reviewers said, in the order in which they said it.',
    ).orUnknown(),
    checks: list(
      {
        name: text('Its name.'),
        result: choice(['success', 'failure', 'neutral', 'skipped', 'running'], 'How it ended.').orUnknown(),
        endedAt: moment('When.').orNone().orUnknown(),
      },
      'Automated checks of the head revision.',
    ).orUnknown(),
    tickets: texts('Identifiers of tickets that it names.').orUnknown(),
    emergency: flag('Whether it was declared an emergency change.').orUnknown(),
  },
});
