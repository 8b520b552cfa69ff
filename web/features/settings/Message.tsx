import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Foot } from '#web/kit/Foot.tsx';
import { Problem } from '#web/kit/Answer.tsx';
import { OnlyHere } from '#web/kit/OnlyHere.tsx';
import { ToCopy } from '#web/kit/ShownOnce.tsx';
import { api } from '#web/shell/api.ts';

interface Props {
  readonly id: string;
  readonly close: () => void;
}

/** Opens a message when somebody says so, because it is noted who did; then shows its link, to be handed over. */
export function Message({ id, close }: Props) {
  const open = useMutation({ mutationFn: () => api.mail.open({ id }) });
  if (open.data === undefined)
    return (
      <Stack gap="md">
        <Text size="sm">
          The audit log will say that you opened it. Hand the link to the person whom it is for, and to nobody else:
          whoever has it is taken for them.
        </Text>
        {open.isError && <Problem error={open.error} />}
        <Foot>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button loading={open.isPending} onClick={() => open.mutate()}>
            Show it
          </Button>
        </Foot>
      </Stack>
    );
  const { subject, text, link } = open.data;
  const letter = (
    <>
      <Text fw={600}>{subject}</Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    </>
  );
  if (link === null) return <Stack gap="md">{letter}</Stack>;
  return (
    <Stack gap="md">
      {letter}
      <ToCopy value={link} close={close}>
        The link alone:
        <OnlyHere link={link} />
      </ToCopy>
    </Stack>
  );
}
