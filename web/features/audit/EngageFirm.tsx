import { Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import type { Engagement } from '#web/shell/programme.ts';
import type { Quote } from './shapes.ts';

interface Props {
  readonly engagement: Engagement;
  /** The quote that is taken up, or a firm without one; null: nothing is asked. */
  readonly of: Quote | 'another' | null;
  readonly close: () => void;
}

/** Records the signed letter: its firm is the engaged one from then on. */
export const EngageFirm = ({ engagement, of, close }: Props) => (
  <Dialog title="Record the engagement letter" opened={of !== null} close={close}>
    <Form engagement={engagement} quote={of === 'another' ? null : of} close={close} />
  </Dialog>
);

function Form({
  engagement,
  quote,
  close,
}: {
  readonly engagement: Engagement;
  readonly quote: Quote | null;
  readonly close: () => void;
}) {
  const [firm, setFirm] = useState(quote?.firm ?? '');
  const [licence, setLicence] = useState(quote?.licence ?? '');
  const [lookup, setLookup] = useState(quote?.licenceLookup ?? '');
  const [signed, setSigned] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const saving = useMutation({
    mutationFn: async () => {
      if (file === null) return;
      const here = apiHere();
      const bytes = new Uint8Array(await file.arrayBuffer());
      const media = file.type || 'application/octet-stream';
      const about = { engagement: engagement.id, firm, licence, licenceLookup: lookup, signed };
      await here.audit.engage({ ...about, name: file.name, media, bytes });
    },
    onSuccess: () => changed('audit', 'evidence').then(close),
  });
  const isWhole = firm.trim().length >= 2 && licence.trim() !== '' && signed !== '' && file !== null;
  return (
    <Act acting={saving} label="Record it" close={close} disabled={!isWhole}>
      <Words size="sm">
        The letter is sealed with its bytes, its firm and its date. A later letter takes the place of this one, and both
        stay in the ledger.
      </Words>
      <Text label="Firm" name="firm" minLength={2} value={firm} set={setFirm} />
      <Text
        label="License"
        name="licence"
        hint="Number and state; look it up before you sign."
        value={licence}
        set={setLicence}
      />
      <Text label="Where it can be looked up" name="licenceLookup" required={false} value={lookup} set={setLookup} />
      <Text label="Signed by both on" name="signed" type="date" value={signed} set={setSigned} />
      <FileField label="The letter" required value={file} set={setFile} />
    </Act>
  );
}
