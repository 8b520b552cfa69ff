import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { useOpened } from '#web/kit/opened.ts';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { ask } from '#web/shell/api.ts';
import { type Engagement, useMay } from '#web/shell/programme.ts';
import { CATEGORIES } from './categories.ts';
import type { PromiseName } from './facts.ts';
import { useChange } from './use-change.ts';
import { ofRules, Warnings } from './Warnings.tsx';

interface Props {
  readonly engagement: Engagement;
}

/** Each category with the promises that call for it, in scope or not. */
export function Promised({ engagement }: Props) {
  const mayWrite = useMay('engagements:write');
  const [changing, open, close] = useOpened('promises');
  const starter = useQuery(ask('controls', 'starter', {}));
  return (
    <Section
      title="Categories, and what calls for them"
      term="category"
      aside={
        mayWrite && (
          <Button size="xs" variant="default" onClick={open}>
            Change what is promised
          </Button>
        )
      }
    >
      <Warnings about={ofRules('category-without-promise', 'promise-without-category')} />
      <Answer of={starter}>
        {({ promises }) => (
          <>
            <Records
              label="Categories"
              rows={CATEGORIES}
              keyOf={({ id }) => id}
              columns={[
                { head: 'Category', cell: ({ label }) => label },
                { head: 'In scope', cell: ({ id }) => (engagement.categories.includes(id) ? 'yes' : 'no') },
                {
                  head: 'Promised',
                  cell: ({ id }) => {
                    const made = promises.filter(
                      ({ promise, suggests }) => suggests === id && engagement.promises.includes(promise),
                    );
                    if (made.length > 0) return made.map(({ sentence }) => sentence).join(' ');
                    return id === 'security' ? 'Always in scope, whatever is promised.' : '';
                  },
                },
              ]}
            />
            <Dialog title="What do you promise your customers?" opened={mayWrite && changing} close={close}>
              <Form engagement={engagement} all={promises} close={close} />
            </Dialog>
          </>
        )}
      </Answer>
    </Section>
  );
}

function Form({
  engagement,
  all,
  close,
}: Props & {
  readonly all: readonly { readonly promise: string; readonly sentence: string }[];
  readonly close: () => void;
}) {
  const [promises, setPromises] = useState<readonly string[]>(engagement.promises);
  const acting = useChange(engagement, () => ({ promises: [...promises] as PromiseName[] }), close);
  return (
    <Act acting={acting} label="Change it" close={close}>
      <Checkbox.Group
        label="Promises"
        description="In contracts, on the website, in answers to customers. Each may call for a category."
        value={[...promises]}
        onChange={setPromises}
      >
        {all.map(({ promise, sentence }) => (
          <Checkbox key={promise} value={promise} label={sentence} mt={8} />
        ))}
      </Checkbox.Group>
    </Act>
  );
}
