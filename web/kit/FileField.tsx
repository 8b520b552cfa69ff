import { FileButton, FileInput } from '@mantine/core';
import { type ReactNode, useRef } from 'react';

interface Choosing {
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly set: (file: File) => void;
}

interface Props extends Choosing {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  /** What is chosen; undefined: whoever asks for it takes it at once. */
  readonly value?: File | null;
  readonly required?: boolean;
  readonly error?: string | null;
}

/** A file of one's own machine. */
export const FileField = ({ value, required = false, placeholder = 'Choose a file', set, ...more }: Props) => (
  <FileInput
    {...useEmptied(set)}
    {...more}
    {...(value === undefined ? {} : { value })}
    placeholder={placeholder}
    fileInputProps={{ required: required && (value ?? null) === null }}
  />
);

/** The same behind a button that says what for. */
export const FileChoice = ({ set, children, ...more }: Choosing & { readonly children: FileButtonChild }) => (
  <FileButton {...useEmptied(set)} {...more}>
    {children}
  </FileButton>
);

type FileButtonChild = (props: { readonly onClick: () => void }) => ReactNode;

/**
 * The field of the browser is emptied after each choice. What was corrected is chosen by the same name again, which is
 * no change to a browser that still holds the name: the bytes of before would stay.
 */
function useEmptied(set: Choosing['set']) {
  const resetRef = useRef<() => void>(null);
  const onChange = (file: File | null): void => {
    resetRef.current?.();
    if (file !== null) set(file);
  };
  return { resetRef, onChange };
}
