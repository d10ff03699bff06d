import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the API. */
const api = process.env.LIENWATCH_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The manifest tells scripts/budgets.mjs which chunks a page loads.
    manifest: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The dashboard, and the contractors' app.
    rollupOptions: { input: ['index.html', 'm.html'] },
  },
  server: { proxy: { '/api': api, '/first-run': api } },
})
