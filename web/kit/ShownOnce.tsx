import { Button, Code, CopyButton, Stack, Text as Words } from '@mantine/core';
import type { ReactNode } from 'react';
import { Foot } from './Foot.tsx';

interface ShownOnceProps {
  /** A link or a key that cannot be shown again. */
  readonly value: string;
  readonly close: () => void;
  /** What to do with it. */
  readonly children: ReactNode;
}

/** What is shown now and never again, to be copied. */
export const ShownOnce = ({ value, close, children }: ShownOnceProps) => (
  <Stack gap="md">
    <Words size="sm" component="div">
      {children}
    </Words>
    <Code block className="mono wrapped">
      {value}
    </Code>
    <Foot>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
      <Button onClick={close}>Done</Button>
    </Foot>
  </Stack>
);
