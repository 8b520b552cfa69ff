import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { counted } from '#web/kit/when.ts';
import { useDeciding } from './use-deciding.ts';
import { type Chosen, Decide, isShort, Why } from './Why.tsx';

interface Props {
  readonly check: string;
  readonly ending: Chosen | null;
  readonly close: () => void;
  /** All of them are decided of: what asks for the run from which on they count again. */
  readonly decided: () => void;
}

const DOES =
  'It counts again as what the rule says of it, from the next run of the check, which begins at once. The reason, your name and the time are sealed in the ledger. That it was excluded, why and by whom stays in the ledger and in every package.';

/** Takes items back into management’s view. What that does and does not do stands beside the button. */
export const EndExclusion = ({ ending, ...props }: Props) => (
  <Decide title={(what) => `End the exclusion of ${what}`} of={ending} close={props.close} says={DOES}>
    {ending !== null && <Ending {...props} ending={ending} />}
  </Decide>
);

function Ending({ check, ending, close, decided }: Props & { readonly ending: Chosen }) {
  const [reason, setReason] = useState('');
  const end = useDeciding(ending, (here, item) => here.checks.include({ id: check, item, reason }), {
    close,
    decided,
    says: `The exclusion of ${counted(ending.items.length, 'item')} is ended.`,
  });
  return (
    <Act acting={end} label="End it" close={close} disabled={isShort(reason)}>
      <Why value={reason} set={setReason} />
    </Act>
  );
}
