import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';

/** What buyers see, one click away; nothing for those who may not know of it, while it is asked for, and looking back. */
export function TrustLine() {
  const [may, mayPublish] = [useMay('trust:read'), useMay('trust:write')];
  const { data } = useQuery({ ...ask('trust', 'place', {}), enabled: may });
  const isNow = usePast().asOf === undefined;
  if (data === undefined || !isNow) return null;
  const { published, address } = data;
  return (
    <Text size="sm" mt="md">
      {!published ? (
        <>
          Buyers see nothing yet
          {mayPublish && (
            <>
              : <Link to="/trust">publish the trust center</Link>
            </>
          )}
          .
        </>
      ) : (
        <>
          What buyers see:{' '}
          <Anchor href={address} target="_blank" rel="noopener">
            {address.replace(/^https?:\/\//, '')}
          </Anchor>
        </>
      )}
    </Text>
  );
}
