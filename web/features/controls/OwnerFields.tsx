import { Select } from '@mantine/core';
import { Text } from '#web/kit/Fields.tsx';
import { inWords } from '#web/kit/words.ts';
import { OWNER_FUNCTIONS, type OwnerFunction } from '#/core/controls.ts';

interface Props {
  readonly owner: string;
  readonly ownerFunction: OwnerFunction;
  readonly set: (change: { readonly owner?: string; readonly ownerFunction?: OwnerFunction }) => void;
}

/** Who answers for a control, and whose work it is. */
export const OwnerFields = ({ owner, ownerFunction, set }: Props) => (
  <>
    <Text
      label="Owner"
      name="owner"
      required={false}
      hint="The person or role that answers for it, best an e-mail address. Empty: nobody yet."
      value={owner}
      set={(value) => set({ owner: value })}
    />
    <Select
      label="Whose work it is"
      name="ownerFunction"
      data={OWNER_FUNCTIONS.map((each) => ({ value: each, label: inWords(each) }))}
      value={ownerFunction}
      onChange={(value) => set({ ownerFunction: value ?? ownerFunction })}
      allowDeselect={false}
    />
  </>
);
