import { Alert, Button, Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { DomainError } from '#/core/errors.ts';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { amid } from '#web/kit/words.ts';
import { apiHere, changed } from '#web/shell/api.ts';
import { type Collector, givenOf, Secrets, type Typed } from './Secrets.tsx';

type Source = Answered<'sources', 'list'>['sources'][number];

interface Props {
  readonly id: string;
  readonly secrets: Collector['secrets'];
}

const namesOf = (secrets: Collector['secrets']): string => secrets.map(({ name }) => amid(name)).join(' and ');

/** A button, and the form that tests a new secret before it takes the place of the last. */
export function NewSecret({ id, secrets, isFirst = false }: Props & { readonly isFirst?: boolean }) {
  const [opened, setOpened] = useState(false);
  if (secrets.length === 0) return null;
  const close = (): void => setOpened(false);
  return (
    <>
      <Button size="xs" variant={isFirst ? 'filled' : 'default'} onClick={() => setOpened(true)}>
        {`Give a new ${namesOf(secrets)}`}
      </Button>
      <Dialog title={`A new ${namesOf(secrets)} for ${id}`} opened={opened} close={close}>
        <Form id={id} secrets={secrets} close={close} />
      </Dialog>
    </>
  );
}

function Form({ id, secrets, close }: Props & { readonly close: () => void }) {
  const [typed, setTyped] = useState<Typed>({});
  const given = givenOf(typed);
  const giving = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      await here.sources.giveSecrets({ id, secrets: given });
      await here.jobs.collect({ source: id }).catch(unlessBusy);
    },
    onSuccess: () => changed('sources', 'jobs').then(close),
  });
  return (
    <Act
      acting={giving}
      label="Test it and read now"
      close={close}
      here="source-secret"
      disabled={Object.keys(given).length === 0}
    >
      <Words size="sm">
        It is tested first. If it is refused, you read why, and the last one stays. If not, the source is read on from
        where the last reading stopped.
      </Words>
      <Secrets of={secrets} typed={typed} set={setTyped} />
    </Act>
  );
}

/** It is being read already, or tried again: by what was given now. */
function unlessBusy(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'busy') throw error;
}

export const isRefused = (lastRun: Source['lastRun']): boolean => lastRun?.cause === 'secret_refused';

/** What helps, where the last reading failed because of a secret. */
export function WasRefused({ source, secrets }: { readonly source: Source; readonly secrets: Collector['secrets'] }) {
  const { id, lastRun } = source;
  if (!isRefused(lastRun) || secrets.length === 0) return null;
  return (
    <Alert color="brick" variant="outline" title={`The provider refused the ${namesOf(secrets)}`} mt="md" role="note">
      <Stack gap={8} align="flex-start">
        <Words size="sm">
          It may have expired or been withdrawn there. Nothing was read since; what was sealed before stays.
        </Words>
        <NewSecret id={id} secrets={secrets} />
      </Stack>
    </Alert>
  );
}
