import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** Begins a session for whom the provider of an organization vouched; called from inside only, and by no request. */
export const company = () => ({
  id: 'company',
  endpoints: {
    enterByCompany: createAuthEndpoint(
      '/company/enter',
      {
        method: 'POST',
        body: z.object({ user: z.string(), organization: z.string() }),
        metadata: { SERVER_ONLY: true },
      },
      async (context) => {
        const { user: id, organization } = context.body;
        const { internalAdapter } = context.context;
        const user = await internalAdapter.findUserById(id);
        if (user === null) throw new Error('the account is gone');
        const session = await internalAdapter.createSession(id, false, { organization });
        await setSessionCookie(context, { session, user });
        return context.json({ entered: true });
      },
    ),
  },
});
