import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/shell/programme.ts';
import { EditControl } from './EditControl.tsx';
import { Retire } from './Retire.tsx';
import type { Shown } from './shapes.ts';

/** What can be done with a control. */
export function ControlActions({ shown }: { readonly shown: Shown }) {
  const may = useMay('controls:write');
  const asked = useSearch({ strict: false }) as { readonly do?: unknown };
  const [doing, setDoing] = useState<'edit' | 'retire' | null>(asked.do === 'change' ? 'edit' : null);
  const close = (): void => setDoing(null);
  if (!may) return null;
  const { state } = shown.latest;
  return (
    <>
      {state === 'adopted' && (
        <Button variant="default" onClick={() => setDoing('edit')}>
          Change
        </Button>
      )}
      <Button variant="default" onClick={() => setDoing('retire')}>
        {state === 'adopted' ? 'Retire' : 'Reinstate'}
      </Button>
      <EditControl shown={shown} opened={doing === 'edit'} close={close} />
      <Retire id={shown.control.id} state={state} opened={doing === 'retire'} close={close} />
    </>
  );
}
