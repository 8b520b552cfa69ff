import { Button, MultiSelect, Text as Words, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Act, Dialog, TakeOff } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { TERMS } from '#web/kit/terms.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { type Engagement, useMay } from '#web/shell/programme.ts';
import { useChange } from './use-change.ts';

interface Props {
  readonly engagement: Engagement;
}

const SHORTEST = 10;

/** What customers must do for the controls to be enough, with the criteria that each serves. */
export function Cuecs({ engagement }: Props) {
  const { cuecs } = engagement;
  const mayWrite = useMay('engagements:write');
  /** Its place in the list; one past the end: a new one. */
  const [at, setAt] = useState<number | null>(null);
  const close = (): void => setAt(null);
  return (
    <Section
      title="What customers must do"
      term="CUEC"
      aside={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setAt(cuecs.length)}>
            Add what a customer must do
          </Button>
        )
      }
    >
      {cuecs.length === 0 ? (
        <Words c="dimmed" className="prose">
          Nothing is named. A control that is not enough unless the customer does something too, such as taking accounts
          of their own leavers away, needs a complementary user entity control here; readers look for the list first.
        </Words>
      ) : (
        <Records
          label="What customers must do"
          rows={cuecs.map((each, place) => ({ ...each, place }))}
          keyOf={({ text }) => text}
          columns={[
            { head: 'What', cell: ({ text }) => text },
            { head: 'Criteria', cell: ({ criteria }) => criteria.join(', ') },
            {
              head: 'Change it',
              acts: true,
              cell: ({ place, text }) =>
                mayWrite && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Change: ${text}`}
                    onClick={() => setAt(place)}
                  >
                    Change
                  </Button>
                ),
            },
          ]}
        />
      )}
      <Dialog title="What a customer must do" opened={at !== null} close={close}>
        {at !== null && <Form engagement={engagement} at={at} close={close} />}
      </Dialog>
    </Section>
  );
}

function Form({ engagement, at, close }: Props & { readonly at: number; readonly close: () => void }) {
  const known = engagement.cuecs[at];
  const [text, setText] = useState(known?.text ?? '');
  const [criteria, setCriteria] = useState<readonly string[]>(known?.criteria ?? []);
  const others = engagement.cuecs.filter((_, place) => place !== at);
  const saving = useChange(engagement, () => ({ cuecs: [...others, { text, criteria: [...criteria] }] }), close);
  const removing = useChange(engagement, () => ({ cuecs: others }), close);
  const inScope = useStatus().data?.criteria ?? [];
  return (
    <Act
      acting={saving}
      label={known === undefined ? 'Add it' : 'Change it'}
      close={close}
      disabled={text.trim().length < SHORTEST}
    >
      <Textarea
        label="What the customer does"
        name="text"
        minLength={SHORTEST}
        required
        withAsterisk={false}
        description="Such as: user entities remove accounts of people who leave within one business day."
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        autosize
        minRows={2}
      />
      <MultiSelect
        label="Criteria that it serves"
        description={TERMS.criterion}
        searchable
        data={inScope.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))}
        value={[...criteria]}
        onChange={setCriteria}
      />
      {known !== undefined && <TakeOff taking={removing} />}
    </Act>
  );
}
