import { Paper, Stack, Text, Title } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { Form } from '#web/kit/Form.tsx';

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Other ways from here. */
  readonly after?: ReactNode;
}

/** The id of the lead of the door that a form is in; null: it has none. */
const Lead = createContext<string | null>(null);

/** What stands before the console: one question at a time, in the middle of the page. */
export function Door({ title, lead, children, after }: Props) {
  useEffect(() => {
    document.title = `${title} · Attestry`;
  }, [title]);
  const id = useId();
  return (
    <main className="door" id="main">
      <Paper withBorder p="xl" w="100%" maw={440}>
        <Stack gap="md">
          <img src="/mark.svg" width={32} height={32} alt="Attestry" />
          <Title order={1}>{title}</Title>
          {lead !== undefined && (
            <Text c="dimmed" id={id}>
              {lead}
            </Text>
          )}
          <Lead value={lead === undefined ? null : id}>{children}</Lead>
          {after}
        </Stack>
      </Paper>
    </main>
  );
}

/** A form whose fields stand below each other. */
export function DoorForm({ acting, judge, atOnce = false, children }: DoorFormProps) {
  const fields = useRef<HTMLDivElement>(null);
  const lead = useContext(Lead);
  useLayoutEffect(() => {
    const first = atOnce ? fields.current?.querySelector('input:not([type="hidden"])') : null;
    if (!(first instanceof HTMLInputElement)) return;
    const says = [lead, first.getAttribute('aria-describedby')].filter((id) => id !== null);
    if (says.length > 0) first.setAttribute('aria-describedby', says.join(' '));
    first.focus();
  }, [atOnce, lead]);
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
  /**
   * Whoever comes to it can type at once, and hears the lead of the door with the first field. Left out where something
   * stands before that field which must be read first.
   */
  readonly atOnce?: boolean;
  readonly children: ReactNode;
}
