import { Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import { bytesOf } from './shapes.ts';

export const RecordAgreement = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Dialog title="Record an agreement" opened={opened} close={close}>
    <Form close={close} />
  </Dialog>
);

function Form({ close }: { readonly close: () => void }) {
  const [given, setGiven] = useState({ company: '', domain: '', signer: '', signed: '' });
  const [file, setFile] = useState<File | null>(null);
  const acting = useMutation({
    mutationFn: async () =>
      file === null
        ? null
        : apiHere().ndas.record({ ...given, name: file.name, media: file.type, bytes: await bytesOf(file) }),
    onSuccess: () => changed('ndas', 'grants').then(close),
  });
  const set = (name: keyof typeof given) => (value: string) => setGiven({ ...given, [name]: value });
  const isWhole = given.company !== '' && given.domain !== '' && given.signed !== '' && file !== null;
  return (
    <Act acting={acting} label="Record it" close={close} disabled={!isWhole}>
      <Words size="sm">
        Such as one within a contract. It is sealed with the file that shows it, and binds everybody with an address at
        that domain until you end it.
      </Words>
      <Text label="Company" name="company" value={given.company} set={set('company')} />
      <Text
        label="Domain of its addresses"
        name="domain"
        placeholder="buyer.example"
        value={given.domain}
        set={set('domain')}
      />
      <Text label="Who signed" name="signer" required={false} value={given.signer} set={set('signer')} />
      <Text label="Signed on" name="signed" type="date" value={given.signed} set={set('signed')} />
      <FileField label="The file that shows it" required value={file} set={setFile} />
    </Act>
  );
}
