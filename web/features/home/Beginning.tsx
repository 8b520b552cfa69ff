import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';

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

/** A fresh programme: three tasks, not a hundred reds. */
export function Beginning() {
  return (
    <Page title="Home" lead="Nothing is examined yet. Three steps lead to a first status.">
      {STEPS.map(({ what, why, to, label }, place) => (
        <Empty
          key={what}
          what={what}
          why={why}
          action={
            <Button component={Link} to={to} variant={place === 0 ? 'filled' : 'default'}>
              {label}
            </Button>
          }
        />
      ))}
    </Page>
  );
}
