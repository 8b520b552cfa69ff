import { Text as Words } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { Briefs, NOTHING_READ, type Read, sent, useBriefs } from './Briefs.tsx';
import { Terms, WhichDocuments } from './Decide.tsx';
import type { Document } from './shapes.ts';
import { useTold } from './told.ts';

/** Lets somebody read who did not ask, such as a customer whom a new report is sent to. */
export const Give = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Dialog title="Let somebody read" opened={opened} close={close} wide>
    <Loaded close={close} />
  </Dialog>
);

function Loaded({ close }: { readonly close: () => void }) {
  const found = useQuery(ask('documents', 'list', {}));
  return (
    <Answer of={found}>
      {({ documents }) => {
        const offered = documents.filter(({ state, level }) => state === 'given' && level !== 'public');
        return offered.length === 0 ? (
          <Words>There is no document to be given yet. Add one under Documents.</Words>
        ) : (
          <Form documents={offered} close={close} />
        );
      }}
    </Answer>
  );
}

function Form({ documents, close }: { readonly documents: readonly Document[]; readonly close: () => void }) {
  const [who, setWho] = useState({ email: '', name: '', company: '' });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [days, setDays] = useState(90);
  const [download, setDownload] = useState(true);
  const [read, setRead] = useState<Read>(NOTHING_READ);
  const { isReady, ...briefs } = useBriefs(chosen, { read });
  const { told } = useTold();
  const acting = useMutation({
    mutationFn: () => api.grants.give({ ...who, documents: [...chosen], days, download, ...sent(read) }),
    onSuccess: () => changed('grants').then(close),
  });
  const isWhole = who.email !== '' && who.name !== '' && who.company !== '' && chosen.length > 0;
  return (
    <Act acting={acting} label="Let them read" close={close} disabled={!isWhole || !isReady}>
      <Words size="sm">{told(who.name.trim() || 'The reader')} The message holds a link that signs them in once.</Words>
      <Text label="E-mail" name="email" type="email" value={who.email} set={(email) => setWho({ ...who, email })} />
      <Text label="Name" name="name" value={who.name} set={(name) => setWho({ ...who, name })} />
      <Text label="Company" name="company" value={who.company} set={(company) => setWho({ ...who, company })} />
      <WhichDocuments of={documents} chosen={chosen} choose={setChosen} />
      <Briefs {...briefs} read={read} setRead={setRead} />
      <Terms days={days} setDays={setDays} download={download} setDownload={setDownload} />
    </Act>
  );
}
