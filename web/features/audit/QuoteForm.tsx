import { Group, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog, TakeOff } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api, changed } from '#web/shell/api.ts';
import type { Engagement } from '#web/shell/programme.ts';
import type { Quote } from './shapes.ts';

interface Props {
  readonly engagement: Engagement;
  /** Null: nothing is asked. */
  readonly of: Quote | 'new' | null;
  readonly close: () => void;
}

/** Records what a firm offers, or what it says now. */
export const QuoteForm = ({ engagement, of, close }: Props) => (
  <Dialog title="A quote" opened={of !== null} close={close}>
    <Form engagement={engagement} quote={of === 'new' ? null : of} close={close} />
  </Dialog>
);

const FIELDS = ['firm', 'licence', 'licenceLookup', 'peerReviewed', 'feeLow', 'feeHigh', 'currency', 'start'] as const;
type Typed = Readonly<Record<(typeof FIELDS)[number] | 'includes' | 'notes', string>>;

const typedOf = (quote: Quote | null): Typed => ({
  ...(Object.fromEntries(FIELDS.map((field) => [field, String(quote?.[field] ?? '')])) as Typed),
  currency: quote?.currency ?? 'USD',
  includes: (quote?.includes ?? []).join('\n'),
  notes: quote?.notes ?? '',
});

const numberIn = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const dayIn = (text: string): string | null => (text === '' ? null : text);

const offerOf = ({ feeLow, feeHigh, peerReviewed, start, includes, ...rest }: Typed) => ({
  ...rest,
  feeLow: numberIn(feeLow),
  feeHigh: numberIn(feeHigh),
  peerReviewed: dayIn(peerReviewed),
  start: dayIn(start),
  includes: includes
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
});

function Form({
  engagement,
  quote,
  close,
}: {
  readonly engagement: Engagement;
  readonly quote: Quote | null;
  readonly close: () => void;
}) {
  const [typed, setTyped] = useState(typedOf(quote));
  const set = (field: keyof Typed) => (value: string) => setTyped({ ...typed, [field]: value });
  const saving = useMutation({
    mutationFn: () =>
      quote === null
        ? api.audit.record({ engagement: engagement.id, ...offerOf(typed) })
        : api.audit.revise({ id: quote.id, ...offerOf(typed) }),
    onSuccess: () => changed('audit').then(close),
  });
  const dropping = useMutation({
    mutationFn: async () => (quote === null ? null : api.audit.drop({ id: quote.id })),
    onSuccess: () => changed('audit').then(close),
  });
  return (
    <Act
      acting={saving}
      label={quote === null ? 'Record it' : 'Change it'}
      close={close}
      disabled={typed.firm.trim().length < 2}
    >
      <Fields typed={typed} set={set} />
      {quote !== null && <TakeOff taking={dropping} />}
    </Act>
  );
}

interface FieldsProps {
  readonly typed: Typed;
  readonly set: (field: keyof Typed) => (value: string) => void;
}

const Fields = ({ typed, set }: FieldsProps) => (
  <>
    <AboutFirm typed={typed} set={set} />
    <Textarea
      label="Included"
      name="includes"
      description="One on each line: categories, a Type I first, tests again, travel."
      value={typed.includes}
      onChange={({ currentTarget }) => set('includes')(currentTarget.value)}
      autosize
      minRows={2}
    />
    <Text label="Could begin" name="start" type="date" required={false} value={typed.start} set={set('start')} />
    <Textarea
      label="Notes"
      name="notes"
      description="What they answered, and what you think of it."
      value={typed.notes}
      onChange={({ currentTarget }) => set('notes')(currentTarget.value)}
      autosize
      minRows={2}
    />
  </>
);

const AboutFirm = ({ typed, set }: FieldsProps) => (
  <>
    <Text label="Firm" name="firm" minLength={2} value={typed.firm} set={set('firm')} />
    <Text
      label="License"
      name="licence"
      hint="Number and state, as the firm gives it."
      required={false}
      value={typed.licence}
      set={set('licence')}
    />
    <Text
      label="Where it can be looked up"
      name="licenceLookup"
      hint="An https address, such as the entry at cpaverify.org or of the board of the state."
      required={false}
      value={typed.licenceLookup}
      set={set('licenceLookup')}
    />
    <Text
      label="Latest peer review"
      name="peerReviewed"
      type="date"
      required={false}
      value={typed.peerReviewed}
      set={set('peerReviewed')}
    />
    <Group grow align="flex-end">
      <Text label="Fee from" name="feeLow" type="number" required={false} value={typed.feeLow} set={set('feeLow')} />
      <Text label="Fee to" name="feeHigh" type="number" required={false} value={typed.feeHigh} set={set('feeHigh')} />
      <Text label="Currency" name="currency" value={typed.currency} set={set('currency')} />
    </Group>
  </>
);
