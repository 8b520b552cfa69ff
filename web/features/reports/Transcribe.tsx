import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Problem } from '#web/kit/Answer.tsx';
import { counted } from '#web/kit/when.ts';
import { api, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { type Draft, useEditing } from './draft.ts';
import { FactRows } from './FactRows.tsx';
import { bridgeOf, CONSENT, GROUPS } from '#/features/reports/fields.contract.ts';
import { listsOf } from '#/features/reports/lists.contract.ts';
import { Once, Optional } from './Once.tsx';
import { placeInWords } from '#/features/reports/place-words.contract.ts';
import { useOthers } from './others.ts';
import { ReadFile } from './ReadFile.tsx';
import { askReading } from './reading.ts';
import { inScreenWords } from './place-words.ts';

interface Props {
  readonly document: string;
  readonly draft: Draft;
  /** The SHA-256 of the file as it is now. */
  readonly sha256: string;
  /** What to do once it is recorded. */
  readonly recorded: () => void;
}

const BEGAN = {
  draft: 'This is the draft that was saved.',
  recorded: 'It begins with what was recorded last.',
  engagement:
    'It begins with what the examination here says. Compare each with the file, and give its page. Where your own records show deviations an exception is begun for each control: put the auditor’s words in its place, or take it out.',
  nothing: 'Nothing is known yet. Give each fact with its page.',
} as const;

/** What the file says, typed fact by fact; saved as it goes, and recorded when nothing is missing. */
export function Transcribe({ document, draft, sha256, recorded }: Props) {
  const may = useMay('trust:write');
  const editing = useEditing(document, draft, may);
  const { faults, from, facts } = draft;
  const { letters, reports } = useOthers(document);
  const reading = useQuery({ ...askReading(document, sha256), enabled: may });
  const recording = useMutation({
    mutationFn: () => api.reports.record({ document, facts }),
    onSuccess: () => changed('reports', 'ledger').then(recorded),
  });
  return (
    <>
      <Text size="sm" my="sm" className="prose">
        {BEGAN[from]} Nobody outside sees a draft.
      </Text>
      <Faults faults={faults} facts={facts} />
      {may && (
        <Group>
          <Button disabled={faults.length > 0} loading={recording.isPending} onClick={() => recording.mutate()}>
            Record it
          </Button>
        </Group>
      )}
      {recording.isError && <Problem error={inScreenWords(recording.error, facts)} />}
      {editing.isError && <Problem error={editing.error} />}
      <ReadFile of={reading} theirs={from === 'engagement' ? 'The examination here' : 'The draft'}>
        {GROUPS.map((group) => (
          <Once key={group.title} {...group} editing={editing} />
        ))}
        {listsOf(reports).map((list) => (
          <FactRows key={list.place} list={list} editing={editing} />
        ))}
      </ReadFile>
      <Optional
        title="The firm’s consent"
        why="With it, the public page names the firm and tells the kind of its opinion, whichever it is; without it, neither. Ask for it in writing, and keep what they wrote."
        fields={CONSENT}
        place="firm.consent"
        editing={editing}
      />
      <Optional
        title="Bridge letter"
        why="Management’s own letter for the time after the window. Nobody audited it. The public page tells of it for about three months at most."
        fields={bridgeOf(letters)}
        place="bridge"
        editing={editing}
      />
    </>
  );
}

const SHOWN = 8;

function Faults({ faults, facts }: Pick<Draft, 'faults' | 'facts'>) {
  if (faults.length === 0)
    return (
      <Alert variant="outline" color="gray" my="md" title="Nothing is missing">
        Recorded, it is sealed with the hash of the file. It is public for nobody until a second person confirms it.
      </Alert>
    );
  return (
    <Alert
      variant="outline"
      color="gray"
      my="md"
      title={`${counted(faults.length, 'place')} to mend before it can be recorded`}
    >
      <List size="sm">
        {faults.slice(0, SHOWN).map(({ where, because }) => (
          <List.Item key={`${where} ${because}`}>
            <strong>{placeInWords(where, facts)}</strong>: {because}
          </List.Item>
        ))}
      </List>
      {faults.length > SHOWN && <Text size="sm">and {faults.length - SHOWN} more</Text>}
    </Alert>
  );
}
