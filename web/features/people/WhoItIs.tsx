import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isOfNobody } from '#/core/nobodys-handle.ts';
import { type Place, placeOf } from '#/core/place.ts';
import { AtPlace } from '#web/kit/Place.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';

/** Behind a reason by which a handle is nobody’s: where the list of people is brought in, or, of those in it, whose it is. */
export const WhoItIs = ({ reason }: { readonly reason: string }) => (isOfNobody(reason) ? <Way /> : null);

function Way() {
  const past = usePast();
  const [mayRead, mayBring, maySay] = [useMay('populations:read'), useMay('sources:write'), useMay('people:write')];
  const isNow = past.asOf === undefined; // of a past day nothing is done
  const found = useQuery({ ...ask('populations', 'list', past), enabled: isNow && mayRead && (mayBring || maySay) });
  if (!isNow) return null;
  const isListed = found.data?.populations.some(({ name, items }) => name === 'person' && items > 0) !== false;
  if (mayBring && (found.isLoading || !isListed)) return <To of={BRING} isKnown={!found.isLoading} />;
  return maySay && <To of={SAY} isKnown={!found.isLoading} />;
}

const BRING = placeOf('import', 'person', 'Bring in the list of people');
const SAY = placeOf('unresolved', null, 'Say whose it is');

interface ToProps {
  readonly of: Place;
  /** Until it is, its room is kept, so that no row grows below what somebody reads. */
  readonly isKnown: boolean;
}

const To = ({ of, isKnown }: ToProps) => (
  <Text size="sm" className={isKnown ? 'no-print' : 'no-print not-yet'}>
    <AtPlace of={of} />
  </Text>
);
