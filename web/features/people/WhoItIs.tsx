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
  const [mayRead, mayBring, maySee] = [useMay('populations:read'), useMay('sources:write'), useMay('people:read')];
  const found = useQuery({ ...ask('populations', 'list', past), enabled: mayRead });
  if (found.isLoading) return null;
  const isListed = found.data?.populations.some(({ name, items }) => name === 'person' && items > 0) !== false;
  if (!isListed && mayBring && past.asOf === undefined)
    return <To of={placeOf('import', 'person', 'Bring in the list of people')} />;
  return maySee && <To of={placeOf('unresolved', null, 'Say whose it is')} />;
}

const To = ({ of }: { readonly of: Place }) => (
  <Text size="sm" className="no-print">
    <AtPlace of={of} />
  </Text>
);
