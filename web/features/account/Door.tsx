import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Form } from '#web/kit/Form.tsx';

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Other ways from here. */
  readonly after?: ReactNode;
}

/** What stands before the console: one question at a time, in the middle of the page. */
export function Door({ title, lead, children, after }: Props) {
  useEffect(() => {
    document.title = `${title} · Attestry`;
  }, [title]);
  return (
    <main className="door" id="main">
      <Paper withBorder p="xl" w="100%" maw={440}>
        <Stack gap="md">
          <img src="/mark.svg" width={32} height={32} alt="Attestry" />
          <Title order={1}>{title}</Title>
          {lead !== undefined && <Text c="dimmed">{lead}</Text>}
          {children}
          {after}
        </Stack>
      </Paper>
    </main>
  );
}

/** A form whose fields stand below each other; whoever comes to it can type at once. */
export function DoorForm({ acting, judge, children }: DoorFormProps) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) fields.current?.querySelector('input')?.focus();
  }, []);
  return (
    <Form error={acting.error} judge={judge} submit={() => acting.mutate()}>
      <Stack gap="md" ref={fields}>
        {children}
      </Stack>
    </Form>
  );
}

interface DoorFormProps {
  readonly acting: { readonly mutate: () => void; readonly error: unknown };
  /** Asks the server of what only it can judge, where a field is wrong already. */
  readonly judge?: () => Promise<unknown>;
  readonly children: ReactNode;
}
