import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';

const apiUrl = process.env.PILOTHOUSE_API_URL ?? 'http://127.0.0.1:4000';
const toApi: ProxyOptions = { target: apiUrl, ws: true, xfwd: true };
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('.'),
  plugins: [react(), tailwindcss()],
  // These import their workers with `?worker`, which the pre-bundler of the development server doesn't know.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  server: {
    host: '127.0.0.1',
    // The Origin check of the API compares with the Host it was asked for, so the proxy keeps the browser's.
    proxy: { '/graphql': toApi, '/hooks': toApi, '/api': toApi, '/health': toApi, '/version': toApi },
  },
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    target: 'es2024',
    sourcemap: false,
    // GraphiQL brings monaco (3 MB) on a page of its own; nothing of it is in the client's first load.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: { index: at('./index.html'), playground: at('./playground.html') },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|react-router|scheduler)\//,
              priority: 3,
            },
            {
              name: 'graphql',
              test: /node_modules\/(\.pnpm\/)?(urql|@urql|wonka|graphql-ws|@0no-co)[@+/]/,
              priority: 2,
            },
            // Each is of a few hundred bytes: on their own, most of the files of a page would be icons.
            { name: 'icons', test: /node_modules\/(\.pnpm\/)?lucide-react[@+/]/, priority: 2 },
            { name: 'radix', test: /node_modules\/(\.pnpm\/)?(radix-ui|@radix-ui|@floating-ui)[@+/]/, priority: 2 },
          ],
        },
      },
    },
  },
});
