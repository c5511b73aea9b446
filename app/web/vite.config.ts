import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Windows scroll by the browser's own bars here: Mantine's scroll area, which they import only to compare with it, stays out. */
function withoutUnusedScrollArea(): Plugin {
  const none = '\0no-scroll-area';
  return {
    name: 'without-unused-scroll-area',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith('/ScrollArea.mjs') && /(Modal|Drawer)Root\.mjs$/.test(importer ?? '') ? none : null,
    load: (id) => (id === none ? 'export const ScrollArea = {};' : null),
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), withoutUnusedScrollArea()],
  resolve: { alias: [{ find: /^typebox$/, replacement: fileURLToPath(new URL('schemas.ts', import.meta.url)) }] },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    // Icons and small parts of the kit by themselves would be a request each.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'icons', test: /@tabler.icons-react/, minShareCount: 4 }] } },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
