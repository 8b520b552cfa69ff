import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Empty } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { type Paged, usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';

import { useMay } from '#web/shell/programme.ts';
import { Give } from './Give.tsx';
import { GrantState } from './GrantState.tsx';
import { OneGrant } from './OneGrant.tsx';
import type { Grant } from './shapes.ts';
import { Trace } from './Trace.tsx';

/** Who may read what, until when, and how often they did. */
export function Grants() {
  const [chosen, setChosen] = useState<string | null>(null);
  const [doing, setDoing] = useState<'give' | 'trace' | null>(null);
  const may = useMay('grants:write');
  const close = (): void => setDoing(null);
  const paged = usePages<Grant, number>(['grants', 'list'], async (before, _, here) => {
    const { grants, next } = await here.grants.list(before === null ? {} : { before });
    return { rows: grants, next };
  });
  const actions = (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => setDoing('trace')}>
        Whose copy is this?
      </Button>
      {may && (
        <Button size="xs" onClick={() => setDoing('give')}>
          Let somebody read
        </Button>
      )}
    </Group>
  );
  return (
    <Section title="Readers" term="grant" aside={actions}>
      <Listed paged={paged} open={setChosen} />
      <OneGrant id={chosen} close={() => setChosen(null)} />
      <Give opened={doing === 'give'} close={close} />
      <Trace opened={doing === 'trace'} close={close} />
    </Section>
  );
}

interface ListedProps {
  readonly paged: Paged<Grant>;
  readonly open: (id: string) => void;
}

const Listed = ({ paged, open }: ListedProps) => (
  <Pages
    label="Readers"
    main
    of={paged}
    keyOf={({ id }) => id}
    open={({ id }) => open(id)}
    empty={
      <Empty
        what="Nobody may read anything yet"
        why="Each reader has a grant: certain documents, for certain days. Every copy carries their name on every page, and the grant can be taken back at once."
      />
    }
    columns={[
      {
        head: 'Reader',
        cell: ({ name, company, email }) => (
          <>
            <strong>{name}</strong>, {company}
            <br />
            <span className="mono">{email}</span>
          </>
        ),
      },
      { head: 'May read', cell: ({ documents }) => documents.map(({ title }) => title).join(', ') },
      { head: 'State', cell: (grant) => <GrantState grant={grant} />, value: ({ state }) => state },
      { head: 'Read', number: true, cell: ({ views }) => views },
      { head: 'Saved', number: true, cell: ({ downloads }) => downloads },
      { head: 'Last', cell: ({ last }) => last !== null && <When at={last} /> },
      {
        head: 'Open',
        acts: true,
        cell: ({ id, email }) => (
          <Button size="compact-xs" variant="default" aria-label={`Open ${email}`} onClick={() => open(id)}>
            Open
          </Button>
        ),
      },
    ]}
  />
);
