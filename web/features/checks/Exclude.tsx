import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import { counted, showPlainDay } from '#web/kit/when.ts';
import { useDeciding } from './use-deciding.ts';
import { type Chosen, Decide, isShort, Why } from './Why.tsx';

interface Props {
  readonly check: string;
  readonly excluding: Chosen | null;
  readonly close: () => void;
  /** All of them are decided of: what asks for the run from which on they count so. */
  readonly decided: () => void;
}

const DOES =
  'What is excluded stays in the population, in every package and in the auditor’s view, counted with and without. The reason, your name and the time are sealed in the ledger. As the outcome is known already, the exclusion says so. It counts as excluded from the next run of the check, which begins at once.';

/** Takes items out of management’s view. What that does and does not do stands beside the button. */
export const Exclude = ({ excluding, ...props }: Props) => (
  <Decide title={(what) => `Exclude ${what} from management’s view`} of={excluding} close={props.close} says={DOES}>
    {excluding !== null && <Excluding {...props} excluding={excluding} />}
  </Decide>
);

function Excluding({ check, excluding, close, decided }: Props & { readonly excluding: Chosen }) {
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const { length } = excluding.items;
  const until = expires === '' ? 'somebody ends it' : showPlainDay(expires);
  const exclude = useDeciding(
    excluding,
    (here, item) => here.checks.exclude({ id: check, item, reason, ...(expires === '' ? {} : { expires }) }),
    { close, decided, says: `${counted(length, 'item')} ${length === 1 ? 'is' : 'are'} excluded until ${until}.` },
  );
  return (
    <Act acting={exclude} label="Exclude" close={close} disabled={isShort(reason)}>
      <Why value={reason} set={setReason} />
      <Field
        label="Until"
        name="expires"
        hint="Left empty: until somebody ends it. Later looks at the same item are excluded as well."
        type="date"
        value={expires}
        set={setExpires}
        required={false}
      />
    </Act>
  );
}
