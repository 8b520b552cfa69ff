import { Text as Words } from '@mantine/core';

const isLoopback = (link: string): boolean =>
  /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(link).hostname);

/** Beside a link that is for somebody else: where it opens on this machine only. */
export const OnlyHere = ({ link }: { readonly link: string }) =>
  isLoopback(link) && (
    <Words size="sm" mt="sm" role="note">
      {`It opens on this machine only, since it begins with ${new URL(link).origin}: a colleague elsewhere cannot use it. Have Attestry started with ATTESTRY_URL set to the address that they see, such as https://attestry.acme.example; links that are made from then on begin with it.`}
    </Words>
  );
