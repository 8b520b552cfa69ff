import { DomainError } from '#/core/errors.ts';
import { namesIn } from './field-path.ts';
import { sentence } from './words.ts';

type Control = HTMLInputElement | HTMLTextAreaElement;

/** What somebody sees and types in, or presses, of a field. */
export type Seen = Control | HTMLButtonElement;

const controlsIn = (form: HTMLFormElement): readonly Control[] => [...form.elements].filter(isControl);

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

/** What stands over it on the screen: of a box that is one of a group, over the group. */
export function labelOf(control: Seen): string | null {
  const group = control.closest(GROUP)?.querySelector('.mantine-InputWrapper-label');
  const label = group ?? control.labels?.[0];
  return label?.textContent.replace(/\s*\*$/, '').trim() ?? null;
}

/** Boxes or buttons that answer one question together. */
const GROUP = '.mantine-InputWrapper-root:has([role="group"], [role="radiogroup"])';

/** Where the words below a field stand. */
export const wrapperOf = (control: Seen): Element =>
  control.closest('.mantine-InputWrapper-root') ?? control.parentElement ?? control;

/** Opens what a field is folded away in, so that it is in sight. */
export function unfold(control: Seen): void {
  for (let at = control.closest('details'); at !== null; at = at.parentElement?.closest('details') ?? null)
    at.open = true;
}

/** The field that a path of the server names: by its name, as the whole path or as one of its parts, the last first. */
export function controlAt(form: HTMLFormElement, path: string): Seen | null {
  const named = controlsIn(form).filter(({ name }) => name !== '');
  const found = [path, ...namesIn(path).toReversed()].map((part) => named.find(({ name }) => name === part));
  const control = found.find((each) => each !== undefined);
  return control === undefined ? null : seenOf(control);
}

/** The fields of a form that an error and what is told with it are about, each once. */
export function faultsAt(form: HTMLFormElement, error: unknown): readonly Fault[] {
  if (!(error instanceof DomainError)) return [];
  const all = [error, ...error.also].map((each) => faultAt(form, each)).filter((each) => each !== null);
  return all.filter(({ control }, place) => all.findIndex((each) => each.control === control) === place);
}

/** The field of a form that an error is about, and what is said at it. */
export function faultAt(form: HTMLFormElement, error: unknown): Fault | null {
  if (!(error instanceof DomainError)) return null;
  const [control] = error.fields.map((path) => controlAt(form, path)).filter((each) => each !== null);
  return control === undefined ? null : { control, says: saidAt(error) };
}

/** What is wrong in the words that stand at the field; how it is put right, where that is more than another try. */
function saidAt(error: DomainError): string {
  if (error.code !== 'input_invalid') return `${error.message} ${error.step.says}`;
  return sentence(String(error.facts['because']));
}

export interface Fault {
  readonly control: Seen;
  readonly says: string;
}

/** What lacks an answer that no field by itself can miss, such as a group of boxes, says so by this mark. */
const LACKING = 'data-lacking';

/** For a group, a list or one of several fields of which something is needed: what is said at it until it is there. */
export const lacking = (isLacking: boolean, says: string): { readonly [LACKING]?: string } =>
  isLacking ? { [LACKING]: says } : {};

/** Fields and groups that cannot be sent as they are, each with why. */
export const faultsIn = (form: HTMLFormElement): readonly Fault[] =>
  [...form.querySelectorAll(`input, textarea, [${LACKING}]`)].flatMap((element) => {
    const [control, says] = [controlOf(element), element.getAttribute(LACKING)];
    if (control === null) return [];
    if (says !== null) return control.matches(':disabled') ? [] : [{ control: seenOf(control), says }];
    const fault = faultOf(control);
    return fault === null ? [] : [{ control: seenOf(control), says: fault }];
  });

const isControl = (element: Element | null): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** The field itself, or the first of a group. */
function controlOf(element: Element): Control | null {
  if (isControl(element)) return element;
  const first = element.querySelector('input:not([type="hidden"]), textarea');
  return isControl(first) ? first : null;
}

function faultOf(control: Control): string | null {
  if (control.type === 'hidden' || control.matches(':disabled')) return null;
  const { valueMissing, typeMismatch, badInput, valid } = control.validity;
  const typed = control.value.trim();
  if (valueMissing || (control.required && typed === '' && control.type !== 'checkbox')) return missing(control);
  if (control.minLength > 0 && typed !== '' && typed.length < control.minLength)
    return `At least ${control.minLength} characters.`;
  if (badInput) return 'It is not whole yet.';
  if (typeMismatch) return control.type === 'email' ? 'This is no e-mail address.' : 'It is not of its form.';
  return valid ? null : control.validationMessage;
}

function missing({ type }: Control): string {
  if (type === 'date') return 'Say which day.';
  if (type === 'checkbox') return 'Tick it first.';
  if (type === 'file') return 'Choose a file.';
  return 'Fill this in.';
}
