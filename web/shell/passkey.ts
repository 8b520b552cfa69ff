import { DomainError } from '#/core/errors.ts';
import { confirming } from './confirmation.ts';
import { door, look } from './door.ts';

/** A key in a device that opens the account: the device asks who holds it, and no site but this one is answered. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly added: number;
  /** It is kept in an account of its maker too, and lives on other devices. */
  readonly isCopied: boolean;
}

/** Browsers make none for a bare IP address. */
const isNamed = (host: string): boolean => !/^[\d.]+$|^\[/.test(host);

/** This browser can make and use them, at this address. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  isNamed(location.hostname);

interface Stored {
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: string | null;
  readonly backedUp: boolean;
}

export const ownPasskeys = async (): Promise<readonly Passkey[]> =>
  ((await look('/passkey/list-user-passkeys')) as readonly Stored[]).map(({ id, name, createdAt, backedUp }) => ({
    id,
    name: name ?? 'without a name',
    added: Date.parse(createdAt ?? ''),
    isCopied: backedUp,
  }));

export const addPasskey = (name: string): Promise<unknown> =>
  confirming(async () => {
    const options = (await look('/passkey/generate-register-options')) as PublicKeyCredentialCreationOptionsJSON;
    const made = await asked(() =>
      navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    );
    return door('/passkey/verify-registration', { name, response: made.toJSON() });
  });

export const removePasskey = (id: string): Promise<unknown> =>
  confirming(() => door('/passkey/delete-passkey', { id }));

/** Signs in; or shows once more that it is them, if they are. */
export async function signInWithPasskey(): Promise<void> {
  const options = (await look('/passkey/generate-authenticate-options')) as PublicKeyCredentialRequestOptionsJSON;
  const used = await asked(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON({ ...options, userVerification: 'required' }),
    }),
  );
  await door('/passkey/verify-authentication', { response: used.toJSON() });
}

/** What the browser asks of the person, who may give up. */
async function asked(question: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const answer = await question();
    if (answer instanceof PublicKeyCredential) return answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') throw new DomainError('passkey_known');
  }
  throw new DomainError('passkey_unused');
}
