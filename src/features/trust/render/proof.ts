import { grouped } from '#/core/grouped.ts';
import type { Proof } from '#/features/trust/facts.ts';
import { Html, html } from '#/core/html.ts';

/** The latest checkpoint, and what anybody can do with it. */
export const proofHtml = ({ origin, verifier, size, checkpoint }: Proof, base: string): Html =>
  html`<p>Every record, check and decision behind this page is an entry of an append-only log. This is its latest checkpoint: ${grouped(size)} entries, signed. Whoever keeps it can prove later that nothing before it was changed.</p>
<pre tabindex="0" aria-label="Checkpoint">${checkpoint}</pre>
<p>The key that signs the log <code>${origin}</code>:</p>
<pre tabindex="0" aria-label="Key">${verifier}</pre>
<p>How to check: keep <a href="${base}/checkpoint">the checkpoint</a> and the key. Ask the company for a package of evidence, and run <code>attestry package verify FILE --since checkpoint</code> with a verifier from the public source code, not from the company. It names every byte that is not what was sealed. The note is a C2SP signed note over a tree of RFC 6962, so other tools can read it.</p>
<p class="note">The log proves that what it holds is unchanged since it was received. It does not prove that it is true, nor that everything was put in.</p>`;
