import { Button } from '@mantine/core';
import { useState } from 'react';
import { Upload } from '#web/features/evidence/Upload.tsx';
import { useMay } from '#web/shell/programme.ts';

/** Attaches a file to this control. */
export function AttachTo({ control }: { readonly control: string }) {
  const may = useMay('evidence:write');
  const [opened, setOpened] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        Attach a file
      </Button>
      <Upload opened={opened} close={() => setOpened(false)} control={control} />
    </>
  );
}
