import { Alert, Button, Text } from '@mantine/core';
import { Component, type ComponentType, type ReactNode, Suspense, lazy, useState } from 'react';
import { isThere } from './parts.ts';

/** What comes after its page. */
interface Part<P> {
  /** As it is called where it does not come. */
  readonly what: string;
  readonly load: () => Promise<ComponentType<P>>;
  /** It has no place on the page: that it did not come is said in the corner, above what else may be said there. */
  readonly corner?: 'first' | 'second';
}

/** A part of the console that comes after its page. Where it does not, that is said in its place, and the rest goes on. */
export function late<P extends object>({ what, load, corner }: Part<P>): ComponentType<P> {
  const Came = lazy(async () => ({ default: await load() }));
  return (props) => (
    <Caught instead={<Missing what={what} corner={corner} />}>
      <Suspense fallback={null}>
        <Came {...props} />
      </Suspense>
    </Caught>
  );
}

interface CaughtProps {
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

class Caught extends Component<CaughtProps, { readonly isLost: boolean }> {
  override state = { isLost: false };

  static getDerivedStateFromError = () => ({ isLost: true });

  override render(): ReactNode {
    return this.state.isLost ? this.props.instead : this.props.children;
  }
}

/** What a browser once failed to load it holds to be missing until the window is loaded anew. */
const again = (): void => void isThere().then((there) => there && location.reload());

interface MissingProps {
  readonly what: string;
  readonly corner: Part<object>['corner'];
}

function Missing({ what, corner }: MissingProps) {
  const [isSeen, see] = useState(false);
  if (isSeen) return null;
  return (
    <Alert
      withCloseButton={corner !== undefined}
      closeButtonLabel="Close this"
      onClose={() => see(true)}
      color="brick"
      variant="outline"
      title={`${what} did not come`}
      role="alert"
      className={corner === undefined ? 'no-print' : `missing-part ${corner} no-print`}
    >
      <Text size="sm">It is a part of the console that is loaded apart. Everything else works as before.</Text>
      <Button size="compact-sm" variant="default" mt="xs" onClick={again}>
        Load the page again
      </Button>
    </Alert>
  );
}
