import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** A server that runs beside it while the console is developed. */
const RUNNING = 'http://localhost:4180';

/** Shows PDFs beside the reading view of reports: a module of its own, on no page but that one. */
const VIEWER = `${import.meta.dirname}/viewer/main.ts`;

const CONTRACT = /\/src\/features\/[^/]+\/[^/]*contract\.ts$/;
const SUMMARY = /\bsummary:\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;

/** What an endpoint does, in words, is for the description of the API, which the server gives: nobody loads it here. */
const withoutSummaries: Plugin = {
  name: 'without-summaries',
  enforce: 'pre',
  transform: (code, id) => (CONTRACT.test(id) ? { code: code.replaceAll(SUMMARY, "summary: ''"), map: null } : null),
};

/**
 * The console. `attestry serve` builds it into a folder of its own and serves that; in development it passes the API
 * on to a running server. The word by which a page vouches for its styles is put in by the server, anew in every answer.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutSummaries, react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/console/by-hand',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: `${import.meta.dirname}/index.html`, viewer: VIEWER } },
  },
  server: { proxy: { '/api': { target: RUNNING, changeOrigin: true, headers: { origin: RUNNING } } } },
});
