import { Switch, Text as Words } from '@mantine/core';
import { Text } from '#web/kit/Fields.tsx';

interface ReachProps {
  readonly domain: string;
  readonly setDomain: (domain: string) => void;
  readonly joins: boolean;
  readonly setJoins: (joins: boolean) => void;
}

/** For whom a provider vouches, however it speaks. */
export const Reach = ({ domain, setDomain, joins, setJoins }: ReachProps) => (
  <>
    <Text
      label="Domain of the e-mail addresses"
      name="domain"
      placeholder="acme.example"
      value={domain}
      set={setDomain}
    />
    <Switch
      label="Whoever it vouches for joins as a member"
      description="Members see their own tasks. Otherwise only who is invited, or named by the directory, comes in."
      checked={joins}
      onChange={({ currentTarget }) => setJoins(currentTarget.checked)}
    />
  </>
);

/** What is said once it is set. */
export const Tried = () => (
  <Words size="sm" role="status">
    Set, and sealed. Try it in another browser before you rely on it.
  </Words>
);
