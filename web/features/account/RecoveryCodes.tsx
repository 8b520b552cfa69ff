import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Kept, useKept } from '#web/kit/Kept.tsx';

const LOST = 'These codes are shown only now. Without one of them, whoever loses the app is shut out.';

/** Codes that open once each, shown once. */
export function RecoveryCodes({ codes, done }: { readonly codes: readonly string[]; readonly done: () => void }) {
  const [kept, setKept] = useKept(LOST);
  const text = `${codes.join('\n')}\n`;
  return (
    <Stack gap="md">
      <Text size="sm">
        Keep these where you keep passwords, not on the phone with the app. Each lets you in once when the app is lost.
        They are shown only now.
      </Text>
      <ul className="codes mono" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="sm">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy all'}
            </Button>
          )}
        </CopyButton>
        <Button
          size="xs"
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="attestry-recovery-codes.txt"
        >
          Save as a file
        </Button>
      </Group>
      <Kept label="I have kept them" kept={kept} set={setKept} />
      <Button disabled={!kept} onClick={done}>
        Done
      </Button>
    </Stack>
  );
}
