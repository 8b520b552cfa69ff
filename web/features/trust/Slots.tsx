import { NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type PartProps, useSaving } from './draft.ts';
import { ProblemList } from './ProblemList.tsx';

const TEXTS = [
  ['penetrationTest', 'Penetration test summary', 'How often, by whom, and how a summary is given.'],
  ['breachNotice', 'Notice of a breach', 'From which moment the hours count, and how customers are told.'],
  ['retention', 'Retention and deletion', 'How long data is kept, and when it is gone after a contract.'],
  ['continuity', 'Continuity', 'How the service comes back, and when that was last tried.'],
  ['aiData', 'Use of data for artificial intelligence', 'Whether customers’ data trains models, and whose.'],
  ['insurance', 'Insurance', 'What is covered, and for how much.'],
  ['questionnaires', 'Ready questionnaires', 'Such as a filled CAIQ, and how it is given.'],
] as const;
const HOURS = [
  ['breachNoticeHours', 'Hours until customers are told of a breach'],
  ['rtoHours', 'Hours until the service is back (RTO)'],
  ['rpoHours', 'Hours of data that may be lost (RPO)'],
] as const;

/** What reviewers ask of everybody. */
export function Slots({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const [slots, setSlots] = useState(draft.content.slots);
  return (
    <Section title="Asked most">
      <Text size="sm" c="dimmed" className="prose">
        Each has its place on the page, and says “Not offered” while it is empty. Readers see that you thought of it.
      </Text>
      <ProblemList draft={draft} of={['slots']} />
      <fieldset disabled={!may} className="plain">
        <Act acting={{ ...saving, mutate: () => saving.mutate({ slots }) }} label="Save to the draft" isSecond>
          <Stack gap="sm">
            {HOURS.map(([name, label]) => (
              <NumberInput
                key={name}
                label={label}
                value={slots[name] ?? ''}
                min={0}
                max={100_000}
                allowDecimal={false}
                maw={320}
                onChange={(value) => setSlots({ ...slots, [name]: typeof value === 'number' ? value : null })}
              />
            ))}
            {TEXTS.map(([name, label, hint]) => (
              <Textarea
                key={name}
                label={label}
                description={hint}
                value={slots[name]}
                onChange={({ currentTarget }) => setSlots({ ...slots, [name]: currentTarget.value })}
                autosize
                minRows={2}
                maxRows={10}
              />
            ))}
          </Stack>
        </Act>
      </fieldset>
    </Section>
  );
}
