import { Button, type ButtonProps } from '@mantine/core';
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { DomainError } from '#/core/errors.ts';
import { useIsBeside } from './beside.ts';
import { FieldLabels } from './field-labels.ts';
import { type Fault, faultAt, faultsAt, faultsIn, labelOf, unfold, wrapperOf } from './form-faults.ts';
import { Leave } from './Leave.tsx';
import { type Draft, saidOf, unsaved, WithinContext } from './unsaved.ts';

interface Saving {
  readonly isPending: boolean;
  readonly isSuccess: boolean;
}

interface Props {
  /** What saves it; without it, nothing that is typed is worth a question. */
  readonly saving?: Saving;
  /** What the server said of what was sent, if it refused it. */
  readonly error: unknown;
  readonly submit: (form: HTMLFormElement) => void;
  /** It cannot be sent as it is: where fields say why, pressing the button shows that at them. */
  readonly blocked?: boolean;
  /** Asks the server of what only it can judge, where fields are wrong already, so that all is told at once. */
  readonly judge?: (() => Promise<unknown>) | undefined;
  readonly children: ReactNode;
}

/**
 * A form that says at the field itself what is missing there, or what the server finds wrong with it, and of which
 * nothing is lost unasked: whoever leaves it with something typed says that they mean to.
 */
export function Form({ saving, error, submit, blocked = false, judge, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, tell, add] = useWrong(form, error);
  const id = useId();
  const setTyped = useUnsaved(id, saving);
  return (
    <FieldLabels value={(about) => fieldIn(form.current, about, error)}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const faults = faultsIn(event.currentTarget);
          tell(faults);
          if (faults.length > 0) judge?.().catch((judged: unknown) => add(faults, judged));
          else if (!blocked) submit(event.currentTarget);
        }}
        onInput={() => {
          tell([]);
          setTyped();
        }}
        onClick={({ target }) => {
          if (!(target instanceof Element) || target.closest('[role="option"]') === null) return;
          tell([]);
          setTyped(); // chosen from a list
        }}
      >
        <FormContext value={id}>
          <IsOpen value={useOpenFields(form)}>{children}</IsOpen>
        </FormContext>
        {wrong.map((each, place) => (
          <AtField key={each.control.id || each.control.name} {...each} isFirst={place === 0} />
        ))}
      </form>
    </FieldLabels>
  );
}

/** Keeps what is typed from being lost unasked until it is saved; gives what is called when something is. */
function useUnsaved(id: string, saving: Saving | undefined): () => void {
  const { isPending = false, isSuccess = false } = saving ?? {};
  const isBeside = useIsBeside();
  const within = useContext(WithinContext);
  const [typed, setTyped] = useState(false);
  const isUnsaved = saving !== undefined && typed && !isPending;
  useEffect(() => {
    unsaved.keep(id, isUnsaved ? { isBeside, within, giveUp: () => setTyped(false) } : null);
    return () => unsaved.keep(id, null);
  }, [id, isUnsaved, isBeside, within]);
  useEffect(() => {
    if (isSuccess) setTyped(false);
  }, [isSuccess]);
  return () => setTyped(true);
}

/** What is wrong at which fields; the first of them is gone to. */
function useWrong(form: RefObject<HTMLFormElement | null>, error: unknown) {
  const [wrong, setWrong] = useState<readonly Fault[]>([]);
  const tell = (all: readonly Fault[]): void => {
    setWrong((before) => (before.length + all.length === 0 ? before : all));
    for (const { control } of all) unfold(control);
    all[0]?.control.focus();
  };
  useEffect(() => {
    const told = form.current === null ? [] : faultsAt(form.current, error);
    if (told.length > 0) tell(told);
  }, [form, error]);
  /** What the server says of fields beside others, unless something was typed since. */
  const add = (beside: readonly Fault[], judged: unknown): void => {
    const more = form.current === null ? [] : faultsAt(form.current, judged);
    setWrong((before) => (before === beside ? [...beside, ...more.filter(isNotIn(beside))] : before));
  };
  return [wrong, tell, add] as const;
}

const isNotIn =
  (faults: readonly Fault[]) =>
  ({ control }: Fault): boolean =>
    faults.every((each) => each.control !== control);

/** Whether a field cannot be sent as it is, looked at after each change. */
function useOpenFields(form: RefObject<HTMLFormElement | null>): boolean {
  const [isOpen, setOpen] = useState(false);
  // what is typed is drawn, so this runs after it
  useEffect(() => {
    const isNow = form.current !== null && faultsIn(form.current).length > 0;
    if (isNow !== isOpen) setOpen(isNow);
  });
  return isOpen;
}

const FormContext = createContext('');
const IsOpen = createContext(false);

/** The button of a form: mute only where no field can say what is missing. */
export function Send({
  disabled = false,
  ...props
}: ButtonProps & { readonly disabled?: boolean; readonly children: ReactNode }) {
  const isOpen = useContext(IsOpen);
  return <Button type="submit" disabled={disabled && !isOpen} {...props} />;
}

/** Below the field, and told with it to whoever hears the page. */
function AtField({ control, says, isFirst }: Fault & { readonly isFirst: boolean }) {
  const id = useId();
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isFirst) line.current?.scrollIntoView({ block: 'nearest' }); // the field has the focus, and is in sight with it
  }, [isFirst]);
  // a field that looks at what is typed by itself says it already
  const isSaid = wrapperOf(control).querySelector('.mantine-InputWrapper-error') !== null;
  useEffect(() => {
    if (isSaid) return;
    if (!(control instanceof HTMLButtonElement)) control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-errormessage', id);
    return () => {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-errormessage');
    };
  }, [control, id, isSaid]);
  if (isSaid) return null;
  return createPortal(
    <p id={id} ref={line} className="wrong at-field" role="alert">
      {says}
    </p>,
    wrapperOf(control),
  );
}

/** What stands over the field that an error is about, and whether it is said there: as what this form was answered. */
function fieldIn(form: HTMLFormElement | null, error: unknown, told: unknown) {
  const control = form === null ? undefined : faultAt(form, error)?.control;
  const label = control === undefined ? null : labelOf(control);
  return control === undefined || label === null
    ? null
    : { label, isShown: error === told && control.checkVisibility() && isAllIn(form, error) };
}

const isAllIn = (form: HTMLFormElement | null, error: unknown): boolean =>
  form !== null && error instanceof DomainError && error.also.every((each) => faultAt(form, each) !== null);

/** Asks before it does what loses the words of some forms, if there are any; and the question, to be shown. */
export function useLosing(lost: () => readonly Draft[]): readonly [lose: (go: () => void) => void, asked: ReactNode] {
  const [going, setGoing] = useState<{ readonly go: () => void; readonly says: string | undefined } | null>(null);
  const lose = (go: () => void): void => {
    const drafts = lost();
    if (drafts.length === 0) go();
    else setGoing({ go, says: saidOf(drafts) });
  };
  const leave = (): void => {
    for (const draft of lost()) draft.giveUp();
    setGoing(null);
    going?.go();
  };
  const stay = (): void => setGoing(null);
  return [lose, <Leave key="asked" opened={going !== null} stay={stay} leave={leave} says={going?.says} />];
}

/** The button that closes a form without sending it; what is typed there is not lost unasked. */
export function Cancel({ close }: { readonly close: () => void }) {
  const form = useContext(FormContext);
  const [lose, asked] = useLosing(() => unsaved.of(form));
  return (
    <>
      <Button variant="default" onClick={() => lose(close)}>
        Cancel
      </Button>
      {asked}
    </>
  );
}
