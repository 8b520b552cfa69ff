import { Button, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { Problem } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { isThere } from './parts.ts';
import { useProgramme } from './programme.ts';
import { roomsFor } from './rooms.ts';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <main className="page" id="main">
      <Title order={1}>There is no such page</Title>
      <Text mb="md">The address may be old, or a part of it may be missing. Nothing is lost.</Text>
      <Button component="a" href="/">
        Go home
      </Button>
    </main>
  );
}

/** The same within the console, where every other way is at hand. */
export function Nowhere() {
  return (
    <Page title="There is no such page" lead="The address may be old, or a part of it may be missing. Nothing is lost.">
      <Link to="/">Go home</Link>
    </Page>
  );
}

/** A page of others: which are theirs, and who could change that. An auditor stays one, and asks for what is on it. */
export function OfOthers() {
  const { role, may } = useProgramme();
  const isAuditor = may.has('audit:read');
  return (
    <Page
      title={isAuditor ? 'This page is management’s own' : 'This page is not for your role'}
      lead={
        isAuditor
          ? 'An auditor takes no part in the work on the programme, and is not shown it. Ask management for what you need of it, as for any other evidence.'
          : `You are here as ${role}. Should you need it, ask an owner or an admin for another role.`
      }
    >
      <Text mb={4}>These are yours:</Text>
      <ul className="prose">
        {roomsFor(may).map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** A page that failed while it was drawn. */
export function Unforeseen({ error }: ErrorComponentProps) {
  return (
    <main className="page" id="main">
      <Title order={1}>This page cannot be shown</Title>
      <Problem error={error} again={() => void isThere().then((there) => there && location.reload())} />
      <Button component="a" href="/" variant="default" size="xs" mt="md">
        Go home
      </Button>
    </main>
  );
}
