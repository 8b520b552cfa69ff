import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useOpened } from '#web/kit/opened.ts';
import { useMay } from '#web/shell/programme.ts';
import { AddOwn } from './AddOwn.tsx';

/** More controls: out of the library, or of the company’s own. */
export function RoomActions() {
  const mayWrite = useMay('controls:write');
  const [adding, open, close] = useOpened('own');
  return (
    <>
      <Button variant="default" renderRoot={(props) => <Link to="/controls/library" {...props} />}>
        The library
      </Button>
      {mayWrite && (
        <>
          <Button variant="default" onClick={open}>
            Add a control of your own
          </Button>
          <AddOwn opened={adding} close={close} />
        </>
      )}
    </>
  );
}
