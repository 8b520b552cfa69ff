import { Group, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import { bytesOf, KINDS, type Kind, LEVELS, type Level } from './shapes.ts';

export const AddDocument = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Dialog title="Add a document" opened={opened} close={close}>
    <Form close={close} />
  </Dialog>
);

/** A day, or none. */
export const dayOrNull = (day: string): string | null => (day === '' ? null : day);

function Form({ close }: { readonly close: () => void }) {
  const [given, setGiven] = useState({ title: '', first: '', last: '', validUntil: '' });
  const [kind, setKind] = useState<Kind>('soc2-report');
  const [level, setLevel] = useState<Level>('nda');
  const [file, setFile] = useState<File | null>(null);
  const acting = useMutation({
    mutationFn: async () => {
      if (file === null) return;
      const { title, first, last, validUntil } = given;
      await apiHere().documents.add({
        title,
        kind,
        level,
        first: dayOrNull(first),
        last: dayOrNull(last),
        validUntil: dayOrNull(validUntil),
        name: file.name,
        bytes: await bytesOf(file),
      });
    },
    onSuccess: () => changed('documents').then(close),
  });
  const set = (name: keyof typeof given) => (value: string) => setGiven({ ...given, [name]: value });
  return (
    <Act acting={acting} label="Add it" close={close} disabled={given.title.trim().length < 3 || file === null}>
      <FileField
        label="PDF"
        required
        description="Up to 32 MB. One that is encrypted or damaged, or that runs something, is refused with what to do."
        accept="application/pdf"
        value={file}
        set={setFile}
      />
      <Text
        label="Title"
        name="title"
        minLength={3}
        value={given.title}
        set={set('title')}
        placeholder="SOC 2 Type II report, 2025"
      />
      <WhatAndWho kind={kind} setKind={setKind} level={level} setLevel={setLevel} />
      <Group grow>
        <Text label="About, from" name="first" type="date" required={false} value={given.first} set={set('first')} />
        <Text label="to" name="last" type="date" required={false} value={given.last} set={set('last')} />
      </Group>
      <Text
        label="Last day on which it is given out"
        name="validUntil"
        hint="Empty: until you replace it. Readers take a report for stale about a year after the end of its window."
        type="date"
        required={false}
        value={given.validUntil}
        set={set('validUntil')}
      />
    </Act>
  );
}

interface WhatAndWhoProps {
  readonly kind: Kind;
  readonly setKind: (kind: Kind) => void;
  readonly level: Level;
  readonly setLevel: (level: Level) => void;
}

const WhatAndWho = ({ kind, setKind, level, setLevel }: WhatAndWhoProps) => (
  <>
    <Select
      label="What it is"
      name="kind"
      data={[...KINDS]}
      value={kind}
      onChange={(value) => setKind(value ?? 'other')}
      allowDeselect={false}
    />
    <Select
      label="Who gets it"
      name="level"
      description={
        level === 'public' ? 'The file as it is, without a mark.' : 'Copies with the reader’s name on every page.'
      }
      data={LEVELS.filter(({ value }) => value !== 'public' || kind !== 'soc2-report')}
      value={level}
      onChange={(value) => setLevel(value ?? 'nda')}
      allowDeselect={false}
    />
  </>
);
