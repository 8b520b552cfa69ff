import { PasswordInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Whole } from './ItemKey.tsx';

interface Field {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** As the server names it, so that what it finds wrong is said here. */
  readonly name?: string;
  readonly hint?: ReactNode;
}

const changes = (set: Field['set']) => (event: React.ChangeEvent<HTMLInputElement>) => set(event.currentTarget.value);

export const Text = ({
  label,
  value,
  set,
  hint,
  ...more
}: Field & {
  readonly autoComplete?: string;
  readonly type?: 'text' | 'email' | 'date' | 'number';
  readonly inputMode?: 'numeric' | 'text';
  readonly required?: boolean;
  readonly minLength?: number;
  readonly placeholder?: string;
}) => (
  <TextInput
    label={label}
    description={typeof hint === 'string' ? <Whole of={hint} /> : hint}
    value={value}
    onChange={changes(set)}
    required
    withAsterisk={false}
    {...more}
  />
);

interface PasswordField extends Field {
  /** A browser offers none that it keeps. */
  readonly isNew?: boolean;
  readonly required?: boolean;
  readonly minLength?: number;
}

/** A password that is known already, or another secret. */
export const Password = ({
  label,
  value,
  set,
  hint,
  name,
  isNew = false,
  required = true,
  minLength,
}: PasswordField) => (
  <PasswordInput
    label={label}
    description={hint}
    value={value}
    onChange={changes(set)}
    {...(name === undefined ? {} : { name })}
    autoComplete={isNew ? 'new-password' : 'current-password'}
    required={required}
    {...(minLength === undefined ? {} : { minLength })}
    withAsterisk={false}
  />
);

/** One that is chosen here. */
export const NewPassword = (field: Omit<Field, 'hint'>) => (
  <Password
    hint="At least eight characters, best several words that do not belong together. It is compared with lists of known passwords on this server."
    minLength={8}
    isNew
    {...field}
  />
);
