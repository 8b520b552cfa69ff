import { Stack, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from '#web/kit/Dialog.tsx';
import { ItemName } from '#web/kit/ItemKey.tsx';
import { count, counted } from '#web/kit/when.ts';

const SHORTEST_REASON = 10;
export const isShort = (reason: string): boolean => reason.trim().length < SHORTEST_REASON;

interface WhyProps {
  readonly value: string;
  readonly set: (reason: string) => void;
}

/** The reason that is sealed with what somebody decides of items. */
export const Why = ({ value, set }: WhyProps) => (
  <Textarea
    label="Why"
    name="reason"
    minLength={SHORTEST_REASON}
    description="At least ten characters; an auditor will read it."
    value={value}
    onChange={({ currentTarget }) => set(currentTarget.value)}
    autosize
    minRows={3}
    required
    withAsterisk={false}
  />
);

export type Called = ReadonlyMap<string, string | null>;

export const calledOf = (of: readonly { readonly item: string; readonly called: string | null }[]): Called =>
  new Map(of.map(({ item, called }) => [item, called]));

/** Items that something is done with. */
export interface Chosen {
  readonly items: readonly string[];
  /** What their source calls them, where it does. */
  readonly called: Called;
  /** They are selected no more. */
  readonly clear: () => void;
}

interface DecideProps {
  readonly title: (what: string) => string;
  /** Null: none is decided of now. */
  readonly of: Chosen | null;
  readonly close: () => void;
  /** What it does, and what it does not. */
  readonly says: string;
  readonly children: ReactNode;
}

const NAMED = 5;

/** What is decided of some items: which they are, and what that does. */
export function Decide({ title, of, close, says, children }: DecideProps) {
  const items = of?.items ?? [];
  return (
    <Dialog
      title={title(items.length > 1 ? counted(items.length, 'item') : 'this item')}
      opened={of !== null}
      close={close}
    >
      <Stack gap="sm">
        {items.slice(0, NAMED).map((item) => (
          <div key={item}>
            <ItemName of={item} called={of?.called.get(item) ?? null} />
          </div>
        ))}
        {items.length > NAMED && (
          <Text size="sm">{`and ${count(items.length - NAMED)} more, each with this reason`}</Text>
        )}
        <Text size="sm">{says}</Text>
        {children}
      </Stack>
    </Dialog>
  );
}
