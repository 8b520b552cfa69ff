import { Select } from '@mantine/core';
import { inWords } from '#web/kit/words.ts';
import { OWNER_FUNCTIONS, type OwnerFunction } from '#/core/controls.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';

interface Props {
  readonly owner: string;
  readonly ownerFunction: OwnerFunction;
  readonly set: (change: { readonly owner?: string; readonly ownerFunction?: OwnerFunction }) => void;
}

/** Who answers for a control, and whose work it is. */
export const OwnerFields = ({ owner, ownerFunction, set }: Props) => (
  <>
    <MemberField
      label="Owner"
      name="owner"
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
