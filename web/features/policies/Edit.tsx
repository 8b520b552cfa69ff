import { Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { api, changed } from '#web/shell/api.ts';

interface Props {
  readonly shown: Answered<'policies', 'show'>;
  readonly close: () => void;
}

/** The text with its places. What does not change is not sent. */
export function Edit({ shown: { policy, body: before }, close }: Props) {
  const [title, setTitle] = useState(policy.title);
  const [owner, setOwner] = useState(policy.owner ?? '');
  const [body, setBody] = useState(before);
  const acting = useMutation({
    mutationFn: () =>
      api.policies.edit({
        id: policy.id,
        ...(title.trim() === policy.title ? {} : { title }),
        ...(owner.trim() === (policy.owner ?? '') ? {} : { owner: owner.trim() === '' ? null : owner }),
        ...(body === before ? {} : { body }),
      }),
    onSuccess: () => changed('policies').then(close),
  });
  return (
    <Act acting={acting} label={policy.hasDraft ? 'Save the draft' : 'Begin a new version'} close={close}>
      <Field label="Title" name="title" value={title} set={setTitle} />
      <MemberField
        label="Owner"
        name="owner"
        hint="The e-mail address of the one who answers for it."
        value={owner}
        set={setOwner}
      />
      <Textarea
        label="Text"
        name="body"
        description="Markdown. {company} or {access-termination.businessDays} stands for what your scope or a control says; a line that begins with [control] stands only where that control is adopted, and one that begins with [where one engineer] or [where small company] unless your first answers say another size."
        value={body}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
        autosize
        minRows={14}
        maxRows={26}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
      />
      {!policy.hasDraft && policy.approval !== null && (
        <Text size="sm" c="dimmed">
          What is approved stays in force until the new version is.
        </Text>
      )}
    </Act>
  );
}
