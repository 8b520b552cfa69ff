import { Button, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { count, counted } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

type Retention = Answered<'readers', 'retention'>;

/** What is kept of people outside, for how long, and how one of them is forgotten. */
export function PersonalData() {
  const found = useQuery(ask('readers', 'retention', {}));
  return (
    <Answer of={found}>
      {(retention) => (
        <>
          <Kept retention={retention} />
          <Forget forgotten={retention.forgotten} />
        </>
      )}
    </Answer>
  );
}

function Kept({ retention: { days } }: { readonly retention: Retention }) {
  const [given, setGiven] = useState<number | string>(days ?? '');
  const may = useMay('trust:write');
  const acting = useMutation({
    mutationFn: () => api.readers.setRetention({ days: given === '' ? null : Number(given) }),
    onSuccess: () => changed('readers', 'ledger'),
  });
  return (
    <Section title="How long it is kept">
      <Text className="prose" mb="md">
        {days === null
          ? 'Data of readers is kept until somebody erases it.'
          : `Data of a reader is erased after ${days} days without access.`}{' '}
        What was read stays counted, of somebody whom nobody can name.
      </Text>
      {may && (
        <Stack maw={420}>
          <Act acting={acting} label="Save">
            <NumberInput
              label="Days without access"
              name="days"
              description="Empty: until somebody erases it."
              min={30}
              max={3650}
              value={given}
              onChange={setGiven}
            />
            {acting.isSuccess && (
              <Text size="sm" role="status">
                Saved.
              </Text>
            )}
          </Act>
        </Stack>
      )}
    </Section>
  );
}

function Forget({ forgotten }: { readonly forgotten: number }) {
  const [opened, setOpened] = useState(false);
  const may = useMay('grants:erase');
  return (
    <Section title="Forget somebody">
      <Text className="prose" mb="md">
        Whoever asks for it is erased by their address: name, address, company and reasons go, and what they may read
        ends. The ledger keeps that it was done and why.{' '}
        {forgotten === 0 ? 'Nobody was' : `${counted(forgotten, 'reader')} ${forgotten === 1 ? 'was' : 'were'}`}{' '}
        forgotten so far.
      </Text>
      {may ? (
        <Button variant="default" onClick={() => setOpened(true)}>
          Forget somebody
        </Button>
      ) : (
        <Text c="dimmed">An owner does it.</Text>
      )}
      <Dialog title="Forget somebody" opened={opened} close={() => setOpened(false)}>
        <Form close={() => setOpened(false)} />
      </Dialog>
    </Section>
  );
}

function Form({ close }: { readonly close: () => void }) {
  const [given, setGiven] = useState({ address: '', reason: '', basis: '' });
  const acting = useMutation({
    mutationFn: () => api.readers.forget(given),
    onSuccess: () => changed('readers', 'grants', 'ndas', 'subscribers', 'analytics', 'ledger', 'mail'),
  });
  const field = (name: keyof typeof given, minLength: number) => ({
    name,
    minLength,
    required: true,
    withAsterisk: false,
    value: given[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  const done = acting.data;
  if (done !== undefined)
    return (
      <Stack>
        <Text role="status">
          {`Erased: ${counted(done.requests, 'request')}, ${counted(done.grants, 'grant')}, ${counted(done.agreements, 'agreement')}, ${counted(done.messages, 'message')}. The tombstone is at position ${count(done.position)}.`}
        </Text>
        {done.kept.length > 0 && (
          <Text>
            {`An agreement in force stays, with who signed it, for ${done.kept.join(', ')}. End it first, then erase again.`}
          </Text>
        )}
        <Button variant="default" onClick={close}>
          Done
        </Button>
      </Stack>
    );
  return (
    <Act
      acting={acting}
      label="Erase"
      close={close}
      disabled={!given.address.includes('@') || given.reason.trim().length < 5 || given.basis.trim().length < 3}
    >
      <TextInput label="Their address" type="email" {...field('address', 3)} />
      <TextInput label="Why" description="It is sealed: name nobody." {...field('reason', 5)} />
      <TextInput
        label="Legal basis"
        description="A right of the person, the end of a retention period, an order."
        {...field('basis', 3)}
      />
    </Act>
  );
}
