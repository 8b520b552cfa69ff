import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Due, When } from '#web/kit/When.tsx';
import { amid } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { ExplainForm, type Explanation } from './ExplainForm.tsx';

interface Props {
  readonly check: string;
  /** What the check is called, where several stand together. */
  readonly title?: string;
  readonly item: string;
  /** The last run found a deviation in it. */
  readonly deviates: boolean;
}

/** What management says of one deviation, what it said before, and the form for it. */
export function Said({ check, title, item, deviates }: Props) {
  const past = usePast();
  const found = useQuery(ask('deviations', 'list', { id: check, item, history: true, ...past }));
  const maySay = useMay('checks:write') && past.asOf === undefined;
  const [saying, setSaying] = useState(false);
  const [last, ...earlier] = found.data?.explanations ?? [];
  const isOpen = deviates || last !== undefined;
  const isOver = deviates && last?.outlived === true;
  const current = isOver ? undefined : last;
  if (!isOpen || found.data === undefined) return null;
  return (
    <section className="said prose" aria-label={`What management says of it${title === undefined ? '' : `: ${title}`}`}>
      {title !== undefined && <h3 className="small">{title}</h3>}
      <Last said={last} isOver={isOver} />
      {maySay && (
        <Button size="compact-sm" variant="default" mt="xs" className="no-print" onClick={() => setSaying(true)}>
          {current === undefined ? 'Say what happened' : 'Correct it'}
        </Button>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>What was said before</summary>
          {earlier.map((each) => (
            <Words key={each.position} said={each} />
          ))}
        </details>
      )}
      <ExplainForm check={check} items={saying ? [item] : null} before={current} close={() => setSaying(false)} />
    </section>
  );
}

interface LastProps {
  readonly said: Explanation | undefined;
  /** It is of a deviation before the one that is found now. */
  readonly isOver: boolean;
}

const Last = ({ said, isOver }: LastProps) =>
  said === undefined ? (
    <Text c="dimmed" size="sm">
      Nobody said yet what happened here, why, and what follows.
    </Text>
  ) : (
    <>
      <Words said={said} />
      {isOver && (
        <Text size="sm" mt="xs">
          It was mended since, and deviates anew: these words are of the deviation before. Say what happened this time.
        </Text>
      )}
    </>
  );

function Words({ said }: { readonly said: Explanation }) {
  const { happened, cause, follows, task, person, received, position, together } = said;
  return (
    <>
      <dl>
        <dt>What happened</dt>
        <dd>{happened}</dd>
        <dt>Why</dt>
        <dd>{cause}</dd>
        <dt>What follows</dt>
        <dd>
          {follows}
          {task !== null && <TaskOf task={task} />}
        </dd>
      </dl>
      <Text size="sm" c="dimmed">
        Management’s words: <By of={person} />, <When at={received} />, ledger position <AtPosition of={position} />
        {together > 1 && `. The same was said of ${together} deviations at once.`}
      </Text>
    </>
  );
}

function TaskOf({ task: { key, assignee, due, state } }: { readonly task: NonNullable<Explanation['task']> }) {
  return (
    <>
      {' '}
      <Link to="/work" search={{ task: key }}>
        The task
      </Link>
      {state === 'open' ? (
        <>
          {' of '}
          <By of={assignee ?? 'nobody'} />
          {', due '}
          <Due day={due} isOpen />
        </>
      ) : (
        ` is ${amid(state)}`
      )}
      .
    </>
  );
}
