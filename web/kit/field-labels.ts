import { createContext, useContext } from 'react';

/** A field of a form: what stands over it, and whether it is in sight, so that what is wrong is told there. */
interface Field {
  readonly label: string;
  readonly isShown: boolean;
}

/** The field that an error is about; null: it is about none of the form. */
type FieldOf = (error: unknown) => Field | null;

const Context = createContext<FieldOf>(() => null);
export const FieldLabels = Context.Provider;
export const useFieldLabels = (): FieldOf => useContext(Context);
