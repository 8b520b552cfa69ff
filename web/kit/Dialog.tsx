import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useId, useSyncExternalStore } from 'react';
import type { PlaceName } from '#/core/place.ts';
import { Problem } from './Answer.tsx';
import { Foot } from './Foot.tsx';
import { Cancel, Form, Send, useLosing } from './Form.tsx';
import { unsaved, WithinContext } from './unsaved.ts';

interface Props {
  readonly title: string;
  readonly opened: boolean;
  readonly close: () => void;
  /** For a text that is read or written at length. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

const FIELD = ['input:not([type="hidden"], [type="file"])', 'textarea', 'select']
  .map((each) => `${each}:not([disabled], [tabindex="-1"])`)
  .join(', ');

/** It has been chosen from a list, which would open at the focus and lie over the rest of the form. */
const isChosen = (field: Element): boolean =>
  field instanceof HTMLInputElement && field.role === 'combobox' && field.value !== '';

/**
 * What is typed goes to the first field, whatever opened the form; the library begins at what bears this mark. It goes
 * to that of the next step, too, once the field that was typed in is gone with its own.
 */
function beginAtField(within: HTMLElement | null): (() => void) | undefined {
  if (within === null) return undefined;
  const field = (): Element | undefined => [...within.querySelectorAll(FIELD)].find((each) => !isChosen(each));
  let first = field();
  first?.setAttribute('data-autofocus', '');
  const watch = new MutationObserver(() => {
    const [before, next] = [first, field()];
    first = next;
    if (!(next instanceof HTMLElement) || next === before) return;
    const [at, whole] = [document.activeElement, within.closest('[role="dialog"]')];
    const isLate = before === undefined && whole?.contains(at) === true && !within.contains(at);
    if (isLate || (before?.isConnected === false && at === document.body)) next.focus({ preventScroll: true });
  });
  watch.observe(within, { childList: true, subtree: true });
  return () => watch.disconnect();
}

/** One question or one form over the page. */
export function Dialog({ title, opened, close, wide = false, children }: Props) {
  const id = useId();
  const [lose, asked] = useLosing(() => unsaved.within(id));
  const isAsked = useSyncExternalStore(unsaved.watch, unsaved.isAsked);
  return (
    <>
      <Modal
        opened={opened}
        onClose={() => lose(close)}
        closeOnEscape={!isAsked}
        title={title}
        size={wide ? 860 : 560}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && (
          <WithinContext value={id}>
            <div ref={beginAtField}>{children}</div>
          </WithinContext>
        )}
      </Modal>
      {asked}
    </>
  );
}

/** Something that is done once, as its library has it. */
interface Acting {
  readonly mutate: () => void;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

interface ActProps {
  readonly acting: Acting;
  readonly label: string;
  readonly close?: () => void;
  readonly disabled?: boolean;
  /** The page has something that matters more: one thing of a page is the first. */
  readonly isSecond?: boolean;
  /** The place that it is, where an error may name that as the way out. */
  readonly here?: PlaceName;
  readonly children: ReactNode;
}

/** A form that does one thing: what it needs, what went wrong, and the button. */
export function Act({ acting, label, close, disabled = false, isSecond = false, here, children }: ActProps) {
  return (
    <Form saving={acting} error={acting.error} submit={() => acting.mutate()} blocked={disabled}>
      <Stack gap="md">
        {children}
        {acting.isError && <Problem error={acting.error} here={here} />}
        <Foot>
          {close !== undefined && <Cancel close={close} />}
          <Send variant={isSecond ? 'default' : 'filled'} loading={acting.isPending} disabled={disabled}>
            {label}
          </Send>
        </Foot>
      </Stack>
    </Form>
  );
}

/** Takes what a form is about off its list, and says so where it could not be done. */
export const TakeOff = ({ taking }: { readonly taking: Acting }) => (
  <Group>
    <Button color="brick" variant="outline" size="xs" loading={taking.isPending} onClick={() => taking.mutate()}>
      Take it off the list
    </Button>
    {taking.isError && <Problem error={taking.error} />}
  </Group>
);
