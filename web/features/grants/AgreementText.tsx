import { Checkbox, Textarea, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, changed } from '#web/shell/api.ts';

interface Props {
  readonly texts: Answered<'ndas', 'text'>;
  readonly close: () => void;
}

export const AgreementText = ({ opened, ...props }: Props & { readonly opened: boolean }) => (
  <Dialog title="The text that readers sign" wide opened={opened} close={props.close}>
    <Form {...props} />
  </Dialog>
);

function Form({ texts: { latest, template }, close }: Props) {
  const [title, setTitle] = useState(latest?.title ?? template.title);
  const [body, setBody] = useState(latest?.body ?? template.body);
  const [material, setMaterial] = useState(false);
  const acting = useMutation({
    mutationFn: () => api.ndas.publish({ title, body, material }),
    onSuccess: () => changed('ndas').then(close),
  });
  return (
    <Act acting={acting} label={latest === null ? 'Publish it' : 'Publish a new version'} close={close}>
      <Words size="sm">
        {latest === null
          ? 'A text to begin with; from the first word that you change it is yours. Have your lawyer read it before anybody signs.'
          : 'Every version stays. Whoever signed an earlier one is bound by that one.'}
      </Words>
      <Text label="Title" value={title} set={setTitle} />
      <Textarea
        label="Text"
        description="Markdown: headings with ##, lists with a dash, **bold**."
        autosize
        minRows={14}
        maxRows={24}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      {latest !== null && (
        <Checkbox
          label="It changes something that matters"
          description="Then every company that signed here signs again before it reads on. What was signed elsewhere stays in force."
          checked={material}
          onChange={(event) => setMaterial(event.currentTarget.checked)}
        />
      )}
    </Act>
  );
}
