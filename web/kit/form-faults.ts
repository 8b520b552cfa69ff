import { DomainError } from '#/core/errors.ts';
import { lastPart } from './field-path.ts';

type Control = HTMLInputElement | HTMLTextAreaElement;

/** What somebody sees and types in, or presses, of a field. */
export type Seen = Control | HTMLButtonElement;

const controlsIn = (form: HTMLFormElement): readonly Control[] =>
  [...form.elements].filter(
    (element): element is Control => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement,
  );

/** A list keeps its name in a field behind it, and a file is in a field before its button: neither is seen. */
function seenOf(control: Control): Seen {
  const beside =
    control.type === 'hidden'
      ? control.previousElementSibling?.querySelector<HTMLInputElement>('input')
      : control.type === 'file'
        ? control.nextElementSibling?.querySelector('button')
        : null;
  return beside ?? control;
}

/** What stands over it on the screen. */
export const labelOf = (control: Seen): string | null =>
  control.labels?.[0]?.textContent.replace(/\s*\*$/, '').trim() ?? null;

/** Where the words below a field stand. */
export const wrapperOf = (control: Seen): Element =>
  control.closest('.mantine-InputWrapper-root') ?? control.parentElement ?? control;

/** Opens what a field is folded away in, so that it is in sight. */
export function unfold(control: Seen): void {
  for (let at = control.closest('details'); at !== null; at = at.parentElement?.closest('details') ?? null)
    at.open = true;
}

/** The field that a path of the server names: by its name, as the whole path or as its last part. */
export function controlAt(form: HTMLFormElement, path: string): Seen | null {
  const part = lastPart(path);
  const named = controlsIn(form);
  const found = named.find(({ name }) => name === path) ?? named.find(({ name }) => name !== '' && name === part);
  return found === undefined ? null : seenOf(found);
}

/** What the server says is wrong with what was sent, and where. */
export function pathOf(error: unknown): { readonly path: string; readonly because: string } | null {
  if (!(error instanceof DomainError) || error.code !== 'input_invalid') return null;
  return { path: String(error.facts['where']), because: String(error.facts['because']) };
}

export interface Fault {
  readonly control: Seen;
  readonly says: string;
}

/** Fields that cannot be sent as they are, each with why. */
export const faultsIn = (form: HTMLFormElement): readonly Fault[] =>
  controlsIn(form).flatMap((control) => {
    const says = faultOf(control);
    return says === null ? [] : [{ control: seenOf(control), says }];
  });

function faultOf(control: Control): string | null {
  if (control.type === 'hidden' || control.matches(':disabled')) return null;
  const { valueMissing, typeMismatch, badInput, valid } = control.validity;
  const typed = control.value.trim();
  if (valueMissing || (control.required && typed === '' && control.type !== 'checkbox')) return missing(control);
  if (control.minLength > 0 && typed !== '' && typed.length < control.minLength)
    return `At least ${control.minLength} letters.`;
  if (badInput) return 'It is not whole yet.';
  if (typeMismatch) return control.type === 'email' ? 'This is no e-mail address.' : 'It is not of its form.';
  return valid ? null : control.validationMessage;
}

function missing({ type, dataset }: Control): string {
  if (dataset['missing'] !== undefined) return dataset['missing'];
  if (type === 'date') return 'Say which day.';
  if (type === 'checkbox') return 'Tick it first.';
  if (type === 'file') return 'Choose a file.';
  return 'Fill this in.';
}
