import { Button, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Section } from '#web/kit/Page.tsx';
import { useOpened } from '#web/kit/opened.ts';
import { type Engagement, useMay } from '#web/shell/programme.ts';
import { linesIn, useChange } from './use-change.ts';
import { ofRules, Warnings } from './Warnings.tsx';

const PARTS = [
  ['products', 'Products', 'What customers buy and this report is about.'],
  ['infrastructure', 'Infrastructure', 'Where it runs: accounts of a cloud, clusters, data centers.'],
  ['software', 'Software', 'What it is made of and run with: applications, databases, tools.'],
  ['people', 'People', 'Teams that build, run, sell or support it.'],
  ['procedures', 'Procedures', 'What people do by a rule: changes, access, incidents.'],
  ['data', 'Data', 'What customers entrust to it, and what it keeps of them.'],
  ['locations', 'Places', 'Offices and regions from which it is run.'],
] as const;

/** What belongs to the system and so to the examination. */
export function Boundary({ engagement }: { readonly engagement: Engagement }) {
  const mayWrite = useMay('engagements:write');
  const [changing, open, close] = useOpened('boundary');
  const named = PARTS.filter(([part]) => (engagement.boundary[part] ?? []).length > 0);
  return (
    <Section
      title="System boundary"
      aside={
        mayWrite && (
          <Button size="xs" variant="default" onClick={open}>
            Change the boundary
          </Button>
        )
      }
    >
      <Warnings about={ofRules('boundary-missing')} />
      {named.length === 0 ? (
        <Text c="dimmed" className="prose">
          Nothing is named yet. Products, infrastructure, software, people, procedures, data and places that belong to
          the system stand here; what is not named is not examined.
        </Text>
      ) : (
        <Facts
          of={named.map(([part, label]) => [
            label,
            <ul key={part} className="seen">
              {engagement.boundary[part]?.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>,
          ])}
        />
      )}
      <Dialog title="System boundary" opened={mayWrite && changing} close={close}>
        <Form engagement={engagement} close={close} />
      </Dialog>
    </Section>
  );
}

function Form({ engagement, close }: { readonly engagement: Engagement; readonly close: () => void }) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(PARTS.map(([part]) => [part, (engagement.boundary[part] ?? []).join('\n')])),
  );
  const acting = useChange(
    engagement,
    () => ({ boundary: Object.fromEntries(PARTS.map(([part]) => [part, linesIn(typed[part] ?? '')])) }),
    close,
  );
  return (
    <Act acting={acting} label="Change it" close={close}>
      <Text size="sm">
        The description of a system tells its infrastructure, software, people, procedures and data: the boundary is
        written down when something is named of each. Where there is none, say so there, and why.
      </Text>
      {PARTS.map(([part, label, hint]) => (
        <Textarea
          key={part}
          name={part}
          label={label}
          description={`${hint} One on each line.`}
          value={typed[part] ?? ''}
          onChange={({ currentTarget }) => setTyped({ ...typed, [part]: currentTarget.value })}
          autosize
          minRows={2}
        />
      ))}
    </Act>
  );
}
