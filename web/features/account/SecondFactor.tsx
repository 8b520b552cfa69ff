import { Button, Code, CopyButton, Group, Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import { DomainError } from '#/core/errors.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { Password, Text } from '#web/kit/Fields.tsx';
import { Foot } from '#web/kit/Foot.tsx';
import { Cancel } from '#web/kit/Form.tsx';
import { beginEnrolment, door, type Enrolment } from '#web/shell/door.ts';
import { DoorForm } from './Door.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Sets up an authenticator app: the password, the picture, the first code, and the codes for a bad day. */
export function SecondFactor({ done, cancel }: { readonly done: () => void; readonly cancel?: () => void }) {
  const [begun, setBegun] = useState<Enrolment | null>(null);
  const [isSetUp, setIsSetUp] = useState(false);
  if (begun === null) return <AskPassword next={setBegun} cancel={cancel} />;
  if (!isSetUp) return <Show enrolment={begun} next={() => setIsSetUp(true)} cancel={cancel} />;
  return <RecoveryCodes codes={begun.recoveryCodes} done={done} />;
}

interface OnProps {
  readonly label: string;
  readonly isPending: boolean;
  readonly cancel: (() => void) | undefined;
}

/** The end of a step: in a dialog it can be left there, too; at a door there is another way out. */
const On = ({ label, isPending, cancel }: OnProps) =>
  cancel === undefined ? (
    <Button type="submit" loading={isPending}>
      {label}
    </Button>
  ) : (
    <Foot>
      <Cancel close={cancel} />
      <Button type="submit" loading={isPending}>
        {label}
      </Button>
    </Foot>
  );

interface AskProps extends Pick<OnProps, 'cancel'> {
  readonly next: (enrolment: Enrolment) => void;
}

function AskPassword({ next, cancel }: AskProps) {
  const [password, setPassword] = useState('');
  const asking = useMutation({ mutationFn: () => beginEnrolment(password), onSuccess: next });
  return (
    <DoorForm acting={asking}>
      <Words size="sm">
        You need an authenticator app on your phone, such as the one of your password manager. First your password once
        more.
      </Words>
      <Password label="Password" name="password" value={password} set={setPassword} />
      {asking.isError && <Problem error={asking.error} />}
      <On label="Go on" isPending={asking.isPending} cancel={cancel} />
    </DoorForm>
  );
}

interface ShowProps extends Pick<OnProps, 'cancel'> {
  readonly enrolment: Enrolment;
  readonly next: () => void;
}

function Show({ enrolment, next, cancel }: ShowProps) {
  const [code, setCode] = useState('');
  const proving = useMutation({
    mutationFn: () => door('/two-factor/verify-totp', { code: code.trim() }),
    onSuccess: next,
  });
  const isWrong = proving.error instanceof DomainError && proving.error.code === 'sign_in_refused';
  const secret = new URL(enrolment.address).searchParams.get('secret') ?? '';
  return (
    <DoorForm acting={proving}>
      <Words size="sm">Scan this with the app; or copy the secret into it.</Words>
      <Picture text={enrolment.address} />
      <Group gap="sm" wrap="nowrap">
        <Code className="mono" data-secret style={{ overflowWrap: 'anywhere' }}>
          {secret}
        </Code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" style={{ flexShrink: 0 }} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text
        label="The six digits that it shows now"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        set={setCode}
      />
      {proving.isError &&
        (isWrong ? (
          <Words size="sm" className="wrong" role="alert">
            The code does not fit the secret. Wait for the next one and type that. Does it not fit either? Then see that
            the clock of the phone is set by the network, and that the app shows the code of this secret and of no
            earlier one.
          </Words>
        ) : (
          <Problem error={proving.error} />
        ))}
      <On label="Check the code" isPending={proving.isPending} cancel={cancel} />
    </DoorForm>
  );
}

/** A QR code, dark on white whatever the colors of the page: some apps read no other. */
function Picture({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 4 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter((part) => part !== '')
    .join('');
  return (
    <Stack align="center">
      <svg viewBox={`0 0 ${size} ${size}`} width={216} height={216} role="img" aria-label="The secret as a QR code">
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" shapeRendering="crispEdges" />
      </svg>
    </Stack>
  );
}
