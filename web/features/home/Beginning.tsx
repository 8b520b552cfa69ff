import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { ask } from '#web/shell/api.ts';
import { TrustLine } from './TrustLine.tsx';

const STEPS = [
  {
    what: '1. Say what you promise',
    why: 'A few plain questions give the categories that are examined, each with its reason, and the controls to begin with.',
    to: '/scope',
    label: 'Begin',
  },
  {
    what: '2. Connect a source',
    why: 'Your own git repository is enough for a first status of one series, CC8, change management.',
    to: '/sources',
    label: 'Connect',
  },
  {
    what: '3. Choose the days',
    why: 'A Type II report observes some months; a Type I looks at one day. The days can change later, and the change is kept.',
    to: '/scope',
    label: 'Choose days',
  },
] as const;

/** A fresh programme: where it stands by its own words, and three steps, not a hundred reds. */
export function Beginning() {
  return (
    <Page title="Home" lead="Nothing is examined yet. Three steps lead to a first status.">
      <Assessment />
      {STEPS.map(({ what, why, to, label }) => (
        <Empty
          key={what}
          what={what}
          why={why}
          action={
            <Button component={Link} to={to} variant="default">
              {label}
            </Button>
          }
        />
      ))}
      <TrustLine />
    </Page>
  );
}

/** Before the first step: the questions, or what came of them. */
function Assessment() {
  const { data } = useQuery(ask('assessment', 'show', {}));
  const reading = data?.reading ?? null;
  return (
    <Empty
      what={reading === null ? 'Not sure where you stand?' : 'Where you stand'}
      why={
        reading?.stands ??
        'A few plain questions, fifteen minutes at most: what is missing, how long it takes, what it may cost, by when to begin for a deal that waits, and what to do first.'
      }
      action={
        <Button component={Link} to="/assessment" variant={reading === null ? 'filled' : 'default'}>
          {reading === null ? 'Answer the questions' : 'See what follows'}
        </Button>
      }
    />
  );
}
