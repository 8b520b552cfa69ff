import { Checkbox, Group, Radio, Stack, Textarea, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { apiHere, changed } from '#web/shell/api.ts';
import { bytesOf } from './shapes.ts';

type Texts = Answered<'ndas', 'text'>;

interface Props {
  readonly texts: Texts;
  readonly close: () => void;
}

export const AgreementText = ({ opened, ...props }: Props & { readonly opened: boolean }) => (
  <Dialog title="The text that readers sign" wide opened={opened} close={props.close}>
    <Form {...props} />
  </Dialog>
);

/** What is signed: words that are written here, or a file. */
interface Given {
  readonly how: 'here' | 'file';
  readonly body: string;
  readonly file: File | null;
}

function Form({ texts: { latest, template }, close }: Props) {
  const own = latest?.file ?? null;
  const [title, setTitle] = useState(latest?.title ?? template.title);
  const [given, setGiven] = useState<Given>({
    how: own === null ? 'here' : 'file',
    body: latest === null || own !== null ? template.body : latest.body,
    file: null,
  });
  const [material, setMaterial] = useState(false);
  const { how, body, file } = given;
  const acting = useMutation({
    mutationFn: async () =>
      apiHere().ndas.publish({
        title,
        material,
        ...(how === 'file' && file !== null ? { name: file.name, bytes: await bytesOf(file) } : { body }),
      }),
    onSuccess: () => changed('ndas').then(close),
  });
  return (
    <Act
      acting={acting}
      label={latest === null ? 'Publish it' : 'Publish a new version'}
      close={close}
      disabled={how === 'file' && file === null}
    >
      <Words size="sm">
        {latest === null
          ? 'A text to begin with; from the first word that you change it is yours. Have your lawyer read it before anybody signs.'
          : 'Every version stays. Whoever signed an earlier one is bound by that one.'}
      </Words>
      <Text label="Title" name="title" value={title} set={setTitle} />
      <WordsOrFile given={given} set={setGiven} own={own} />
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

interface WordsOrFileProps {
  readonly given: Given;
  readonly set: (given: Given) => void;
  /** The file that is signed now; null: it is no file. */
  readonly own: NonNullable<Texts['latest']>['file'];
}

const WordsOrFile = ({ given, set, own }: WordsOrFileProps) => (
  <Stack gap="xs">
    <Radio.Group
      label="The text"
      value={given.how}
      onChange={(value) => set({ ...given, how: value === 'file' ? 'file' : 'here' })}
    >
      <Group mt={4}>
        <Radio value="here" label="written here" />
        <Radio value="file" label="a PDF of our own" />
      </Group>
    </Radio.Group>
    {given.how === 'here' ? (
      <Textarea
        label="Text"
        name="body"
        description="Markdown: headings with ##, lists with a dash, **bold**."
        autosize
        minRows={14}
        maxRows={24}
        value={given.body}
        onChange={(event) => set({ ...given, body: event.currentTarget.value })}
      />
    ) : (
      <FileField
        label="PDF"
        required
        description={`${own === null ? '' : `Now: ${own.name}, ${counted(own.pages, 'page')}. `}Readers are shown it whole, and each signed copy carries it.`}
        accept="application/pdf"
        value={given.file}
        set={(file) => set({ ...given, file })}
      />
    )}
    <Words size="sm" c="dimmed">
      {given.how === 'here'
        ? 'A report of an independent accountant is restricted in its use. Where the text does not say so, a section that does is added below it.'
        : 'Below it stands a section that says that a report of an independent accountant is restricted in its use.'}
    </Words>
  </Stack>
);
