import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console. The server serves what this builds; in development it passes the API on to a running server. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  server: { proxy: { '/api': 'http://127.0.0.1:4180' } },
});
