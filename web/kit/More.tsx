import { Button } from '@mantine/core';

/** The next page of a list, below it. */
export const More = ({
  has,
  more,
  loading = false,
}: {
  readonly has: boolean;
  readonly more: () => void;
  readonly loading?: boolean;
}) =>
  has ? (
    <Button mt="md" size="xs" variant="default" loading={loading} onClick={more}>
      More
    </Button>
  ) : null;
