import { Button, Code, CopyButton, Stack, Text as Words } from '@mantine/core';
import type { ReactNode } from 'react';
import { Foot } from './Foot.tsx';
import { Kept, useKept } from './Kept.tsx';

interface ToCopyProps {
  readonly value: string;
  readonly close: () => void;
  /** What to do with it. */
  readonly children: ReactNode;
}

interface ShownOnceProps extends ToCopyProps {
  /** What is lost with it, and what is to be done then. */
  readonly lost: string;
}

/** What is to be copied, and can be seen again. */
export const ToCopy = ({ value, close, children }: ToCopyProps) => (
  <Stack gap="md">
    <Value of={value}>{children}</Value>
    <Foot>
      <Copy value={value} />
      <Button onClick={close}>Done</Button>
    </Foot>
  </Stack>
);

/** What is shown now and never again, to be copied: it is not closed before somebody says that they have it. */
export function ShownOnce({ value, lost, close, children }: ShownOnceProps) {
  const [kept, setKept] = useKept(lost);
  return (
    <Stack gap="md">
      <Value of={value}>{children}</Value>
      <Kept label="I have kept it" kept={kept} set={setKept} />
      <Foot>
        <Copy value={value} />
        <Button disabled={!kept} onClick={close}>
          Done
        </Button>
      </Foot>
    </Stack>
  );
}

const Value = ({ of, children }: { readonly of: string; readonly children: ReactNode }) => (
  <>
    <Words size="sm" component="div">
      {children}
    </Words>
    <Code block className="mono wrapped">
      {of}
    </Code>
  </>
);

const Copy = ({ value }: { readonly value: string }) => (
  <CopyButton value={value}>
    {({ copied, copy }) => (
      <Button variant="default" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    )}
  </CopyButton>
);
