import { Alert, Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { By } from '#web/features/people/By.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import { wroteIt } from './approvers.ts';

interface Props {
  readonly shown: Answered<'policies', 'show'>;
  readonly close: () => void;
  /** To ask somebody else instead; left out of who may not. */
  readonly ask?: () => void;
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The very text that was read is approved, or nothing is. A page that is not served safely cannot hash, and names the version only. */
const isSafe = (): boolean => 'subtle' in crypto;

/** Said to whoever wrote it, before they approve it. */
const OwnText = ({ isOwner, ask }: { readonly isOwner: boolean; readonly ask: Props['ask'] }) => (
  <Alert variant="outline" color="brick" p="sm" title="You wrote this version">
    <Text size="sm">
      {isOwner
        ? 'Nobody else read it, and an auditor asks for another person where there is one. Whoever works alone may approve their own: have somebody outside, such as an adviser or a lawyer, read it once a year, and attach what they say.'
        : 'You do not own it, so you cannot approve it: its owner does, or somebody else who did not write it.'}
    </Text>
    {ask !== undefined && (
      <Button size="compact-sm" variant="default" mt="xs" onClick={ask}>
        Ask somebody else
      </Button>
    )}
  </Alert>
);

/** What an approval does, said before it is done. */
export function Approve({ shown, close, ask }: Props) {
  const { policy, text, serves } = shown;
  const { me, now, zone } = useProgramme();
  const inYear = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().add({ years: 1 });
  const [nextReview, setNextReview] = useState(inYear.toString());
  const wrote = wroteIt(shown, me.email);
  const shows = serves.filter((each) => each.shown);
  const acting = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      const sha256 = isSafe() ? { sha256: await digestOf(text) } : {};
      return here.policies.approve({ id: policy.id, version: policy.version, nextReview, ...sha256 });
    },
    onSuccess: () => changed('policies', 'evidence', 'controls').then(close),
  });
  return (
    <Act
      acting={acting}
      label={wrote ? 'Approve it yourself' : 'Approve'}
      close={close}
      isSecond={wrote}
      disabled={wrote && policy.owner !== me.email}
    >
      <Text size="sm">
        From now on it binds everybody whom it names. Somebody who did not write this version approves it, or its owner
        does: <By of={policy.owner ?? 'nobody owns it yet'} />.
      </Text>
      {wrote && <OwnText isOwner={policy.owner === me.email} ask={ask} />}
      <Field label="Next review" name="nextReview" type="date" value={nextReview} set={setNextReview} />
      <Alert variant="outline" color="gray" p="sm">
        <By
          of={`Sealed with it: the text as you read it, ${me.email}, and now. It becomes evidence of how ${counted(shows.length, 'control is', 'controls are')} designed${shows.length === 0 ? '' : `: ${shows.map(({ title }) => title).join('; ')}`}.`}
        />
      </Alert>
    </Act>
  );
}
