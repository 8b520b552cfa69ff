import { Button, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { Problem } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';

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

/** A page that failed while it was drawn. */
export function Unforeseen({ error }: ErrorComponentProps) {
  return (
    <main className="page" id="main">
      <Title order={1}>This page cannot be shown</Title>
      <Problem error={error} again={() => location.reload()} />
      <Button component="a" href="/" variant="default" size="xs" mt="md">
        Go home
      </Button>
    </main>
  );
}
