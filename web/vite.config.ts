import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A server that runs beside it while the console is developed. */
const RUNNING = 'http://localhost:4180';

/** Shows PDFs beside the reading view of reports: a module of its own, on no page but that one. */
const VIEWER = `${import.meta.dirname}/viewer/main.ts`;

/**
 * The console. `attestry serve` builds it into a folder of its own and serves that; in development it passes the API
 * on to a running server. The word by which a page vouches for its styles is put in by the server, anew in every answer.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
